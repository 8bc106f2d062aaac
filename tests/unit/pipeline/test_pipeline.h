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
        model_(localmodel::LocalModel::Embedded()),
        pool_(1),
        pipeline_(options, knowledge, model_, pool_, clock_),
        shards_(1) {}

  absl::StatusOr<Classification> Classify(ClassifyQuery query,
                                          runtime::Deadline deadline = runtime::Deadline::Never(),
                                          const std::string& tenant = "default") {
    runtime::CallContext context;
    context.deadline = deadline;
    context.request_id = "request";
    context.tenant = tenant;
    return Run<Classification>([&] { return pipeline_.Classify(std::move(query), context); });
  }

  Classification Classify(const std::string& text) {
    ClassifyQuery query;
    query.item.text = text;
    return Classify(std::move(query)).value();
  }

  ReviewedItem Review(const std::string& text, const CorrectedLabels& corrected) {
    runtime::CallContext context;
    context.tenant = "default";
    return Run<ReviewedItem>([&] { return pipeline_.Review({"", text, {}}, corrected, context); })
        .value();
  }

  Pipeline& pipeline() { return pipeline_; }

  const curriculum::KnowledgeBase knowledge;

 private:
  // Runs a coroutine on a shard and waits for it.
  template <typename T>
  absl::StatusOr<T> Run(std::function<runtime::Async<absl::StatusOr<T>>()> work) {
    std::promise<absl::StatusOr<T>> promise;
    std::function<void(absl::StatusOr<T>)> done = [&promise](absl::StatusOr<T> result) {
      promise.set_value(std::move(result));
    };
    runtime::RunningCall::Start<T>(shards_.Next(), runtime::Deadline::Never(), std::move(work),
                                   std::move(done));
    return promise.get_future().get();
  }

  const localmodel::LocalModel model_;
  runtime::SteadyClock clock_;
  runtime::CpuPool pool_;
  Pipeline pipeline_;
  runtime::ShardSet shards_;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_TESTS_UNIT_PIPELINE_TEST_PIPELINE_H_
