#ifndef MUNHANG_OBSERVABILITY_METRIC_DEFINITIONS_H_
#define MUNHANG_OBSERVABILITY_METRIC_DEFINITIONS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>

namespace munhang::observability {

enum class MetricType : uint8_t { kCounter, kGauge, kHistogram, kSummary };

struct LabelDefinition {
  std::string_view name;
  // The closed set of values. Empty for a label whose values are given once, at start.
  std::span<const std::string_view> values;
};

struct MetricDefinition {
  std::string_view name;
  MetricType type;
  std::string_view help;
  std::span<const LabelDefinition> labels = {};
  // Upper bounds of a histogram's buckets; +Inf is implied.
  std::span<const double> buckets = {};
};

// Last in every set that is matched against texts.
inline constexpr std::string_view kOther = "other";

inline constexpr std::string_view kMethods[] = {
    "Classify",    "ClassifyStream", "SubmitFeedback",  "RevokeFeedback",
    "GetStandard", "ListStandards",  "SearchStandards", kOther};
inline constexpr std::string_view kItemMethods[] = {"Classify", "ClassifyStream", kOther};
// By their number.
inline constexpr std::string_view kCodes[] = {
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};
inline constexpr std::string_view kOutcomes[] = {"ok",        "client_error",      "throttled",
                                                 "cancelled", "deadline_exceeded", "server_error"};
inline constexpr std::string_view kStages[] = {"normalize", "evidence", "corrections", "decide",
                                               kOther};
inline constexpr std::string_view kTiers[] = {"local", "cheap", "premium", "specialist", kOther};
inline constexpr std::string_view kGradeGroups[] = {"초1-2", "초3-4", "초5-6", "중1-3", kOther};
inline constexpr std::string_view kTruths[] = {"false", "true"};
inline constexpr std::string_view kReviewReasons[] = {"low_confidence", "novel_text",
                                                      "unread_images", "tier_unavailable", kOther};
// In the order of Cancellation and of Rejection.
inline constexpr std::string_view kCancellations[] = {"client", "deadline", "shutdown"};
inline constexpr std::string_view kRejections[] = {"in_flight_limit", "tenant_rate",
                                                   "unauthenticated", "draining", "invalid"};

// In the order of FeedbackKind.
inline constexpr std::string_view kFeedbackKinds[] = {"score", "correction", "revocation"};
inline constexpr std::string_view kCorrectionScopes[] = {"tenant", "shared"};

inline constexpr LabelDefinition kRequestLabels[] = {{"method", kMethods}, {"code", kCodes}};
inline constexpr LabelDefinition kMethodLabel[] = {{"method", kMethods}};
inline constexpr LabelDefinition kItemLabels[] = {{"method", kItemMethods}, {"outcome", kOutcomes}};
inline constexpr LabelDefinition kStageLabel[] = {{"stage", kStages}};
inline constexpr LabelDefinition kClassificationLabels[] = {
    {"tier", kTiers}, {"grade_group", kGradeGroups}, {"needs_review", kTruths}};
inline constexpr LabelDefinition kReviewReasonLabel[] = {{"reason", kReviewReasons}};
inline constexpr LabelDefinition kCancellationLabel[] = {{"reason", kCancellations}};
inline constexpr LabelDefinition kRejectionLabel[] = {{"reason", kRejections}};
// Tenants are those of the configuration.
inline constexpr LabelDefinition kFeedbackLabels[] = {{"tenant", {}}, {"kind", kFeedbackKinds}};
inline constexpr LabelDefinition kTenantLabel[] = {{"tenant", {}}};
inline constexpr LabelDefinition kCorrectionScopeLabel[] = {{"scope", kCorrectionScopes}};
inline constexpr LabelDefinition kBuildLabels[] = {
    {"version", {}}, {"compiler", {}}, {"taxonomy", {}}, {"knowledge", {}}};

// From a remembered answer to the slowest model. 2 s has a bound of its own: operators are alerted
// there.
inline constexpr double kRequestSeconds[] = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                             0.01,   0.025,   0.05,   0.1,   0.25,   0.5,
                                             1,      2,       5,      10,    30,     60};
// Stages of the local path take tens of microseconds.
inline constexpr double kStageSeconds[] = {0.00001, 0.000025, 0.00005, 0.0001, 0.00025,
                                           0.0005,  0.001,    0.0025,  0.005,  0.01,
                                           0.05,    0.25,     1,       5,      30};
// Finest where thresholds lie.
inline constexpr double kConfidences[] = {0.1,  0.2, 0.3,  0.4, 0.5,  0.6,  0.7,
                                          0.75, 0.8, 0.85, 0.9, 0.95, 0.99, 1};

inline constexpr double kScores[] = {1, 2, 3, 4, 5};

// Every metric that /metrics serves. docs/metrics.md is written from this table.
inline constexpr MetricDefinition kMetrics[] = {
    {"munhang_requests_total", MetricType::kCounter, "Finished RPCs by status code.",
     kRequestLabels},
    {"munhang_request_duration_seconds", MetricType::kHistogram,
     "Time from the arrival of an RPC to its end; for a stream, its whole life.", kMethodLabel,
     kRequestSeconds},
    {"munhang_requests_in_flight", MetricType::kGauge, "RPCs that have arrived and not ended."},
    {"munhang_items_total", MetricType::kCounter,
     "Finished items, one for each Classify and each message of ClassifyStream. throttled is "
     "RESOURCE_EXHAUSTED; client_error is what the caller can correct.",
     kItemLabels},
    {"munhang_items_in_flight", MetricType::kGauge, "Items under way."},
    {"munhang_stage_duration_seconds", MetricType::kHistogram,
     "Time that a classified item spent in a stage of the pipeline.", kStageLabel, kStageSeconds},
    {"munhang_classifications_total", MetricType::kCounter,
     "Answers by the tier that gave them, their grade group, and whether a person should look.",
     kClassificationLabels},
    {"munhang_confidence",
     MetricType::kHistogram,
     "Calibrated confidence of answers, 0 to 1.",
     {},
     kConfidences},
    {"munhang_review_reasons_total", MetricType::kCounter,
     "Reasons for which a person should look; an answer may have several.", kReviewReasonLabel},
    {"munhang_cancellations_total", MetricType::kCounter,
     "Work ended before it had an answer, by what ended it.", kCancellationLabel},
    {"munhang_rejections_total", MetricType::kCounter,
     "RPCs and items turned away before any work.", kRejectionLabel},
    {"munhang_feedback_total", MetricType::kCounter,
     "Feedback kept. What has a score and a correction counts as both.", kFeedbackLabels},
    {"munhang_feedback_score", MetricType::kHistogram,
     "Scores that people gave answers, 1 (useless) to 5 (all right).", kTenantLabel, kScores},
    {"munhang_corrections_in_force", MetricType::kGauge,
     "Corrections that count: for the tenant that made them, over all tenants, and for everyone.",
     kCorrectionScopeLabel},
    {"munhang_shard_lag_seconds", MetricType::kGauge,
     "How late the event loops last ran what was due, the slowest of them."},
    {"munhang_log_lines_dropped_total", MetricType::kCounter,
     "Log lines lost because they came faster than they could be written."},
    {"munhang_build_info", MetricType::kGauge, "Always 1; the labels say what runs.", kBuildLabels},
    {"munhang_start_time_seconds", MetricType::kGauge,
     "When the service started, in seconds since 1970."},
    {"process_resident_memory_bytes", MetricType::kGauge, "Resident memory of the process."},
    {"process_cpu_seconds_total", MetricType::kCounter,
     "CPU time that the process has used, user and system."},
    {"process_open_fds", MetricType::kGauge, "Open file descriptors of the process."},
    {"exposer_transferred_bytes_total", MetricType::kCounter,
     "Transferred bytes to metrics services"},
    {"exposer_scrapes_total", MetricType::kCounter, "Number of times metrics were scraped"},
    {"exposer_request_latencies", MetricType::kSummary,
     "Latencies of serving scrape requests, in microseconds"},
};

// The row of the table with that name. Only at compile time, where a wrong name is an error.
consteval const MetricDefinition& Definition(std::string_view name) {
  for (const MetricDefinition& metric : kMetrics) {
    if (metric.name == name) return metric;
  }
  throw std::invalid_argument("no such metric");
}

// Place of `value` in a set that ends with kOther; the end's when it is not in the set.
template <size_t kCount>
constexpr size_t IndexOf(const std::string_view (&values)[kCount], std::string_view value) {
  size_t i = 0;
  while (i + 1 < kCount && values[i] != value) ++i;
  return i;
}

}  // namespace munhang::observability

#endif  // MUNHANG_OBSERVABILITY_METRIC_DEFINITIONS_H_
