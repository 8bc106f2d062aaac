#include "munhang/evaluation/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/evaluation/test_outcomes.h"

namespace munhang::evaluation {
namespace {

using testing::DoubleNear;
using testing::Optional;

constexpr double kRounding = 1e-12;

testing::Matcher<std::optional<double>> Is(double value) {
  return Optional(DoubleNear(value, kRounding));
}

TEST(MetricsTest, RanksOfTheExpectedCode) {
  const Figures figures = MeasureAll(FourItems());
  EXPECT_EQ(figures.items, 4u);
  EXPECT_THAT(figures.top_1.Share(), Is(0.5));
  EXPECT_THAT(figures.top_3.Share(), Is(0.75));
  EXPECT_THAT(figures.top_10.Share(), Is(0.75));
  EXPECT_THAT(figures.mean_reciprocal_rank, Is((1 + 0.5 + 1 + 0) / 4));
  EXPECT_THAT(figures.grade_group.Share(), Is(0.75));
  EXPECT_THAT(figures.domain.Share(), Is(0.75));
}

TEST(MetricsTest, CountsTheThirdAndTheTenthCandidateAndNotTheNext) {
  std::vector<std::string_view> others = {"4수01-02", "4수01-03", "4수01-04",
                                          "4수01-05", "4수01-06", "4수01-07",
                                          "4수01-08", "4수01-09", "4수01-10"};
  const Answer answer = Answered("4수01-01", 0.5, others);
  const Figures figures =
      MeasureAll({Item("third", "4수01-03", answer), Item("fourth", "4수01-04", answer),
                  Item("tenth", "4수01-10", answer), Item("none", "4수01-11", answer)});
  EXPECT_EQ(figures.top_1.count, 0u);
  EXPECT_EQ(figures.top_3.count, 1u);
  EXPECT_EQ(figures.top_10.count, 3u);
  EXPECT_THAT(figures.mean_reciprocal_rank, Is((1 / 3.0 + 1 / 4.0 + 1 / 10.0) / 4));
}

TEST(MetricsTest, MacroF1GivesEveryExpectedStandardTheSameWeight) {
  // 4수01-01: 1 right of 2 expected and 2 answered; 4수01-02: 1 of 1 and 2; 6수03-01: 0 of 1 and 0.
  EXPECT_THAT(MeasureAll(FourItems()).macro_f1, Is((0.5 + 2.0 / 3 + 0) / 3));
  // 4수01-02 is only answered: it adds no F1 of its own.
  EXPECT_THAT(MeasureAll({Item("a", "4수01-01", Answered("4수01-01", 1)),
                          Item("b", "4수01-01", Answered("4수01-02", 1))})
                  .macro_f1,
              Is(2.0 / 3));
}

TEST(MetricsTest, KappaTakesOffWhatChanceWouldAgreeOn) {
  // p_o = 1/2; p_e = (2*2 + 1*2 + 1*0) / 16 = 3/8.
  EXPECT_THAT(MeasureAll(FourItems()).kappa, Is((0.5 - 0.375) / (1 - 0.375)));
  EXPECT_THAT(MeasureAll({Item("a", "4수01-01", Answered("4수01-02", 1)),
                          Item("b", "4수01-02", Answered("4수01-01", 1))})
                  .kappa,
              Is(-1));
  EXPECT_THAT(MeasureAll({Item("a", "4수01-01", Answered("4수01-01", 1)),
                          Item("b", "4수01-02", Answered("4수01-02", 1))})
                  .kappa,
              Is(1));
  // With a single standard on both sides chance agrees always.
  EXPECT_EQ(MeasureAll({Item("a", "4수01-01", Answered("4수01-01", 1))}).kappa, std::nullopt);
}

TEST(MetricsTest, CalibrationErrorComparesWithinBins) {
  EXPECT_THAT(MeasureAll(FourItems()).calibration_error, Is((0.05 + 0.65 + 0.15 + 0.35) / 4));
  // One bin: half are right at a mean confidence of 0.85.
  EXPECT_THAT(MeasureAll({Item("a", "4수01-01", Answered("4수01-01", 0.81)),
                          Item("b", "4수01-01", Answered("4수01-02", 0.89))})
                  .calibration_error,
              Is(0.35));
}

TEST(MetricsTest, BinsBelongToTheirLowerEdgeAndTheLastToBoth) {
  const Figures figures = MeasureAll({Item("a", "4수01-01", Answered("4수01-01", 0)),
                                      Item("b", "4수01-01", Answered("4수01-01", 0.3)),
                                      Item("c", "4수01-01", Answered("4수01-02", 0.7)),
                                      Item("d", "4수01-01", Answered("4수01-01", 0.9)),
                                      Item("e", "4수01-01", Answered("4수01-01", 1))});
  std::vector<size_t> items;
  for (const ReliabilityBin& bin : figures.bins) items.push_back(bin.items);
  EXPECT_THAT(items, testing::ElementsAre(1, 0, 0, 1, 0, 0, 0, 1, 0, 2));
  EXPECT_NEAR(figures.bins[9].Confidence(), 0.95, kRounding);
  EXPECT_EQ(figures.bins[9].Accuracy(), 1);
  EXPECT_EQ(figures.bins[7].Accuracy(), 0);
  EXPECT_EQ(figures.bins[5].Confidence(), 0);
}

TEST(MetricsTest, BrierScoreOfTheTopAnswer) {
  EXPECT_THAT(MeasureAll(FourItems()).brier, Is((0.0025 + 0.4225 + 0.0225 + 0.1225) / 4));
}

TEST(MetricsTest, AccuracyAmongAnswersNobodyReviews) {
  std::vector<Outcome> outcomes = FourItems();
  outcomes[0].answer.needs_review = true;
  const Figures figures = MeasureAll(outcomes);
  EXPECT_THAT(figures.needs_review.Share(), Is(0.25));
  EXPECT_EQ(figures.right_without_review.count, 1u);
  EXPECT_EQ(figures.right_without_review.of, 3u);
}

TEST(MetricsTest, MeasuresOnlyLabelsThatAreThere) {
  std::vector<Outcome> outcomes = FourItems();
  for (Outcome& outcome : outcomes) outcome.answer.difficulty = 3;
  outcomes[0].expected.difficulty = 3;
  outcomes[1].expected.difficulty = 4;
  outcomes[2].expected.difficulty = 5;
  outcomes[0].expected.cognitive_level = CognitiveLevel::kApply;
  outcomes[1].expected.achievement_level = AchievementLevel::kC;
  const Figures figures = MeasureAll(outcomes);
  EXPECT_THAT(figures.difficulty.Share(), Is(1.0 / 3));
  EXPECT_THAT(figures.difficulty_within_1.Share(), Is(2.0 / 3));
  EXPECT_THAT(figures.cognitive_level.Share(), Is(1));
  EXPECT_THAT(figures.achievement_level.Share(), Is(0));
  EXPECT_EQ(figures.concepts.F1(), std::nullopt);
}

TEST(MetricsTest, ConceptsAreCountedOverAllItemsThatHaveThem) {
  std::vector<Outcome> outcomes = FourItems();
  for (Outcome& outcome : outcomes) outcome.answer.concepts = {"덧셈", "뺄셈", "덧셈"};
  outcomes[0].expected.concepts = {"덧셈"};
  outcomes[1].expected.concepts = {"덧셈", "뺄셈", "곱셈"};
  outcomes[2].expected.concepts = std::vector<std::string>();
  const Matches concepts = MeasureAll(outcomes).concepts;
  EXPECT_EQ(concepts.right, 3u);
  EXPECT_EQ(concepts.answered, 6u);
  EXPECT_EQ(concepts.expected, 4u);
  EXPECT_THAT(concepts.Precision(), Is(0.5));
  EXPECT_THAT(concepts.Recall(), Is(0.75));
  EXPECT_THAT(concepts.F1(), Is(0.6));
}

TEST(MetricsTest, WilsonIntervalStaysWithinBounds) {
  const auto near = [](Ratio ratio, double low, double high) {
    const Interval interval = WilsonInterval(ratio);
    EXPECT_NEAR(interval.low, low, 5e-5) << ratio.count << " of " << ratio.of;
    EXPECT_NEAR(interval.high, high, 5e-5) << ratio.count << " of " << ratio.of;
    EXPECT_GE(interval.low, 0);
    EXPECT_LE(interval.high, 1);
  };
  near({8, 10}, 0.4902, 0.9433);
  near({0, 10}, 0, 0.2775);
  near({10, 10}, 0.7225, 1);
  near({50, 100}, 0.4038, 0.5962);
  near({0, 0}, 0, 1);
}

TEST(MetricsTest, NothingIsMeasuredWithoutItems) {
  const Figures figures = Measure({});
  EXPECT_EQ(figures.items, 0u);
  for (const Ratio& ratio : {figures.top_1, figures.top_10, figures.grade_group,
                             figures.needs_review, figures.right_without_review}) {
    EXPECT_EQ(ratio.Share(), std::nullopt);
  }
  for (const auto& figure : {figures.mean_reciprocal_rank, figures.macro_f1, figures.kappa,
                             figures.calibration_error, figures.brier}) {
    EXPECT_EQ(figure, std::nullopt);
  }
}

}  // namespace
}  // namespace munhang::evaluation
