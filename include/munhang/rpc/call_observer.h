#ifndef MUNHANG_RPC_CALL_OBSERVER_H_
#define MUNHANG_RPC_CALL_OBSERVER_H_

#include <absl/status/status.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "munhang/domain/classification.h"

namespace munhang::rpc {

// Why a call or an item was turned away before any work.
enum class Rejection : uint8_t {
  kInvalid,
  kUnauthenticated,
  kTenantRate,
  kInFlightLimit,
  kDraining
};

// What a person has told the service.
enum class FeedbackKind : uint8_t { kScore, kCorrection, kRevocation };

// What a call says about itself.
struct CallDescription {
  // Name of the method without its service: a string constant.
  std::string_view method;
  std::string request_id;
  // Value of the W3C header as received; empty when absent.
  std::string traceparent;
  std::string tenant;
};

// Told about every call as it happens, for metrics and logs. Called from many threads at once; must
// be thread-safe, quick, and must not throw.
class CallObserver {
 public:
  virtual ~CallObserver() = default;

  virtual void CallStarted(std::string_view method) = 0;
  virtual void CallFinished(const CallDescription& call, absl::StatusCode code,
                            std::chrono::microseconds latency) = 0;
  // An item of Classify or ClassifyStream was answered, or failed (then answer is nullptr).
  virtual void ItemFinished(const CallDescription& call, const absl::Status& status,
                            const Classification* answer) = 0;
  // Feedback was kept, once for each kind that it is of; with a score, 1 to 5, when it is one.
  virtual void FeedbackKept(const CallDescription& call, FeedbackKind kind,
                            std::optional<int> score) = 0;
  virtual void Rejected(Rejection reason) = 0;
};

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_CALL_OBSERVER_H_
