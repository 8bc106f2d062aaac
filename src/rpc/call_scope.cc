#include "rpc/call_scope.h"

#include <grpcpp/server_context.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <string>

#include "rpc/error_details.h"

namespace munhang::rpc {
namespace {

constexpr size_t kMostRequestIdBytes = 128;
constexpr size_t kMostTraceparentBytes = 256;
// Time after which capacity is likely to be free again: items take milliseconds.
constexpr std::chrono::milliseconds kRetryWhenFull{50};
// Time after which another replica, or this one restarted, is likely to answer.
constexpr std::chrono::milliseconds kRetryWhenDraining{1000};

std::string Metadata(const grpc::CallbackServerContext& call, const char* key) {
  const auto found = call.client_metadata().find(key);
  if (found == call.client_metadata().end()) return "";
  return std::string(found->second.data(), found->second.size());
}

bool IsPrintable(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// Unique within and, by its random start, across processes.
std::string NewRequestId() {
  static const uint64_t process = std::random_device{}() * 0x100000001ull + std::random_device{}();
  static std::atomic<uint64_t> serial{0};
  static constexpr char kHex[] = "0123456789abcdef";
  const uint64_t words[2] = {process, serial.fetch_add(1, std::memory_order_relaxed)};
  std::string id;
  for (const uint64_t word : words) {
    for (int shift = 60; shift >= 0; shift -= 4) id += kHex[(word >> shift) & 15];
  }
  return id;
}

runtime::Deadline SteadyDeadline(const grpc::CallbackServerContext& call,
                                 std::chrono::steady_clock::time_point now) {
  const auto client = call.deadline();
  if (client == std::chrono::system_clock::time_point::max()) return runtime::Deadline::Never();
  const auto remaining = client - std::chrono::system_clock::now();
  // Beyond any real deadline the sum could overflow.
  if (remaining > std::chrono::hours(24 * 365)) return runtime::Deadline::Never();
  return runtime::Deadline::At(now + remaining);
}

}  // namespace

CallScope::CallScope(const ServiceContext& service, grpc::CallbackServerContext& call,
                     std::string_view method)
    : service_(service), started_(std::chrono::steady_clock::now()) {
  description_.method = method;
  description_.request_id = Metadata(call, "x-request-id");
  if (description_.request_id.empty() || description_.request_id.size() > kMostRequestIdBytes ||
      !IsPrintable(description_.request_id)) {
    description_.request_id = NewRequestId();
  }
  description_.traceparent = Metadata(call, "traceparent");
  if (description_.traceparent.size() > kMostTraceparentBytes) description_.traceparent.clear();
  deadline_ = SteadyDeadline(call, started_);
  service_.observer.CallStarted(method);

  pass_ = service_.calls.TryEnter();
  if (!pass_) {
    service_.observer.Rejected(Rejection::kDraining);
    status_ = RetryLater(absl::StatusCode::kUnavailable, "the server is shutting down", "DRAINING",
                         kRetryWhenDraining);
    return;
  }
  const auto tenant = service_.authenticator.Authenticate(Metadata(call, "authorization"));
  if (!tenant.ok()) {
    service_.observer.Rejected(Rejection::kUnauthenticated);
    status_ = tenant.status();
    return;
  }
  tenant_ = *tenant;
  description_.tenant = tenant_->name;
}

CallScope::~CallScope() {
  const auto latency = std::chrono::steady_clock::now() - started_;
  service_.observer.CallFinished(description_, code_,
                                 std::chrono::duration_cast<std::chrono::microseconds>(latency));
}

runtime::CallContext CallScope::ItemContext() const {
  const auto limit = std::chrono::duration_cast<std::chrono::steady_clock::duration>(
      service_.options.item_deadline);
  runtime::CallContext context;
  context.deadline =
      deadline_.Sooner(runtime::Deadline::At(std::chrono::steady_clock::now() + limit));
  context.request_id = description_.request_id;
  context.tenant = description_.tenant;
  return context;
}

absl::StatusOr<runtime::Gate::Pass> CallScope::AdmitItem() const {
  return AdmitItem(service_.items.TryEnter());
}

absl::StatusOr<runtime::Gate::Pass> CallScope::AdmitItem(
    std::optional<runtime::Gate::Pass> place) const {
  if (!place) {
    service_.observer.Rejected(Rejection::kInFlightLimit);
    return RetryLater(absl::StatusCode::kResourceExhausted, "too many items are in flight",
                      "IN_FLIGHT_LIMIT", kRetryWhenFull);
  }
  absl::Status rate = service_.authenticator.TakeItem(*tenant_);
  if (!rate.ok()) {
    service_.observer.Rejected(Rejection::kTenantRate);
    return rate;
  }
  return std::move(*place);
}

void CallScope::ReportItem(const absl::Status& status, const Classification* answer) const {
  if (absl::IsInvalidArgument(status)) service_.observer.Rejected(Rejection::kInvalid);
  service_.observer.ItemFinished(description_, status, answer);
}

void CallScope::Finishing(const absl::Status& status) {
  code_ = status.code();
  // A call that was refused at its start has been reported as a rejection.
  if (status.ok() || !status_.ok()) return;
  if (description_.method == kClassify) {
    ReportItem(status, nullptr);
  } else if (absl::IsInvalidArgument(status)) {
    service_.observer.Rejected(Rejection::kInvalid);
  }
}

}  // namespace munhang::rpc
