#include <algorithm>
#include <future>
#include <thread>
#include <utility>

#include "munhang/app/service.h"
#include "munhang/runtime/running_call.h"

namespace munhang::app {
namespace {

// A thread for every two cores, at least one: shards and pool share the machine.
size_t Threads(uint32_t configured) {
  if (configured > 0) return configured;
  return std::max<size_t>(1, std::thread::hardware_concurrency() / 2);
}

absl::StatusOr<curriculum::KnowledgeBase> LoadKnowledge(const config::v1::Knowledge& config) {
  if (config.directory().empty()) return curriculum::KnowledgeBase::Embedded();
  return curriculum::KnowledgeBase::FromDirectory(config.directory());
}

absl::StatusOr<localmodel::LocalModel> LoadModel(const config::v1::LocalModel& config) {
  if (config.file().empty()) return localmodel::LocalModel::Embedded();
  return localmodel::LocalModel::FromFile(config.file());
}

absl::Status CheckSameStandards(const curriculum::KnowledgeBase& knowledge,
                                const localmodel::LocalModel& model) {
  const bool same =
      std::equal(knowledge.standards().begin(), knowledge.standards().end(), model.codes().begin(),
                 model.codes().end(), [](const curriculum::Standard& standard, StandardCode code) {
                   return standard.code == code;
                 });
  if (same) return absl::OkStatus();
  return absl::InvalidArgumentError("local_model.file: the model " + model.version() +
                                    " was trained for other standards than the knowledge base has");
}

// Runs a coroutine of the pipeline and waits for it.
template <typename T>
absl::StatusOr<T> RunNow(runtime::ShardSet& shards,
                         std::function<runtime::Async<absl::StatusOr<T>>()> work) {
  std::promise<absl::StatusOr<T>> promise;
  std::function<void(absl::StatusOr<T>)> done = [&promise](absl::StatusOr<T> result) {
    promise.set_value(std::move(result));
  };
  runtime::RunningCall::Start<T>(shards.Next(), runtime::Deadline::Never(), std::move(work),
                                 std::move(done));
  return promise.get_future().get();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Engine>> Engine::Create(const config::v1::Config& config) {
  auto knowledge = LoadKnowledge(config.knowledge());
  if (!knowledge.ok()) return knowledge.status();
  auto model = LoadModel(config.local_model());
  if (!model.ok()) return model.status();
  if (absl::Status same = CheckSameStandards(*knowledge, *model); !same.ok()) return same;
  return std::unique_ptr<Engine>(new Engine(config, *std::move(knowledge), *std::move(model)));
}

Engine::Engine(const config::v1::Config& config, curriculum::KnowledgeBase knowledge,
               localmodel::LocalModel model)
    : knowledge_(std::move(knowledge)),
      model_(std::move(model)),
      cpu_pool_(std::make_unique<runtime::CpuPool>(Threads(config.runtime().cpu_threads()))) {
  pipeline::PipelineOptions options;
  options.review_below_confidence = config.review().confidence_below();
  pipeline_ = std::make_unique<pipeline::Pipeline>(options, knowledge_, model_, *cpu_pool_, clock_);
  shards_ = std::make_unique<runtime::ShardSet>(Threads(config.runtime().shards()));
}

Engine::~Engine() {
  // The pool first: what cancelled calls left computing there resumes nobody but reads the
  // pipeline, and posts to shards.
  cpu_pool_.reset();
  shards_.reset();
}

void Engine::Classify(ClassifyQuery query, runtime::Deadline deadline,
                      std::function<void(absl::StatusOr<Classification>)> done) {
  runtime::CallContext context;
  context.deadline = deadline;
  context.tenant = "default";
  std::function<runtime::Async<absl::StatusOr<Classification>>()> work =
      [this, query = std::move(query), context]() mutable {
        return pipeline_->Classify(std::move(query), context);
      };
  runtime::RunningCall::Start<Classification>(shards_->Next(), deadline, std::move(work),
                                              std::move(done));
}

absl::StatusOr<std::vector<SearchHit>> Engine::SearchNow(SearchQuery query) {
  return RunNow<std::vector<SearchHit>>(
      *shards_, [this, &query] { return pipeline_->Search(std::move(query), {}); });
}

}  // namespace munhang::app
