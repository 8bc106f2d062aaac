#ifndef MUNHANG_TESTS_UNIT_PIPELINE_TEST_PIPELINE_H_
#define MUNHANG_TESTS_UNIT_PIPELINE_TEST_PIPELINE_H_

#include <functional>
#include <future>
#include <string>
#include <utility>

#include "munhang/pipeline/pipeline.h"
#include "munhang/runtime/running_call.h"
#include "munhang/runtime/shard.h"

namespace munhang::pipeline {

// The pipeline on the embedded knowledge base, called as if it were a function.
class TestPipeline {
 public:
  explicit TestPipeline(PipelineOptions options = {})
      : knowledge(curriculum::KnowledgeBase::Embedded()),
        pool_(1),
        pipeline_(options, knowledge, pool_, clock_),
        shards_(1) {}

  absl::StatusOr<Classification> Classify(ClassifyQuery query,
                                          runtime::Deadline deadline = runtime::Deadline::Never()) {
    runtime::CallContext context;
    context.deadline = deadline;
    context.request_id = "request";
    std::promise<absl::StatusOr<Classification>> promise;
    std::function<runtime::Async<absl::StatusOr<Classification>>()> work = [&] {
      return pipeline_.Classify(std::move(query), context);
    };
    std::function<void(absl::StatusOr<Classification>)> done =
        [&promise](absl::StatusOr<Classification> result) { promise.set_value(std::move(result)); };
    runtime::RunningCall::Start<Classification>(shards_.Next(), runtime::Deadline::Never(),
                                                std::move(work), std::move(done));
    return promise.get_future().get();
  }

  Classification Classify(const std::string& text) {
    ClassifyQuery query;
    query.item.text = text;
    return Classify(std::move(query)).value();
  }

  const curriculum::KnowledgeBase knowledge;

 private:
  runtime::SteadyClock clock_;
  runtime::CpuPool pool_;
  Pipeline pipeline_;
  runtime::ShardSet shards_;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_TESTS_UNIT_PIPELINE_TEST_PIPELINE_H_
