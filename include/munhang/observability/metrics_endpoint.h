#ifndef MUNHANG_OBSERVABILITY_METRICS_ENDPOINT_H_
#define MUNHANG_OBSERVABILITY_METRICS_ENDPOINT_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string>

#include "munhang/observability/metrics.h"

namespace prometheus {
class Exposer;
}  // namespace prometheus

namespace munhang::observability {

// Serves GET /metrics over HTTP with threads of its own until destroyed.
class MetricsEndpoint {
 public:
  // Listens on host:port, where host is an IPv4 address or a name of one, 0.0.0.0 for all
  // interfaces, and port 0 takes a free one. INVALID_ARGUMENT for any other address, UNAVAILABLE
  // when it cannot be listened on. The metrics outlive the endpoint.
  static absl::StatusOr<std::unique_ptr<MetricsEndpoint>> Start(const std::string& address,
                                                                const ServiceMetrics& metrics);
  ~MetricsEndpoint();
  MetricsEndpoint(const MetricsEndpoint&) = delete;
  MetricsEndpoint& operator=(const MetricsEndpoint&) = delete;

  // The port that is listened on.
  int port() const;

 private:
  MetricsEndpoint(std::string host, std::unique_ptr<prometheus::Exposer> exposer);

  const std::string host_;
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace munhang::observability

#endif  // MUNHANG_OBSERVABILITY_METRICS_ENDPOINT_H_
