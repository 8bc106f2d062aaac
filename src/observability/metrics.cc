#include "munhang/observability/metrics.h"

#include <prometheus/collectable.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "observability/metric_definitions.h"
#include "observability/metric_series.h"
#include "observability/process_metrics.h"

namespace munhang::observability {
namespace {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::Histogram;

// Indices into kOutcomes.
enum class Outcome : uint8_t {
  kOk,
  kClientError,
  kThrottled,
  kCancelled,
  kDeadlineExceeded,
  kServerError
};

Outcome OutcomeOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return Outcome::kOk;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kOutOfRange:
      return Outcome::kClientError;
    case absl::StatusCode::kResourceExhausted:
      return Outcome::kThrottled;
    case absl::StatusCode::kCancelled:
      return Outcome::kCancelled;
    case absl::StatusCode::kDeadlineExceeded:
      return Outcome::kDeadlineExceeded;
    default:
      return Outcome::kServerError;
  }
}

size_t IndexOfCode(absl::StatusCode code) {
  const auto number = static_cast<size_t>(code);
  return number < std::size(kCodes) ? number : static_cast<size_t>(absl::StatusCode::kUnknown);
}

size_t IndexOfStage(std::string_view stage) {
  return IndexOf(kStages, stage.starts_with("accept_") ? "decide" : stage);
}

double Seconds(std::chrono::nanoseconds duration) {
  return std::max(0.0, std::chrono::duration<double>(duration).count());
}

}  // namespace

class ServiceMetrics::Exposition final : public prometheus::Collectable {
 public:
  prometheus::Registry& registry() { return registry_; }

  void SetHook(std::function<void()> hook) {
    std::lock_guard lock(mutex_);
    hook_ = std::move(hook);
  }

  std::vector<prometheus::MetricFamily> Collect() const override {
    {
      std::lock_guard lock(mutex_);
      if (hook_) hook_();
    }
    std::vector<prometheus::MetricFamily> families = registry_.Collect();
    for (prometheus::MetricFamily& family : CollectProcessMetrics()) {
      families.push_back(std::move(family));
    }
    return families;
  }

 private:
  prometheus::Registry registry_{prometheus::Registry::InsertBehavior::Throw};
  mutable std::mutex mutex_;
  std::function<void()> hook_;
};

struct ServiceMetrics::Series {
  Series(prometheus::Registry& registry, const std::vector<std::string>& known_tenants)
      : tenants(known_tenants),
        requests(registry, Definition("munhang_requests_total")),
        request_duration(registry, Definition("munhang_request_duration_seconds")),
        requests_in_flight(registry, Definition("munhang_requests_in_flight")),
        items(registry, Definition("munhang_items_total")),
        items_in_flight(registry, Definition("munhang_items_in_flight")),
        stage_duration(registry, Definition("munhang_stage_duration_seconds")),
        classifications(registry, Definition("munhang_classifications_total")),
        confidence(registry, Definition("munhang_confidence")),
        review_reasons(registry, Definition("munhang_review_reasons_total")),
        cancellations(registry, Definition("munhang_cancellations_total")),
        rejections(registry, Definition("munhang_rejections_total")),
        feedback(registry, Definition("munhang_feedback_total"), known_tenants),
        feedback_score(registry, Definition("munhang_feedback_score"), known_tenants),
        corrections(registry, Definition("munhang_corrections_in_force")),
        shard_lag(registry, Definition("munhang_shard_lag_seconds")),
        log_lines_dropped(registry, Definition("munhang_log_lines_dropped_total")),
        start_time(registry, Definition("munhang_start_time_seconds")) {}

  // Place of the tenant among those that are counted.
  std::optional<size_t> IndexOfTenant(std::string_view name) const {
    const auto found = std::find(tenants.begin(), tenants.end(), name);
    if (found == tenants.end()) return std::nullopt;
    return static_cast<size_t>(found - tenants.begin());
  }

  const std::vector<std::string> tenants;
  MetricSeries<Counter> requests;
  MetricSeries<Histogram> request_duration;
  MetricSeries<Gauge> requests_in_flight;
  MetricSeries<Counter> items;
  MetricSeries<Gauge> items_in_flight;
  MetricSeries<Histogram> stage_duration;
  MetricSeries<Counter> classifications;
  MetricSeries<Histogram> confidence;
  MetricSeries<Counter> review_reasons;
  MetricSeries<Counter> cancellations;
  MetricSeries<Counter> rejections;
  MetricSeries<Counter> feedback;
  MetricSeries<Histogram> feedback_score;
  MetricSeries<Gauge> corrections;
  MetricSeries<Gauge> shard_lag;
  MetricSeries<Counter> log_lines_dropped;
  MetricSeries<Gauge> start_time;
  // What log_lines_dropped stands at.
  std::atomic<uint64_t> lines_counted{0};
};

ServiceMetrics::ServiceMetrics(const BuildInfo& build,
                               std::chrono::system_clock::time_point started,
                               const std::vector<std::string>& tenants)
    : exposition_(std::make_shared<Exposition>()),
      series_(std::make_unique<Series>(exposition_->registry(), tenants)) {
  series_->start_time.At().Set(std::chrono::duration<double>(started.time_since_epoch()).count());
  const MetricDefinition& info = Definition("munhang_build_info");
  prometheus::BuildGauge()
      .Name(std::string(info.name))
      .Help(std::string(info.help))
      .Register(exposition_->registry())
      .Add({{"version", build.version},
            {"compiler", build.compiler},
            {"taxonomy", build.taxonomy},
            {"knowledge", build.knowledge}})
      .Set(1);
}

ServiceMetrics::~ServiceMetrics() { SetScrapeHook(nullptr); }

void ServiceMetrics::RequestStarted() { series_->requests_in_flight.At().Increment(); }

void ServiceMetrics::RequestFinished(std::string_view method, absl::StatusCode code,
                                     std::chrono::nanoseconds duration) {
  const size_t method_index = IndexOf(kMethods, method);
  series_->requests_in_flight.At().Decrement();
  series_->requests.At(method_index, IndexOfCode(code)).Increment();
  series_->request_duration.At(method_index).Observe(Seconds(duration));
}

void ServiceMetrics::ItemFinished(std::string_view method, absl::StatusCode code) {
  series_->items.At(IndexOf(kItemMethods, method), OutcomeOf(code)).Increment();
}

void ServiceMetrics::StageFinished(std::string_view stage, std::chrono::nanoseconds duration) {
  series_->stage_duration.At(IndexOfStage(stage)).Observe(Seconds(duration));
}

void ServiceMetrics::ItemClassified(const ClassifiedItem& item) {
  series_->classifications
      .At(IndexOf(kTiers, item.tier), IndexOf(kGradeGroups, item.grade_group), item.needs_review)
      .Increment();
  // One value that is not a number would spoil the histogram's sum for good.
  if (!std::isnan(item.confidence)) {
    series_->confidence.At().Observe(std::clamp(item.confidence, 0.0, 1.0));
  }
}

void ServiceMetrics::ReviewAsked(std::string_view reason) {
  series_->review_reasons.At(IndexOf(kReviewReasons, reason)).Increment();
}

void ServiceMetrics::Cancelled(Cancellation reason) {
  series_->cancellations.At(reason).Increment();
}

void ServiceMetrics::Rejected(Rejection reason) { series_->rejections.At(reason).Increment(); }

void ServiceMetrics::FeedbackKept(std::string_view tenant, FeedbackKind kind) {
  if (const auto index = series_->IndexOfTenant(tenant)) {
    series_->feedback.At(*index, kind).Increment();
  }
}

void ServiceMetrics::ScoreGiven(std::string_view tenant, int score) {
  if (const auto index = series_->IndexOfTenant(tenant)) {
    series_->feedback_score.At(*index).Observe(score);
  }
}

void ServiceMetrics::SetCorrectionsInForce(size_t of_tenants, size_t shared) {
  series_->corrections.At(size_t{0}).Set(static_cast<double>(of_tenants));
  series_->corrections.At(size_t{1}).Set(static_cast<double>(shared));
}

void ServiceMetrics::SetItemsInFlight(size_t items) {
  series_->items_in_flight.At().Set(static_cast<double>(items));
}

void ServiceMetrics::SetShardLag(std::chrono::nanoseconds lag) {
  series_->shard_lag.At().Set(Seconds(lag));
}

void ServiceMetrics::SetLogLinesDropped(uint64_t lines) {
  uint64_t counted = series_->lines_counted;
  while (lines > counted) {
    if (series_->lines_counted.compare_exchange_weak(counted, lines)) {
      series_->log_lines_dropped.At().Increment(static_cast<double>(lines - counted));
      return;
    }
  }
}

void ServiceMetrics::SetScrapeHook(std::function<void()> before_scrape) {
  exposition_->SetHook(std::move(before_scrape));
}

std::string ServiceMetrics::Text() const {
  return prometheus::TextSerializer().Serialize(exposition_->Collect());
}

std::shared_ptr<prometheus::Collectable> ServiceMetrics::collectable() const { return exposition_; }

}  // namespace munhang::observability
