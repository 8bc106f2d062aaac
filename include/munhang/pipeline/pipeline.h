#ifndef MUNHANG_PIPELINE_PIPELINE_H_
#define MUNHANG_PIPELINE_PIPELINE_H_

#include <absl/status/statusor.h>

#include <memory>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/classification.h"
#include "munhang/domain/item.h"
#include "munhang/domain/search.h"
#include "munhang/runtime/async.h"
#include "munhang/runtime/call_context.h"
#include "munhang/runtime/clock.h"
#include "munhang/runtime/cpu_pool.h"

namespace munhang::pipeline {

struct PipelineOptions {
  // Answers below this confidence get a review reason. 0 to 1.
  double review_below_confidence = 0.5;
};

class LocalEvidence;

// The way of a request from item to classification; classify.cc reads in its order. Immutable and
// thread-safe. What is passed by reference outlives it and every call.
class Pipeline {
 public:
  Pipeline(PipelineOptions options, const curriculum::KnowledgeBase& knowledge,
           runtime::CpuPool& cpu_pool, const runtime::Clock& clock);
  ~Pipeline();

  // Runs on the shard it is spawned on. DEADLINE_EXCEEDED when the deadline has passed before work
  // began. The answer's code is always one of the knowledge base and within the query's grade
  // group.
  runtime::Async<absl::StatusOr<Classification>> Classify(ClassifyQuery query,
                                                          runtime::CallContext context) const;

  // Standards nearest to the text, best first, at most query.limit.
  runtime::Async<absl::StatusOr<std::vector<SearchHit>>> Search(SearchQuery query,
                                                                runtime::CallContext context) const;

 private:
  const PipelineOptions options_;
  const curriculum::KnowledgeBase& knowledge_;
  runtime::CpuPool& cpu_pool_;
  const runtime::Clock& clock_;
  const std::unique_ptr<const LocalEvidence> evidence_;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_PIPELINE_PIPELINE_H_
