#ifndef MUNHANG_EVALUATION_METRICS_H_
#define MUNHANG_EVALUATION_METRICS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "munhang/domain/classification.h"
#include "munhang/domain/standard_code.h"
#include "munhang/evaluation/outcome.h"

namespace munhang::evaluation {

// So many of so many.
struct Ratio {
  size_t count = 0;
  size_t of = 0;

  void Add(bool holds) {
    ++of;
    count += holds ? 1 : 0;
  }
  // 0 to 1; nullopt when there was nothing to count.
  std::optional<double> Share() const;
};

// 0 <= low <= high <= 1.
struct Interval {
  double low = 0;
  double high = 1;
};

// 95% interval of the probability behind the ratio: the score interval of E. B. Wilson, "Probable
// inference, the law of succession, and statistical inference", JASA 22 (1927). Without anything
// counted it is all of [0, 1].
Interval WilsonInterval(const Ratio& ratio);

// What was answered against what was expected, as retrieval sees it.
struct Matches {
  size_t right = 0;
  size_t answered = 0;
  size_t expected = 0;

  // right / answered, right / expected and their harmonic mean; nullopt where the denominator is
  // 0. F1 is 0 when nothing is right but something was answered or expected.
  std::optional<double> Precision() const;
  std::optional<double> Recall() const;
  std::optional<double> F1() const;
};

inline constexpr size_t kReliabilityBins = 10;

// Answers whose confidence is in [i / 10, (i + 1) / 10), in the last bin up to 1.
struct ReliabilityBin {
  size_t items = 0;
  size_t right = 0;
  double confidence_sum = 0;

  // Means over the bin's answers; 0 when it has none.
  double Confidence() const;
  double Accuracy() const;
};

// How well a set of items was answered. What cannot be measured is nullopt: everything without
// items, and what the labels lack.
struct Figures {
  size_t items = 0;
  // The expected code is the answer, among the first 3 and among the first 10 candidates.
  Ratio top_1;
  Ratio top_3;
  Ratio top_10;
  Ratio grade_group;
  Ratio domain;
  // Mean of 1 / rank of the expected code among the candidates, 0 where it is not among them.
  std::optional<double> mean_reciprocal_rank;
  // Mean F1 over the standards that are expected at least once. One that is only ever answered
  // wrongly shows in the recall of those it was mistaken for.
  std::optional<double> macro_f1;
  // Agreement beyond chance of answered with expected codes, (p_o - p_e) / (1 - p_e) with p_e from
  // both sides' own frequencies: J. Cohen, "A coefficient of agreement for nominal scales",
  // Educational and Psychological Measurement 20 (1960). nullopt when chance alone would agree
  // always.
  std::optional<double> kappa;
  // Expected calibration error over the bins, the mean of |accuracy - confidence| weighted by
  // items: M. P. Naeini et al., "Obtaining well calibrated probabilities using Bayesian binning",
  // AAAI 2015.
  std::optional<double> calibration_error;
  std::array<ReliabilityBin, kReliabilityBins> bins;
  // Mean squared difference of the answer's confidence and 1 or 0 for right or wrong: G. W. Brier,
  // "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78
  // (1950), for the event that the answer is right.
  std::optional<double> brier;
  Ratio needs_review;
  // Right among the answers that were not marked for review.
  Ratio right_without_review;
  Ratio difficulty;
  Ratio difficulty_within_1;
  Ratio cognitive_level;
  Ratio achievement_level;
  // Concept tags over all items that have them labelled; equal strings match.
  Matches concepts;
};

// `outcomes` are only read.
Figures Measure(const std::vector<const Outcome*>& outcomes);

// The items that have something in common.
struct Group {
  std::string name;
  Figures figures;
};

struct StandardFigures {
  StandardCode code;
  Matches matches;
};

// An item that shows what goes wrong.
struct Example {
  std::string item_id;
  std::string text;
  StandardCode answered;
  double confidence = 0;
};

inline constexpr size_t kMostExamples = 3;

struct Confusion {
  StandardCode expected;
  StandardCode answered;
  size_t count = 0;
  // The most confident first, at most kMostExamples.
  std::vector<Example> examples;
};

// Row: expected, column: answered.
template <size_t N>
using CountMatrix = std::array<std::array<size_t, N>, N>;

inline constexpr size_t kMostDifficulty = 5;

// When only answers with at least this confidence are used.
struct SelectivePoint {
  double confidence = 0;
  // Of all items, and of those answered.
  Ratio answered;
  Ratio right;
};

inline constexpr size_t kHistogramBins = 20;

// Answers whose confidence is in [i / 20, (i + 1) / 20), in the last bin up to 1.
struct HistogramBin {
  size_t right = 0;
  size_t wrong = 0;
};

struct OffCurriculumFigures {
  std::string kind;
  Ratio answered_without_review;
  // Of those; the most confident first, at most kMostExamples.
  std::vector<Example> examples;
};

struct Evaluation {
  Figures all;
  // By name. Items without a style or an author are in no group of that sort.
  std::vector<Group> styles;
  std::vector<Group> authors;
  // By the expected code, in the order of the curriculum; only groups that have items.
  std::vector<Group> grade_groups;
  std::vector<Group> domains;
  // Every standard that was expected or answered, in the order of the curriculum.
  std::vector<StandardFigures> standards;
  // The most frequent first, then in the order of the curriculum.
  std::vector<Confusion> confusions;
  CountMatrix<kGradeGroupCount> grade_group_counts{};
  CountMatrix<kDomainCount> domain_counts{};
  // Of items that have the label.
  CountMatrix<kMostDifficulty> difficulty_counts{};
  CountMatrix<kCognitiveLevelCount> cognitive_level_counts{};
  std::array<HistogramBin, kHistogramBins> confidences{};
  // From the most confident answers alone to all of them, at most a hundred points. Answers of
  // equal confidence come together: no threshold tells them apart.
  std::vector<SelectivePoint> selective;
  // By kind; empty without such texts. Then those of all kinds together.
  std::vector<OffCurriculumFigures> off_curriculum;
  Ratio off_curriculum_without_review;
};

Evaluation Evaluate(const std::vector<Outcome>& outcomes,
                    const std::vector<OffCurriculumOutcome>& off_curriculum);

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_METRICS_H_
