#ifndef MUNHANG_RPC_CONVERSION_H_
#define MUNHANG_RPC_CONVERSION_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/classification.h"
#include "munhang/domain/feedback.h"
#include "munhang/domain/item.h"
#include "munhang/v1/classifier.pb.h"
#include "munhang/v1/curriculum.pb.h"

namespace munhang::rpc {

struct ItemLimits {
  size_t text_bytes = 64 << 10;
  size_t images = 8;
  size_t image_bytes = 4 << 20;
};

// Checks a request whole and converts it. INVALID_ARGUMENT carries a google.rpc.BadRequest with one
// violation for each wrong field. The request is consumed.
absl::StatusOr<ClassifyQuery> ToClassifyQuery(v1::ClassifyRequest request,
                                              const ItemLimits& limits);

// The same for feedback; corrected labels are held against `knowledge`. A text of nothing but
// spaces comes out empty.
absl::StatusOr<FeedbackSubmission> ToFeedbackSubmission(v1::SubmitFeedbackRequest request,
                                                        const ItemLimits& limits,
                                                        const curriculum::KnowledgeBase& knowledge);
absl::StatusOr<std::string> ToFeedbackId(const v1::RevokeFeedbackRequest& request);

// What only the answer shows: INVALID_ARGUMENT, as above, for a corrected achievement level that
// the answer's standard does not have.
absl::Status CheckReviewed(const CorrectedLabels& corrected, const ReviewedItem& reviewed);

v1::Classification ToProto(const Classification& classification);
v1::Standard ToProto(const curriculum::Standard& standard);

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_CONVERSION_H_
