#include "cli/result_line.h"

#include <gtest/gtest.h>

#include "munhang/v1/classifier.pb.h"

namespace munhang::cli {
namespace {

TEST(ResultLineTest, WritesAnswersWithProtoNamesEveryFieldAndPlainUtf8) {
  v1::Classification answer;
  answer.set_item_id("문항 1");
  answer.set_standard_code("4수01-04");
  answer.set_rationale("두 줄\n\"인용\"");
  const std::string line = ToJsonLine(answer);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_TRUE(
      line.starts_with(R"({"item_id":"문항 1","standard_code":"4수01-04","grade_group":"")"))
      << line;
  EXPECT_NE(line.find(R"("needs_review":false)"), std::string::npos) << line;
  EXPECT_NE(line.find(R"("review_reasons":[])"), std::string::npos) << line;
  EXPECT_NE(line.find(R"("rationale":"두 줄\n\"인용\"")"), std::string::npos) << line;
}

TEST(ResultLineTest, WritesFailures) {
  EXPECT_EQ(
      FailureLine("가", absl::InvalidArgumentError("item.text: is \"empty\"")),
      R"({"item_id":"가","error":{"code":"INVALID_ARGUMENT","message":"item.text: is \"empty\""}})");
  EXPECT_EQ(
      FailureLine("a", absl::UnavailableError("\xFF")),
      "{\"item_id\":\"a\",\"error\":{\"code\":\"UNAVAILABLE\",\"message\":\"\xEF\xBF\xBD\"}}");
}

TEST(ResultLineTest, ReadsBackWhatItWrites) {
  v1::Classification answer;
  answer.set_item_id("a \"1\"");
  answer.set_standard_code("4수01-04");
  auto result = ParseResultLine(ToJsonLine(answer));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->item_id, "a \"1\"");
  EXPECT_TRUE(result->answered);

  result = ParseResultLine(FailureLine("b", absl::InternalError("x")));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->item_id, "b");
  EXPECT_FALSE(result->answered);
}

TEST(ResultLineTest, LooksAtTheOutermostObjectOnly) {
  EXPECT_FALSE(ParseResultLine(R"({"a":{"item_id":"x","standard_code":"4수01-04"}})"));
  EXPECT_FALSE(ParseResultLine(R"([{"item_id":"x","standard_code":"4수01-04"}])"));
  const auto result = ParseResultLine(
      R"({"candidates":[{"item_id":"x"}],"standard_code":"4수01-04","item_id":"y"})");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->item_id, "y");
}

TEST(ResultLineTest, RefusesWhatIsNoResult) {
  EXPECT_FALSE(ParseResultLine(""));
  EXPECT_FALSE(ParseResultLine("item_id,text"));
  EXPECT_FALSE(ParseResultLine(R"({"item_id":"a","text":"1+1"})"));
  EXPECT_FALSE(ParseResultLine(R"({"item_id":"a","standard_code":""})"));
  EXPECT_FALSE(ParseResultLine(R"({"item_id":"a","standard_code":"4수01-04")"));
}

}  // namespace
}  // namespace munhang::cli
