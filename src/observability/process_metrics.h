#ifndef MUNHANG_OBSERVABILITY_PROCESS_METRICS_H_
#define MUNHANG_OBSERVABILITY_PROCESS_METRICS_H_

#include <prometheus/metric_family.h>

#include <vector>

namespace munhang::observability {

// Memory, CPU time and file descriptors of this process, as the system counts them now. What the
// system does not tell is left out. Thread-safe.
std::vector<prometheus::MetricFamily> CollectProcessMetrics();

}  // namespace munhang::observability

#endif  // MUNHANG_OBSERVABILITY_PROCESS_METRICS_H_
