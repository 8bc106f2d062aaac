#ifndef MUNHANG_OBSERVABILITY_METRIC_SERIES_H_
#define MUNHANG_OBSERVABILITY_METRIC_SERIES_H_

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/labels.h>
#include <prometheus/registry.h>

#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

#include "observability/metric_definitions.h"

namespace munhang::observability {

// All series of one metric, one for each combination of its labels' values, made at start: looking
// one up in its family by label texts would take longer than recording, and a series that starts at
// zero lets rates see its first event.
template <typename Metric>
class MetricSeries {
 public:
  // `given` are the values of the label that has none in its definition.
  MetricSeries(prometheus::Registry& registry, const MetricDefinition& definition,
               const std::vector<std::string>& given = {})
      : definition_(definition), family_(Register(registry, definition)) {
    for (const LabelDefinition& label : definition.labels) {
      values_.emplace_back(label.values.begin(), label.values.end());
      if (label.values.empty()) values_.back() = given;
    }
    AddAll(0, {});
  }

  // The series of these label values, each given by its place in its set, in the order of the
  // labels.
  template <typename... Places>
  Metric& At(Places... places) const {
    size_t index = 0;
    size_t label = 0;
    ((index = index * values_[label++].size() + static_cast<size_t>(places)), ...);
    return *series_[index];
  }

 private:
  static prometheus::Family<Metric>& Register(prometheus::Registry& registry,
                                              const MetricDefinition& definition) {
    const std::string name(definition.name);
    const std::string help(definition.help);
    if constexpr (std::is_same_v<Metric, prometheus::Counter>) {
      return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    } else if constexpr (std::is_same_v<Metric, prometheus::Gauge>) {
      return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
    } else {
      return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
    }
  }

  // Adds the series of every combination of the labels from `label` on, the last label changing
  // first.
  void AddAll(size_t label, const prometheus::Labels& chosen) {
    if (label == definition_.labels.size()) {
      series_.push_back(&Add(chosen));
      return;
    }
    for (const std::string& value : values_[label]) {
      prometheus::Labels longer = chosen;
      longer.emplace(definition_.labels[label].name, value);
      AddAll(label + 1, longer);
    }
  }

  Metric& Add(const prometheus::Labels& labels) {
    if constexpr (std::is_same_v<Metric, prometheus::Histogram>) {
      return family_.Add(labels, prometheus::Histogram::BucketBoundaries(
                                     definition_.buckets.begin(), definition_.buckets.end()));
    } else {
      return family_.Add(labels);
    }
  }

  const MetricDefinition& definition_;
  prometheus::Family<Metric>& family_;
  // Of each label.
  std::vector<std::vector<std::string>> values_;
  std::vector<Metric*> series_;
};

}  // namespace munhang::observability

#endif  // MUNHANG_OBSERVABILITY_METRIC_SERIES_H_
