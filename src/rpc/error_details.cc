#include "rpc/error_details.h"

#include <absl/strings/cord.h>

#include <algorithm>

#include "google/rpc/error_details.pb.h"

namespace munhang::rpc {
namespace {

constexpr std::string_view kErrorDomain = "munhang";
constexpr std::string_view kTypeUrlPrefix = "type.googleapis.com/";

template <typename Detail>
void Attach(absl::Status* status, const Detail& detail) {
  const std::string url = std::string(kTypeUrlPrefix) + Detail::descriptor()->full_name();
  // Through string_view: Debian's absl lacks the constructor that takes the string over.
  status->SetPayload(url, absl::Cord(absl::string_view(detail.SerializeAsString())));
}

void AttachReason(absl::Status* status, std::string_view reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kErrorDomain));
  Attach(status, info);
}

void AttachRetry(absl::Status* status, std::chrono::milliseconds retry_after) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(retry_after.count() / 1000);
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(retry_after.count() % 1000) *
                                         1000000);
  Attach(status, retry);
}

}  // namespace

absl::Status InvalidRequest(const std::vector<FieldViolation>& violations) {
  google::rpc::BadRequest bad_request;
  std::string message;
  for (const FieldViolation& violation : violations) {
    if (!message.empty()) message += "; ";
    message += violation.field + ": " + violation.description;
    auto* entry = bad_request.add_field_violations();
    entry->set_field(violation.field);
    entry->set_description(violation.description);
  }
  absl::Status status = absl::InvalidArgumentError(message);
  Attach(&status, bad_request);
  AttachReason(&status, "INVALID_REQUEST");
  return status;
}

absl::Status RetryLater(absl::StatusCode code, std::string_view message, std::string_view reason,
                        std::chrono::milliseconds retry_after) {
  absl::Status status(code, absl::string_view(message.data(), message.size()));
  AttachRetry(&status, retry_after);
  AttachReason(&status, reason);
  return status;
}

absl::Status TenantRateExceeded(std::string_view tenant, std::chrono::milliseconds retry_after) {
  absl::Status status =
      RetryLater(absl::StatusCode::kResourceExhausted, "the tenant's rate of items is used up",
                 "TENANT_RATE_LIMIT", retry_after);
  google::rpc::QuotaFailure failure;
  auto* violation = failure.add_violations();
  violation->set_subject("tenant:" + std::string(tenant));
  violation->set_description("items per second");
  Attach(&status, failure);
  return status;
}

absl::Status WithReason(absl::Status status, std::string_view reason) {
  AttachReason(&status, reason);
  return status;
}

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status rpc_status;
  rpc_status.set_code(static_cast<int32_t>(status.code()));
  rpc_status.set_message(std::string(status.message().data(), status.message().size()));
  status.ForEachPayload([&rpc_status](absl::string_view type_url, const absl::Cord& payload) {
    auto* detail = rpc_status.add_details();
    detail->set_type_url(std::string(type_url.data(), type_url.size()));
    detail->set_value(std::string(payload));
  });
  // Payloads have no order of their own; clients and tests see a stable one.
  std::sort(rpc_status.mutable_details()->begin(), rpc_status.mutable_details()->end(),
            [](const auto& a, const auto& b) { return a.type_url() < b.type_url(); });
  return rpc_status;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status rpc_status = ToRpcStatus(status);
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), rpc_status.message(),
                      rpc_status.details().empty() ? "" : rpc_status.SerializeAsString());
}

}  // namespace munhang::rpc
