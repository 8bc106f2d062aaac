#ifndef MUNHANG_OBSERVABILITY_METRICS_H_
#define MUNHANG_OBSERVABILITY_METRICS_H_

#include <absl/status/status.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prometheus {
class Collectable;
}  // namespace prometheus

namespace munhang::observability {

// Why a call ended before it had an answer.
enum class Cancellation : uint8_t { kClient, kDeadline, kShutdown };

// Why a call or an item was turned away before any work.
enum class Rejection : uint8_t {
  kInFlightLimit,
  kTenantRate,
  kUnauthenticated,
  kDraining,
  kInvalid
};

// What a person has told the service.
enum class FeedbackKind : uint8_t { kScore, kCorrection, kRevocation };

// What runs, for munhang_build_info.
struct BuildInfo {
  std::string version;
  std::string compiler;
  std::string taxonomy;
  std::string knowledge;
};

// An answer as metrics see it.
struct ClassifiedItem {
  // "local", "cheap", "premium" or "specialist".
  std::string_view tier;
  // "초1-2" and so on.
  std::string_view grade_group;
  bool needs_review = false;
  // 0 to 1.
  double confidence = 0;
};

// The metrics of the service; docs/metrics.md lists them. Every label takes its values from a
// closed set, and a text that is in none counts as "other", so no caller can make the number of
// series grow. Thread-safe. A recording takes some tens of nanoseconds, allocates nothing and does
// not throw.
class ServiceMetrics {
 public:
  // `tenants` are the names that feedback is counted by.
  ServiceMetrics(const BuildInfo& build, std::chrono::system_clock::time_point started,
                 const std::vector<std::string>& tenants = {"default"});
  ~ServiceMetrics();
  ServiceMetrics(const ServiceMetrics&) = delete;
  ServiceMetrics& operator=(const ServiceMetrics&) = delete;

  void RequestStarted();
  // Once for every RequestStarted. Method is the name of the RPC without its service.
  void RequestFinished(std::string_view method, absl::StatusCode code,
                       std::chrono::nanoseconds duration);
  // An item of Classify or ClassifyStream was answered or failed.
  void ItemFinished(std::string_view method, absl::StatusCode code);
  // Stages are "normalize", "evidence", "corrections" and "decide"; names that begin with "accept_"
  // say how the last one ended and count as it.
  void StageFinished(std::string_view stage, std::chrono::nanoseconds duration);
  void ItemClassified(const ClassifiedItem& item);
  // Once for each reason that an answer names.
  void ReviewAsked(std::string_view reason);
  void Cancelled(Cancellation reason);
  void Rejected(Rejection reason);
  // Of a tenant that the metrics were made with; that of another is not counted.
  void FeedbackKept(std::string_view tenant, FeedbackKind kind);
  // 1 to 5.
  void ScoreGiven(std::string_view tenant, int score);

  void SetItemsInFlight(size_t items);
  void SetCorrectionsInForce(size_t of_tenants, size_t shared);
  void SetShardLag(std::chrono::nanoseconds lag);
  // Lines since the start of the process; a smaller number than before is ignored.
  void SetLogLinesDropped(uint64_t lines);

  // `before_scrape` is called before each scrape, on its thread, and sets the values that are read
  // rather than recorded. It must not throw nor scrape. nullptr ends that: when this returns, what
  // was set before is not running and will not be called again.
  void SetScrapeHook(std::function<void()> before_scrape);

  // Everything in the Prometheus text format, with the metrics of the process.
  std::string Text() const;
  // The same for an exposer. Lives on after this object if somebody holds it.
  std::shared_ptr<prometheus::Collectable> collectable() const;

 private:
  class Exposition;
  struct Series;

  const std::shared_ptr<Exposition> exposition_;
  const std::unique_ptr<Series> series_;
};

// The text of docs/metrics.md, in Markdown.
std::string MetricsReference();

}  // namespace munhang::observability

#endif  // MUNHANG_OBSERVABILITY_METRICS_H_
