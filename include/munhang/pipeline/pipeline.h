#ifndef MUNHANG_PIPELINE_PIPELINE_H_
#define MUNHANG_PIPELINE_PIPELINE_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/classification.h"
#include "munhang/domain/feedback.h"
#include "munhang/domain/item.h"
#include "munhang/domain/search.h"
#include "munhang/localmodel/local_model.h"
#include "munhang/ports/feedback_log.h"
#include "munhang/runtime/async.h"
#include "munhang/runtime/call_context.h"
#include "munhang/runtime/clock.h"
#include "munhang/runtime/cpu_pool.h"

namespace munhang::pipeline {

struct PipelineOptions {
  // Answers below this confidence get a review reason. 0 to 1.
  double review_below_confidence = 0.5;
};

// Tells the pictures of an item from others, in their order: 32 hexadecimal digits each. Empty for
// none. Takes milliseconds for every megabyte.
std::string PictureKey(const std::vector<Image>& images);

// How many corrections count.
struct CorrectionCounts {
  // For the tenant that made them, over all tenants.
  size_t of_tenants = 0;
  // For every tenant; those count for their own tenant too.
  size_t shared = 0;
};

class Corrections;
class LocalEvidence;

// The way of a request from item to classification; classify.cc reads in its order. Thread-safe;
// nothing but Learn changes it. What is passed by reference outlives it and every call.
class Pipeline {
 public:
  // `model` knows the standards of `knowledge`.
  Pipeline(PipelineOptions options, const curriculum::KnowledgeBase& knowledge,
           const localmodel::LocalModel& model, runtime::CpuPool& cpu_pool,
           const runtime::Clock& clock);
  ~Pipeline();

  // Runs on the shard it is spawned on. DEADLINE_EXCEEDED when the deadline has passed before work
  // began. The answer's code is always one of the knowledge base and within the query's grade
  // group.
  runtime::Async<absl::StatusOr<Classification>> Classify(ClassifyQuery query,
                                                          runtime::CallContext context) const;

  // The item as the service answers it now, and with a reviewer's labels. The item has a text.
  // Status as Classify.
  runtime::Async<absl::StatusOr<ReviewedItem>> Review(Item item, CorrectedLabels corrected,
                                                      runtime::CallContext context) const;

  // Takes over feedback that is new or has changed: corrections count for every Classify that
  // begins after this returns. Takes milliseconds, so it is not called on a shard.
  void Learn(const std::vector<ports::FeedbackEntry>& changed);
  CorrectionCounts correction_counts() const;

  // Standards nearest to the text, best first, at most query.limit.
  runtime::Async<absl::StatusOr<std::vector<SearchHit>>> Search(SearchQuery query,
                                                                runtime::CallContext context) const;

 private:
  const PipelineOptions options_;
  const curriculum::KnowledgeBase& knowledge_;
  runtime::CpuPool& cpu_pool_;
  const runtime::Clock& clock_;
  const std::unique_ptr<const LocalEvidence> evidence_;
  const std::unique_ptr<Corrections> corrections_;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_PIPELINE_PIPELINE_H_
