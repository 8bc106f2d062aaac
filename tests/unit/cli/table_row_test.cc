#include "cli/table_row.h"

#include <gtest/gtest.h>

namespace munhang::cli {
namespace {

TEST(TableRowTest, LinesUpHangulAndLatin) {
  v1::Classification answer;
  answer.set_item_id("a-1");
  answer.set_standard_code("4수01-03");
  answer.set_grade_group("초3-4");
  answer.set_domain("수와 연산");
  answer.set_difficulty(2);
  answer.set_cognitive_level("적용");
  answer.set_achievement_level("B");
  answer.set_confidence(0.5634);
  EXPECT_EQ(
      TableHeader(),
      "문항          성취기준    학년군   영역           난이도  인지수준  성취수준  신뢰도  검토");
  EXPECT_EQ(TableRow(answer),
            "a-1           4수01-03    초3-4    수와 연산      2       적용      B         0.56");
  answer.set_needs_review(true);
  EXPECT_EQ(
      TableRow(answer),
      "a-1           4수01-03    초3-4    수와 연산      2       적용      B         0.56    필요");
}

TEST(TableRowTest, FailureSaysWhy) {
  EXPECT_EQ(TableFailure("a-2", absl::InvalidArgumentError("item.text: is empty")),
            "a-2           -           -        -              -       -         -         -       "
            "item.text: is empty");
}

}  // namespace
}  // namespace munhang::cli
