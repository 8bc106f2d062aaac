#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "munhang/evaluation/metrics.h"
#include "tests/unit/evaluation/test_outcomes.h"

namespace munhang::evaluation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Names with how many items they have and how many of them are right.
std::vector<std::string> Summaries(const std::vector<Group>& groups) {
  std::vector<std::string> summaries;
  for (const Group& group : groups) {
    summaries.push_back(group.name + " " + std::to_string(group.figures.top_1.count) + "/" +
                        std::to_string(group.figures.items));
  }
  return summaries;
}

TEST(BreakdownTest, GroupsByWhatIsKnownOfTheItems) {
  std::vector<Outcome> outcomes = FourItems();
  outcomes[0].style = "textbook";
  outcomes[1].style = "life";
  outcomes[3].style = "life";
  outcomes[2].author = "kim";
  const Evaluation evaluation = Evaluate(outcomes, {});
  EXPECT_THAT(Summaries(evaluation.styles), ElementsAre("life 0/2", "textbook 1/1"));
  EXPECT_THAT(Summaries(evaluation.authors), ElementsAre("kim 1/1"));
  EXPECT_THAT(Summaries(evaluation.grade_groups), ElementsAre("초3-4 2/3", "초5-6 0/1"));
  EXPECT_THAT(Summaries(evaluation.domains), ElementsAre("수와 연산 2/3", "도형과 측정 0/1"));
}

TEST(BreakdownTest, ListsStandardsThatWereExpectedOrAnswered) {
  const Evaluation evaluation = Evaluate(FourItems(), {});
  std::vector<std::string> rows;
  for (const auto& [code, matches] : evaluation.standards) {
    rows.push_back(code.ToString() + " " + std::to_string(matches.expected) + " " +
                   std::to_string(matches.answered) + " " + std::to_string(matches.right));
  }
  EXPECT_THAT(rows, ElementsAre("4수01-01 2 2 1", "4수01-02 1 2 1", "6수03-01 1 0 0"));
  EXPECT_EQ(evaluation.standards[2].matches.Precision(), std::nullopt);
  EXPECT_EQ(evaluation.standards[2].matches.Recall(), 0);
  EXPECT_EQ(evaluation.standards[2].matches.F1(), 0);
}

TEST(BreakdownTest, CountsConfusionsByTheirDirection) {
  const Evaluation evaluation = Evaluate(FourItems(), {});
  const auto number = static_cast<size_t>(Domain::kNumber);
  const auto geometry = static_cast<size_t>(Domain::kGeometry);
  EXPECT_EQ(evaluation.domain_counts[number][number], 3u);
  EXPECT_EQ(evaluation.domain_counts[geometry][number], 1u);
  EXPECT_EQ(evaluation.domain_counts[number][geometry], 0u);
  EXPECT_THAT(evaluation.grade_group_counts[2], ElementsAre(0, 1, 0, 0));
}

TEST(BreakdownTest, CountsLabelsOfItemsThatHaveThem) {
  std::vector<Outcome> outcomes = FourItems();
  outcomes[0].expected.difficulty = 1;
  outcomes[0].answer.difficulty = 5;
  outcomes[1].expected.cognitive_level = CognitiveLevel::kCreate;
  outcomes[1].answer.cognitive_level = CognitiveLevel::kRemember;
  const Evaluation evaluation = Evaluate(outcomes, {});
  EXPECT_THAT(evaluation.difficulty_counts[0], ElementsAre(0, 0, 0, 0, 1));
  EXPECT_THAT(evaluation.difficulty_counts[4], ElementsAre(0, 0, 0, 0, 0));
  EXPECT_THAT(evaluation.cognitive_level_counts[5], ElementsAre(1, 0, 0, 0, 0, 0));
}

TEST(BreakdownTest, ShowsTheCommonestConfusionsWithTheirMostConfidentItems) {
  std::vector<Outcome> outcomes;
  for (const double confidence : {0.2, 0.9, 0.5, 0.7, 0.5}) {
    const std::string id = std::to_string(outcomes.size());
    outcomes.push_back(Item(id, "6수01-01", Answered("6수01-02", confidence)));
  }
  // Two pairs that are equally common come in the order of the curriculum.
  outcomes.push_back(Item("z", "9수01-01", Answered("9수01-02", 1)));
  outcomes.push_back(Item("y", "4수01-02", Answered("9수01-02", 1)));
  outcomes.push_back(Item("x", "4수01-02", Answered("4수01-01", 1)));
  const std::vector<Confusion> confusions = Evaluate(outcomes, {}).confusions;
  std::vector<std::string> pairs;
  for (const Confusion& confusion : confusions) {
    pairs.push_back(confusion.expected.ToString() + ">" + confusion.answered.ToString() + " " +
                    std::to_string(confusion.count));
  }
  EXPECT_THAT(pairs, ElementsAre("6수01-01>6수01-02 5", "4수01-02>4수01-01 1",
                                 "4수01-02>9수01-02 1", "9수01-01>9수01-02 1"));
  std::vector<std::string> examples;
  for (const Example& example : confusions[0].examples) examples.push_back(example.item_id);
  EXPECT_THAT(examples, ElementsAre("1", "3", "2"));
  EXPECT_EQ(confusions[0].examples[0].text, "text of 1");
}

TEST(BreakdownTest, AnswersOfEqualConfidenceComeTogether) {
  const Evaluation evaluation = Evaluate({Item("a", "4수01-01", Answered("4수01-01", 0.5)),
                                          Item("b", "4수01-01", Answered("4수01-01", 0.9)),
                                          Item("c", "4수01-01", Answered("4수01-02", 0.5))},
                                         {});
  ASSERT_EQ(evaluation.selective.size(), 2u);
  EXPECT_EQ(evaluation.selective[0].confidence, 0.9);
  EXPECT_EQ(evaluation.selective[0].answered.count, 1u);
  EXPECT_EQ(evaluation.selective[0].right.count, 1u);
  EXPECT_EQ(evaluation.selective[1].confidence, 0.5);
  EXPECT_EQ(evaluation.selective[1].answered.Share(), 1);
  EXPECT_EQ(evaluation.selective[1].right.count, 2u);
}

TEST(BreakdownTest, TheCurveHasAtMostAHundredPointsAndReachesAllItems) {
  std::vector<Outcome> outcomes;
  for (int i = 0; i < 1234; ++i) {
    outcomes.push_back(Item(std::to_string(i), "4수01-01", Answered("4수01-01", i / 1234.0)));
  }
  const std::vector<SelectivePoint> points = Evaluate(outcomes, {}).selective;
  EXPECT_EQ(points.size(), 100u);
  EXPECT_EQ(points.back().answered.count, 1234u);
  for (size_t i = 1; i < points.size(); ++i) {
    EXPECT_LT(points[i].confidence, points[i - 1].confidence);
    EXPECT_GT(points[i].answered.count, points[i - 1].answered.count);
  }
}

TEST(BreakdownTest, SortsAnswersByConfidenceIntoRightAndWrong) {
  const Evaluation evaluation = Evaluate(FourItems(), {});
  EXPECT_EQ(evaluation.confidences[19].right, 1u);
  EXPECT_EQ(evaluation.confidences[13].wrong, 1u);
  EXPECT_EQ(evaluation.confidences[17].right, 1u);
  EXPECT_EQ(evaluation.confidences[7].wrong, 1u);
}

TEST(BreakdownTest, CountsTextsOffTheCurriculumThatNobodyReviews) {
  std::vector<OffCurriculumOutcome> texts = {
      {"a", "poem", "other subject", Answered("4수01-01", 0.4)},
      {"b", "cell", "other subject", Answered("4수01-01", 0.6)},
      {"c", "????", "no item", Answered("4수01-02", 0.1)}};
  texts[0].answer.needs_review = true;
  texts[2].answer.needs_review = true;
  const Evaluation evaluation = Evaluate({}, texts);
  ASSERT_EQ(evaluation.off_curriculum.size(), 2u);
  EXPECT_EQ(evaluation.off_curriculum[0].kind, "no item");
  EXPECT_EQ(evaluation.off_curriculum[0].answered_without_review.Share(), 0);
  EXPECT_THAT(evaluation.off_curriculum[0].examples, IsEmpty());
  EXPECT_EQ(evaluation.off_curriculum[1].answered_without_review.Share(), 0.5);
  ASSERT_EQ(evaluation.off_curriculum[1].examples.size(), 1u);
  EXPECT_EQ(evaluation.off_curriculum[1].examples[0].item_id, "b");
  EXPECT_EQ(evaluation.off_curriculum_without_review.count, 1u);
  EXPECT_EQ(evaluation.off_curriculum_without_review.of, 3u);
  EXPECT_EQ(evaluation.all.items, 0u);
}

TEST(BreakdownTest, NothingComesOfNothing) {
  const Evaluation evaluation = Evaluate({}, {});
  EXPECT_THAT(evaluation.grade_groups, IsEmpty());
  EXPECT_THAT(evaluation.standards, IsEmpty());
  EXPECT_THAT(evaluation.confusions, IsEmpty());
  EXPECT_THAT(evaluation.selective, IsEmpty());
  EXPECT_THAT(evaluation.off_curriculum, IsEmpty());
}

}  // namespace
}  // namespace munhang::evaluation
