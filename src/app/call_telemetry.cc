#include "app/call_telemetry.h"

#include <string>
#include <vector>

#include "munhang/observability/trace_context.h"

namespace munhang::app {
namespace {

using observability::LogField;
using observability::LogLevel;

observability::Rejection ToMetric(rpc::Rejection reason) {
  switch (reason) {
    case rpc::Rejection::kInvalid:
      return observability::Rejection::kInvalid;
    case rpc::Rejection::kUnauthenticated:
      return observability::Rejection::kUnauthenticated;
    case rpc::Rejection::kTenantRate:
      return observability::Rejection::kTenantRate;
    case rpc::Rejection::kInFlightLimit:
      return observability::Rejection::kInFlightLimit;
    case rpc::Rejection::kDraining:
      return observability::Rejection::kDraining;
  }
  return observability::Rejection::kInvalid;
}

observability::FeedbackKind ToMetric(rpc::FeedbackKind kind) {
  switch (kind) {
    case rpc::FeedbackKind::kScore:
      return observability::FeedbackKind::kScore;
    case rpc::FeedbackKind::kCorrection:
      return observability::FeedbackKind::kCorrection;
    case rpc::FeedbackKind::kRevocation:
      return observability::FeedbackKind::kRevocation;
  }
  return observability::FeedbackKind::kScore;
}

}  // namespace

void CallTelemetry::CallStarted(std::string_view /*method*/) { metrics_.RequestStarted(); }

void CallTelemetry::CallFinished(const rpc::CallDescription& call, absl::StatusCode code,
                                 std::chrono::microseconds latency) {
  metrics_.RequestFinished(call.method, code, latency);
  const bool ok = code == absl::StatusCode::kOk;
  const bool wanted = logged_ == LoggedCalls::kAll || (logged_ == LoggedCalls::kFailed && !ok);
  if (!wanted || !logger_.Enabled(LogLevel::kInfo)) return;

  const std::string code_name = absl::StatusCodeToString(code);
  std::vector<LogField> fields = {{"method", call.method},
                                  {"code", code_name},
                                  {"latency_us", latency.count()},
                                  {"request_id", call.request_id},
                                  {"tenant", call.tenant}};
  const auto trace = observability::TraceContext::Parse(call.traceparent);
  if (trace) {
    fields.emplace_back("trace_id", trace->trace_id());
    fields.emplace_back("parent_span_id", trace->span_id());
  }
  logger_.Log(LogLevel::kInfo, "call_finished", fields);
}

void CallTelemetry::ItemFinished(const rpc::CallDescription& call, const absl::Status& status,
                                 const Classification* answer) {
  metrics_.ItemFinished(call.method, status.code());
  if (absl::IsCancelled(status)) metrics_.Cancelled(observability::Cancellation::kClient);
  if (absl::IsDeadlineExceeded(status)) metrics_.Cancelled(observability::Cancellation::kDeadline);
  // An accepted item is unavailable only when the shutdown cuts it off.
  if (absl::IsUnavailable(status)) metrics_.Cancelled(observability::Cancellation::kShutdown);
  if (answer == nullptr) return;
  for (const StageLatency& stage : answer->provenance.stages) {
    metrics_.StageFinished(stage.stage, stage.latency);
  }
  metrics_.ItemClassified({.tier = Name(answer->provenance.tier),
                           .grade_group = Name(answer->code.grade_group()),
                           .needs_review = !answer->review_reasons.empty(),
                           .confidence = answer->confidence});
  for (const ReviewReason reason : answer->review_reasons) metrics_.ReviewAsked(Name(reason));
}

void CallTelemetry::FeedbackKept(const rpc::CallDescription& call, rpc::FeedbackKind kind,
                                 std::optional<int> score) {
  metrics_.FeedbackKept(call.tenant, ToMetric(kind));
  if (score) metrics_.ScoreGiven(call.tenant, *score);
}

void CallTelemetry::Rejected(rpc::Rejection reason) { metrics_.Rejected(ToMetric(reason)); }

}  // namespace munhang::app
