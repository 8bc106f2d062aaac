#include "cli/local_classifier.h"

#include <limits>
#include <utility>

#include "munhang/runtime/deadline.h"

namespace munhang::cli {
namespace {

std::chrono::nanoseconds ToDuration(const google::protobuf::Duration& duration) {
  return std::chrono::seconds(duration.seconds()) + std::chrono::nanoseconds(duration.nanos());
}

}  // namespace

absl::StatusOr<std::unique_ptr<LocalClassifier>> LocalClassifier::Create(
    const config::v1::Config& config, std::chrono::nanoseconds deadline) {
  auto engine = app::Engine::Create(config);
  if (!engine.ok()) return engine.status();
  if (deadline == std::chrono::nanoseconds::zero()) {
    deadline = ToDuration(config.limits().item_deadline());
  }
  const rpc::ItemLimits limits{config.limits().text_bytes(), config.limits().images(),
                               config.limits().image_bytes()};
  return std::unique_ptr<LocalClassifier>(
      new LocalClassifier(*std::move(engine), limits, deadline));
}

LocalClassifier::LocalClassifier(std::unique_ptr<app::Engine> engine, rpc::ItemLimits limits,
                                 std::chrono::nanoseconds deadline)
    : engine_(std::move(engine)),
      limits_(limits),
      deadline_(deadline),
      under_way_(std::numeric_limits<size_t>::max()) {}

LocalClassifier::~LocalClassifier() {
  under_way_.WaitUntilEmpty(std::chrono::steady_clock::time_point::max());
}

void LocalClassifier::Submit(v1::ClassifyRequest request, Done done) {
  auto query = rpc::ToClassifyQuery(std::move(request), limits_);
  if (!query.ok()) return done({query.status()});
  const auto deadline = runtime::Deadline::At(engine_->clock().Now() + deadline_);
  // A gate without limit that is never closed always lets in.
  auto pass = std::make_shared<runtime::Gate::Pass>(*under_way_.TryEnter());
  engine_->Classify(*std::move(query), deadline,
                    [done = std::move(done), pass](absl::StatusOr<Classification> answer) mutable {
                      done(answer.ok() ? Outcome{rpc::ToProto(*answer)} : Outcome{answer.status()});
                      pass.reset();
                    });
}

absl::StatusOr<v1::Standard> LocalClassifier::GetStandard(const std::string& code) {
  const auto parsed = StandardCode::Parse(code);
  const auto* standard = parsed ? engine_->knowledge().Find(*parsed) : nullptr;
  if (standard == nullptr) return absl::NotFoundError("there is no standard " + code);
  return rpc::ToProto(*standard);
}

}  // namespace munhang::cli
