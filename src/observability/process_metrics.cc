#include "observability/process_metrics.h"

#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

#include "observability/metric_definitions.h"

namespace munhang::observability {
namespace {

std::optional<double> ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  double total_pages = 0;
  double resident_pages = 0;
  if (!(file >> total_pages >> resident_pages)) return std::nullopt;
  return resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

std::optional<double> CpuSeconds() {
  timespec used{};
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0) return std::nullopt;
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

std::optional<double> OpenFileDescriptors() {
  std::error_code error;
  std::filesystem::directory_iterator entry("/proc/self/fd", error);
  double count = -1;  // The one that reads the directory.
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) ++count;
  if (error) return std::nullopt;
  return count;
}

void Append(const MetricDefinition& definition, std::optional<double> value,
            std::vector<prometheus::MetricFamily>* families) {
  if (!value) return;
  prometheus::MetricFamily family;
  family.name = definition.name;
  family.help = definition.help;
  prometheus::ClientMetric metric;
  if (definition.type == MetricType::kCounter) {
    family.type = prometheus::MetricType::Counter;
    metric.counter.value = *value;
  } else {
    family.type = prometheus::MetricType::Gauge;
    metric.gauge.value = *value;
  }
  family.metric.push_back(std::move(metric));
  families->push_back(std::move(family));
}

}  // namespace

std::vector<prometheus::MetricFamily> CollectProcessMetrics() {
  std::vector<prometheus::MetricFamily> families;
  Append(Definition("process_resident_memory_bytes"), ResidentBytes(), &families);
  Append(Definition("process_cpu_seconds_total"), CpuSeconds(), &families);
  Append(Definition("process_open_fds"), OpenFileDescriptors(), &families);
  return families;
}

}  // namespace munhang::observability
