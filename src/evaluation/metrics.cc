#include "munhang/evaluation/metrics.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "evaluation/standard_matches.h"

namespace munhang::evaluation {
namespace {

std::optional<double> Divide(double numerator, double denominator) {
  if (denominator == 0) return std::nullopt;
  return numerator / denominator;
}

// 1 for the answer; 0 when the expected code is not among the candidates.
size_t RankOfExpected(const Outcome& outcome) {
  const auto& candidates = outcome.answer.candidates;
  const auto found = std::find_if(
      candidates.begin(), candidates.end(),
      [&](const Candidate& candidate) { return candidate.code == outcome.expected.code; });
  return found == candidates.end() ? 0 : static_cast<size_t>(found - candidates.begin()) + 1;
}

void CountRanks(const std::vector<const Outcome*>& outcomes, Figures* figures) {
  double reciprocal_ranks = 0;
  for (const Outcome* outcome : outcomes) {
    const size_t rank = RankOfExpected(*outcome);
    figures->top_1.Add(outcome->answer.code == outcome->expected.code);
    figures->top_3.Add(rank >= 1 && rank <= 3);
    figures->top_10.Add(rank >= 1 && rank <= kMostCandidates);
    if (rank > 0) reciprocal_ranks += 1 / static_cast<double>(rank);
  }
  figures->mean_reciprocal_rank = Divide(reciprocal_ranks, static_cast<double>(outcomes.size()));
}

void CountLabels(const Outcome& outcome, Figures* figures) {
  const Labels& expected = outcome.expected;
  const Answer& answer = outcome.answer;
  figures->grade_group.Add(answer.code.grade_group() == expected.code.grade_group());
  figures->domain.Add(answer.code.domain() == expected.code.domain());
  if (expected.difficulty) {
    const int distance = std::abs(answer.difficulty - *expected.difficulty);
    figures->difficulty.Add(distance == 0);
    figures->difficulty_within_1.Add(distance <= 1);
  }
  if (expected.cognitive_level) {
    figures->cognitive_level.Add(answer.cognitive_level == *expected.cognitive_level);
  }
  if (expected.achievement_level) {
    figures->achievement_level.Add(answer.achievement_level == *expected.achievement_level);
  }
  if (expected.concepts) {
    const std::set<std::string> right(expected.concepts->begin(), expected.concepts->end());
    const std::set<std::string> answered(answer.concepts.begin(), answer.concepts.end());
    figures->concepts.expected += right.size();
    figures->concepts.answered += answered.size();
    figures->concepts.right += static_cast<size_t>(std::count_if(
        answered.begin(), answered.end(), [&](const auto& name) { return right.contains(name); }));
  }
}

void MeasureAgreement(const std::vector<const Outcome*>& outcomes, Figures* figures) {
  double f1_sum = 0;
  size_t expected_standards = 0;
  size_t right = 0;
  // n * n * p_e, so that agreement that chance makes certain is told without rounding.
  size_t chance = 0;
  for (const auto& [code, matches] : MatchStandards(outcomes)) {
    right += matches.right;
    chance += matches.expected * matches.answered;
    if (matches.expected == 0) continue;
    ++expected_standards;
    f1_sum += *matches.F1();
  }
  figures->macro_f1 = Divide(f1_sum, static_cast<double>(expected_standards));
  const size_t n = outcomes.size();
  figures->kappa = Divide(static_cast<double>(n * right) - static_cast<double>(chance),
                          static_cast<double>(n * n - chance));
}

void MeasureConfidence(const std::vector<const Outcome*>& outcomes, Figures* figures) {
  double squares = 0;
  for (const Outcome* outcome : outcomes) {
    const Answer& answer = outcome->answer;
    const bool right = answer.code == outcome->expected.code;
    const double difference = answer.confidence - (right ? 1 : 0);
    squares += difference * difference;
    const auto bin = static_cast<size_t>(answer.confidence * kReliabilityBins);
    ReliabilityBin& of_answer = figures->bins[std::min(bin, kReliabilityBins - 1)];
    ++of_answer.items;
    of_answer.right += right ? 1 : 0;
    of_answer.confidence_sum += answer.confidence;
    figures->needs_review.Add(answer.needs_review);
    if (!answer.needs_review) figures->right_without_review.Add(right);
  }
  double errors = 0;
  for (const ReliabilityBin& bin : figures->bins) {
    errors += std::abs(static_cast<double>(bin.right) - bin.confidence_sum);
  }
  const auto items = static_cast<double>(outcomes.size());
  figures->brier = Divide(squares, items);
  figures->calibration_error = Divide(errors, items);
}

}  // namespace

std::optional<double> Ratio::Share() const {
  return Divide(static_cast<double>(count), static_cast<double>(of));
}

Interval WilsonInterval(const Ratio& ratio) {
  if (ratio.of == 0) return Interval{};
  // The 97.5th percentile of the normal distribution.
  constexpr double kZ = 1.959963984540054;
  const auto n = static_cast<double>(ratio.of);
  const double share = static_cast<double>(ratio.count) / n;
  const double scale = 1 + kZ * kZ / n;
  const double center = (share + kZ * kZ / (2 * n)) / scale;
  const double half = kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n)) / scale;
  return {std::max(0.0, center - half), std::min(1.0, center + half)};
}

std::optional<double> Matches::Precision() const {
  return Divide(static_cast<double>(right), static_cast<double>(answered));
}

std::optional<double> Matches::Recall() const {
  return Divide(static_cast<double>(right), static_cast<double>(expected));
}

std::optional<double> Matches::F1() const {
  return Divide(2 * static_cast<double>(right), static_cast<double>(answered + expected));
}

double ReliabilityBin::Confidence() const {
  return Divide(confidence_sum, static_cast<double>(items)).value_or(0);
}

double ReliabilityBin::Accuracy() const {
  return Divide(static_cast<double>(right), static_cast<double>(items)).value_or(0);
}

Figures Measure(const std::vector<const Outcome*>& outcomes) {
  Figures figures;
  figures.items = outcomes.size();
  CountRanks(outcomes, &figures);
  for (const Outcome* outcome : outcomes) CountLabels(*outcome, &figures);
  MeasureAgreement(outcomes, &figures);
  MeasureConfidence(outcomes, &figures);
  return figures;
}

}  // namespace munhang::evaluation
