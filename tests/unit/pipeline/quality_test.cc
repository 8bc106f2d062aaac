// Holds the local answer to floors on the development items, so that a change that costs quality is
// seen. These items helped to choose features and constants: their figures are no estimate of
// quality elsewhere; docs/quality.md has that.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/unit/pipeline/test_pipeline.h"

namespace munhang::pipeline {
namespace {

TEST(QualityTest, HoldsItsFloorsOnTheDevelopmentItems) {
  std::ifstream file(MUNHANG_SOURCE_DIR "/data/development/items.jsonl");
  ASSERT_TRUE(file.is_open());
  TestPipeline pipeline;
  int items = 0;
  int first = 0;
  int among_three = 0;
  int grade_group = 0;
  std::string line;
  while (std::getline(file, line)) {
    const auto item = nlohmann::json::parse(line);
    const auto gold = StandardCode::Parse(item.at("standard_code").get<std::string>());
    ASSERT_TRUE(gold.has_value());
    const Classification answer = pipeline.Classify(item.at("text").get<std::string>());
    ++items;
    first += answer.code == *gold;
    grade_group += answer.code.grade_group() == gold->grade_group();
    const auto three = answer.candidates.begin() + 3;
    among_three += std::any_of(answer.candidates.begin(), three,
                               [&gold](const Candidate& c) { return c.code == *gold; });
  }
  ASSERT_EQ(items, 362);
  EXPECT_GT(first, 0.90 * items);
  EXPECT_GT(among_three, 0.97 * items);
  EXPECT_GT(grade_group, 0.96 * items);
}

}  // namespace
}  // namespace munhang::pipeline
