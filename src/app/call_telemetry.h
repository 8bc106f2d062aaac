#ifndef MUNHANG_APP_CALL_TELEMETRY_H_
#define MUNHANG_APP_CALL_TELEMETRY_H_

#include <optional>

#include "munhang/observability/log.h"
#include "munhang/observability/metrics.h"
#include "munhang/rpc/call_observer.h"

namespace munhang::app {

// Which finished calls get a log line.
enum class LoggedCalls { kAll, kFailed, kNone };

// Turns what the RPC layer reports into metrics and log lines. No line holds any part of an item.
// Thread-safe. What is passed by reference outlives it.
class CallTelemetry final : public rpc::CallObserver {
 public:
  CallTelemetry(observability::ServiceMetrics& metrics, observability::Logger& logger,
                LoggedCalls logged)
      : metrics_(metrics), logger_(logger), logged_(logged) {}

  void CallStarted(std::string_view method) override;
  void CallFinished(const rpc::CallDescription& call, absl::StatusCode code,
                    std::chrono::microseconds latency) override;
  void ItemFinished(const rpc::CallDescription& call, const absl::Status& status,
                    const Classification* answer) override;
  void FeedbackKept(const rpc::CallDescription& call, rpc::FeedbackKind kind,
                    std::optional<int> score) override;
  void Rejected(rpc::Rejection reason) override;

 private:
  observability::ServiceMetrics& metrics_;
  observability::Logger& logger_;
  const LoggedCalls logged_;
};

}  // namespace munhang::app

#endif  // MUNHANG_APP_CALL_TELEMETRY_H_
