#ifndef MUNHANG_RPC_CALL_SCOPE_H_
#define MUNHANG_RPC_CALL_SCOPE_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "munhang/rpc/call_observer.h"
#include "munhang/rpc/server.h"
#include "munhang/runtime/call_context.h"
#include "munhang/runtime/gate.h"
#include "munhang/runtime/running_call.h"
#include "rpc/authenticator.h"

namespace munhang::rpc {

// The method whose calls are one item each.
inline constexpr std::string_view kClassify = "Classify";

// What every call of the service shares. Outlives all calls.
struct ServiceContext {
  const ServerOptions& options;
  const Handlers& handlers;
  const curriculum::KnowledgeBase& knowledge;
  runtime::ShardSet& shards;
  const runtime::Clock& clock;
  CallObserver& observer;
  const Authenticator& authenticator;
  // Calls from acceptance to the last byte; closed when draining.
  runtime::Gate& calls;
  // Items under way; full at the in-flight limit.
  runtime::Gate& items;
  // Set when the server cancels what the drain has left.
  const std::atomic<bool>& stopping;

  // Why gRPC says that a call was cancelled.
  runtime::CancelReason cancel_reason() const {
    return stopping ? runtime::CancelReason::kShutdown : runtime::CancelReason::kClient;
  }
};

// One accepted or refused call, from its first look at the metadata until the call object is gone:
// reports start and finish to the observer and holds the shutdown back meanwhile.
class CallScope {
 public:
  // Reads metadata, authenticates, and enters the gate. status() says whether the call may go on.
  CallScope(const ServiceContext& service, grpc::CallbackServerContext& call,
            std::string_view method);
  // Reports the call as finished with the code that Finishing was told, CANCELLED if never told.
  ~CallScope();
  CallScope(const CallScope&) = delete;
  CallScope& operator=(const CallScope&) = delete;

  const absl::Status& status() const { return status_; }
  const CallDescription& description() const { return description_; }
  // The sooner of the client's deadline and the limit for one item, counted from now.
  runtime::CallContext ItemContext() const;

  // Takes one item from the tenant's rate and the in-flight limit. Reports a refusal.
  absl::StatusOr<runtime::Gate::Pass> AdmitItem() const;
  // The same with a place among the items in flight that was asked for already, or refused.
  absl::StatusOr<runtime::Gate::Pass> AdmitItem(std::optional<runtime::Gate::Pass> place) const;

  // An item of this call was answered, or failed; INVALID_ARGUMENT counts as a rejection too.
  void ReportItem(const absl::Status& status, const Classification* answer) const;
  // How a unary call ends; tells the observer of a failed item when the call is for one.
  void Finishing(const absl::Status& status);
  // How a stream ends; its items have been reported one by one.
  void FinishingStream(const absl::Status& status) { code_ = status.code(); }

 private:
  const ServiceContext& service_;
  const std::chrono::steady_clock::time_point started_;
  CallDescription description_;
  runtime::Deadline deadline_ = runtime::Deadline::Never();
  std::optional<runtime::Gate::Pass> pass_;
  Tenant* tenant_ = nullptr;
  absl::Status status_;
  absl::StatusCode code_ = absl::StatusCode::kCancelled;
};

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_CALL_SCOPE_H_
