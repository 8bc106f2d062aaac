#include "cli/measured_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace munhang::cli {
namespace {

using testing::ElementsAre;

v1::Classification GoodAnswer() {
  v1::Classification answer;
  answer.set_standard_code("4수01-03");
  answer.set_difficulty(2);
  answer.set_cognitive_level("적용");
  answer.set_achievement_level("B");
  answer.set_confidence(0.75);
  answer.add_concepts("덧셈");
  answer.set_needs_review(true);
  for (const char* code : {"4수01-03", "4수01-04"}) {
    v1::Candidate& candidate = *answer.add_candidates();
    candidate.set_standard_code(code);
    candidate.set_confidence(0.25);
  }
  answer.mutable_provenance()->mutable_versions()->set_model("lexical-1");
  return answer;
}

GoldItem Gold(const std::string& id) {
  GoldItem item{.expected = {.code = *StandardCode::Parse("6수01-01")}, .style = "life"};
  item.request.mutable_item()->set_item_id(id);
  item.request.mutable_item()->set_text("text of " + id);
  return item;
}

OffCurriculumItem Off(const std::string& id) {
  OffCurriculumItem item{.kind = "국어"};
  item.request.mutable_item()->set_item_id(id);
  return item;
}

TEST(MeasuredAnswersTest, HintsOnlyWhenAskedTo) {
  Questions questions;
  questions.gold = {Gold("a")};
  questions.off_curriculum = {Off("o")};
  for (const v1::ClassifyRequest& request : Requests(questions, false)) {
    EXPECT_FALSE(request.has_hints());
  }
  const std::vector<v1::ClassifyRequest> hinted = Requests(questions, true);
  EXPECT_EQ(hinted[0].hints().grade_group(), "초5-6");
  EXPECT_FALSE(hinted[1].has_hints());
}

TEST(MeasuredAnswersTest, TakesWhatIsMeasured) {
  const auto answer = ToMeasuredAnswer(GoodAnswer());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->code.ToString(), "4수01-03");
  EXPECT_EQ(answer->confidence, 0.75);
  ASSERT_EQ(answer->candidates.size(), 2u);
  EXPECT_EQ(answer->candidates[1].code.ToString(), "4수01-04");
  EXPECT_EQ(answer->difficulty, 2);
  EXPECT_EQ(answer->cognitive_level, CognitiveLevel::kApply);
  EXPECT_EQ(answer->achievement_level, AchievementLevel::kB);
  EXPECT_THAT(answer->concepts, ElementsAre("덧셈"));
  EXPECT_TRUE(answer->needs_review);
}

TEST(MeasuredAnswersTest, RefusesAnswersThatBreakTheContract) {
  const auto reason = [](auto change) {
    v1::Classification answer = GoodAnswer();
    change(answer);
    return std::string(ToMeasuredAnswer(answer).status().message());
  };
  const std::string broken = "was answered against the contract: ";
  EXPECT_EQ(reason([](auto& answer) { answer.set_standard_code("x"); }),
            broken + "standard_code x");
  EXPECT_EQ(reason([](auto& answer) { answer.set_difficulty(0); }), broken + "difficulty 0");
  EXPECT_EQ(reason([](auto& answer) { answer.set_confidence(1.5); }),
            broken + "confidence 1.500000");
  EXPECT_EQ(reason([](auto& answer) { answer.set_cognitive_level(""); }),
            broken + "cognitive_level ");
  EXPECT_EQ(reason([](auto& answer) { answer.set_achievement_level("F"); }),
            broken + "achievement_level F");
  EXPECT_EQ(reason([](auto& answer) { answer.clear_candidates(); }),
            broken + "the answer is not the first candidate");
  EXPECT_EQ(reason([](auto& answer) { answer.set_standard_code("4수01-04"); }),
            broken + "the answer is not the first candidate");
}

TEST(MeasuredAnswersTest, KeepsQuestionsAndAnswersTogetherPastFailures) {
  Questions questions;
  questions.gold = {Gold("a"), Gold("b"), Gold("c")};
  questions.off_curriculum = {Off("o")};
  v1::Classification last = GoodAnswer();
  last.set_confidence(0.5);
  const MeasuredAnswers measured = MatchAnswers(
      questions, {GoodAnswer(), absl::DeadlineExceededError("took too long"), last, last});
  ASSERT_EQ(measured.outcomes.size(), 2u);
  EXPECT_EQ(measured.outcomes[0].item_id, "a");
  EXPECT_EQ(measured.outcomes[1].item_id, "c");
  EXPECT_EQ(measured.outcomes[1].text, "text of c");
  EXPECT_EQ(measured.outcomes[1].style, "life");
  EXPECT_EQ(measured.outcomes[1].answer.confidence, 0.5);
  ASSERT_EQ(measured.off_curriculum.size(), 1u);
  EXPECT_EQ(measured.off_curriculum[0].kind, "국어");
  EXPECT_EQ(measured.versions.model(), "lexical-1");
  EXPECT_EQ(measured.failed_items, 1u);
  EXPECT_EQ(std::string(measured.failures.ToStatus().message()),
            "b: DEADLINE_EXCEEDED: took too long");
}

}  // namespace
}  // namespace munhang::cli
