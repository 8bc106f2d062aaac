#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "munhang/observability/metrics.h"
#include "observability/metric_definitions.h"

namespace munhang::observability {
namespace {

TEST(MetricsReferenceTest, IsWhatTheDocumentationSays) {
  const std::string path = MUNHANG_SOURCE_DIR "/docs/metrics.md";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string reference = MetricsReference();
  if (text == reference) return;
  const std::string fresh = testing::TempDir() + "metrics.md";
  std::ofstream(fresh) << reference;
  FAIL() << path << " is out of date; run: cp " << fresh << " " << path;
}

TEST(MetricsReferenceTest, MetricsAndSetsAreWellFormed) {
  std::set<std::string_view> names;
  for (const MetricDefinition& metric : kMetrics) {
    EXPECT_TRUE(names.insert(metric.name).second) << metric.name << " is there twice";
    EXPECT_EQ(metric.help.find_first_of("|\n"), std::string_view::npos) << metric.name;
    EXPECT_EQ(metric.type == MetricType::kHistogram, !metric.buckets.empty()) << metric.name;
    for (size_t i = 1; i < metric.buckets.size(); ++i) {
      EXPECT_LT(metric.buckets[i - 1], metric.buckets[i]) << metric.name;
    }
    for (const LabelDefinition& label : metric.labels) {
      EXPECT_EQ(std::set<std::string_view>(label.values.begin(), label.values.end()).size(),
                label.values.size())
          << metric.name << " " << label.name;
    }
  }
}

}  // namespace
}  // namespace munhang::observability
