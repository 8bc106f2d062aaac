#ifndef MUNHANG_RPC_ERROR_DETAILS_H_
#define MUNHANG_RPC_ERROR_DETAILS_H_

#include <absl/status/status.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "google/rpc/status.pb.h"

namespace munhang::rpc {

// Errors of the service are absl::Status whose payloads are google.rpc detail messages under their
// type URL, so that a status carries its details unchanged to the wire.

struct FieldViolation {
  // Path in the request, such as "item.images[2].content".
  std::string field;
  std::string description;
};

// INVALID_ARGUMENT with BadRequest and ErrorInfo INVALID_REQUEST. At least one violation.
absl::Status InvalidRequest(const std::vector<FieldViolation>& violations);

// RESOURCE_EXHAUSTED or UNAVAILABLE with RetryInfo and ErrorInfo.
absl::Status RetryLater(absl::StatusCode code, std::string_view message, std::string_view reason,
                        std::chrono::milliseconds retry_after);

// RESOURCE_EXHAUSTED with RetryInfo, QuotaFailure and ErrorInfo TENANT_RATE_LIMIT.
absl::Status TenantRateExceeded(std::string_view tenant, std::chrono::milliseconds retry_after);

// `status` with ErrorInfo of `reason` added.
absl::Status WithReason(absl::Status status, std::string_view reason);

google::rpc::Status ToRpcStatus(const absl::Status& status);

// The same as a call's status; details travel in grpc-status-details-bin.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_ERROR_DETAILS_H_
