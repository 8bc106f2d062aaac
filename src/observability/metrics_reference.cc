#include <charconv>
#include <string>
#include <string_view>

#include "munhang/observability/metrics.h"
#include "observability/metric_definitions.h"

namespace munhang::observability {
namespace {

constexpr std::string_view kIntroduction =
    R"(# Metrics

`GET /metrics` on the configured metrics address serves these in the Prometheus text format. Every
series exists from the start. Labels take their values from closed sets; what is in none counts as
`other`. `exposer_*` come from the HTTP server that answers the scrapes.

)";

std::string_view Name(MetricType type) {
  switch (type) {
    case MetricType::kCounter:
      return "counter";
    case MetricType::kGauge:
      return "gauge";
    case MetricType::kHistogram:
      return "histogram";
    case MetricType::kSummary:
      return "summary";
  }
  return "";
}

std::string Code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string Number(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value, std::chars_format::fixed);
  return std::string(digits, end.ptr);
}

// `write` applied to every element, with commas between.
template <typename Range, typename Write>
std::string Listed(const Range& range, Write write) {
  std::string list;
  for (const auto& element : range) {
    if (!list.empty()) list += ", ";
    list += write(element);
  }
  return list;
}

std::string Row(std::initializer_list<std::string> cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

std::string MetricRows() {
  std::string rows = Row({"Metric", "Type", "Labels", "Meaning"}) + "|---|---|---|---|\n";
  for (const MetricDefinition& metric : kMetrics) {
    rows +=
        Row({Code(metric.name), std::string(Name(metric.type)),
             Listed(metric.labels, [](const LabelDefinition& label) { return Code(label.name); }),
             std::string(metric.help)});
  }
  return rows;
}

std::string LabelRows() {
  std::string rows = Row({"Metric", "Label", "Values"}) + "|---|---|---|\n";
  for (const MetricDefinition& metric : kMetrics) {
    for (const LabelDefinition& label : metric.labels) {
      rows += Row({Code(metric.name), Code(label.name),
                   label.values.empty() ? "set at start" : Listed(label.values, Code)});
    }
  }
  return rows;
}

std::string BucketRows() {
  std::string rows = Row({"Metric", "Upper bounds"}) + "|---|---|\n";
  for (const MetricDefinition& metric : kMetrics) {
    if (metric.type != MetricType::kHistogram) continue;
    rows += Row({Code(metric.name), Listed(metric.buckets, Number)});
  }
  return rows;
}

}  // namespace

std::string MetricsReference() {
  return std::string(kIntroduction) + MetricRows() + "\n## Label values\n\n" + LabelRows() +
         "\n## Histogram buckets\n\n" + BucketRows();
}

}  // namespace munhang::observability
