#ifndef MUNHANG_APP_SERVICE_H_
#define MUNHANG_APP_SERVICE_H_

#include <absl/status/statusor.h>

#include <functional>
#include <memory>
#include <vector>

#include "munhang/config/v1/config.pb.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/classification.h"
#include "munhang/domain/item.h"
#include "munhang/domain/search.h"
#include "munhang/localmodel/local_model.h"
#include "munhang/pipeline/pipeline.h"
#include "munhang/runtime/clock.h"
#include "munhang/runtime/cpu_pool.h"
#include "munhang/runtime/deadline.h"
#include "munhang/runtime/shard.h"

namespace munhang::app {

// The pipeline with everything it runs on, as the configuration says. Thread-safe. Calls must be
// done before it is destroyed.
class Engine {
 public:
  // Errors of the knowledge base name file and key, those of the model its file.
  static absl::StatusOr<std::unique_ptr<Engine>> Create(const config::v1::Config& config);
  ~Engine();

  // `done` is called once, on a shard's thread.
  void Classify(ClassifyQuery query, runtime::Deadline deadline,
                std::function<void(absl::StatusOr<Classification>)> done);

  // Blocks until the answer is there. Not on a shard's thread.
  absl::StatusOr<std::vector<SearchHit>> SearchNow(SearchQuery query);

  const curriculum::KnowledgeBase& knowledge() const { return knowledge_; }
  const localmodel::LocalModel& model() const { return model_; }
  pipeline::Pipeline& pipeline() { return *pipeline_; }
  runtime::ShardSet& shards() { return *shards_; }
  const runtime::Clock& clock() const { return clock_; }

 private:
  Engine(const config::v1::Config& config, curriculum::KnowledgeBase knowledge,
         localmodel::LocalModel model);

  const runtime::SteadyClock clock_;
  const curriculum::KnowledgeBase knowledge_;
  const localmodel::LocalModel model_;
  std::unique_ptr<runtime::CpuPool> cpu_pool_;
  std::unique_ptr<pipeline::Pipeline> pipeline_;
  std::unique_ptr<runtime::ShardSet> shards_;
};

// Runs the service until SIGTERM or SIGINT and the drain that follows; a second signal cuts the
// drain short. Returns the process's exit code: 0 after a drain, 3 when the configuration cannot be
// used, 4 when the address cannot be listened on.
int Serve(const config::v1::Config& config);

}  // namespace munhang::app

#endif  // MUNHANG_APP_SERVICE_H_
