#ifndef MUNHANG_RPC_CONVERSION_H_
#define MUNHANG_RPC_CONVERSION_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/classification.h"
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

v1::Classification ToProto(const Classification& classification);
v1::Standard ToProto(const curriculum::Standard& standard);

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_CONVERSION_H_
