#include "cli/evaluation_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace munhang::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

evaluation::Answer Answered(const char* text, double confidence) {
  const StandardCode code = *StandardCode::Parse(text);
  return {code, confidence, {{code, confidence}}};
}

TEST(EvaluationTableTest, HasAColumnForEachStyle) {
  const StandardCode expected = *StandardCode::Parse("4수01-03");
  const std::vector<evaluation::Outcome> outcomes = {
      {"a", "1+1", "교과서", "", {expected}, Answered("4수01-03", 0.9)},
      {"b", "1+2", "life", "", {expected}, Answered("4수01-04", 0.8)}};
  const std::string table = RenderEvaluation(
      evaluation::Evaluate(outcomes, {{"o", "시", "국어", Answered("4수01-03", 0.5)}}));
  // A Hangul syllable is two columns wide.
  EXPECT_THAT(table, StartsWith("                                all         life       교과서\n"
                                "items                             2            1            1\n"
                                "top-1                         0.500        0.000        1.000\n"
                                "  95% interval          0.095-0.905  0.000-0.793  0.207-1.000\n"));
  EXPECT_THAT(table,
              HasSubstr("\ndifficulty                        -            -            -\n"));
  EXPECT_THAT(table, HasSubstr("\ntaken for another most: 4수01-03 as 4수01-04 (1)\n"));
  EXPECT_THAT(table, HasSubstr("\noff the curriculum, answered without review\n"
                               "  all                         1.000  1 of 1\n"
                               "  국어                        1.000  1 of 1\n"));
}

TEST(EvaluationTableTest, IsThereWithoutItems) {
  const std::string table = RenderEvaluation(evaluation::Evaluate({}, {}));
  EXPECT_THAT(table, HasSubstr("top-1                             -\n"));
  EXPECT_THAT(table, HasSubstr("  95% interval                    -\n"));
}

}  // namespace
}  // namespace munhang::cli
