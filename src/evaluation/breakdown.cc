#include <algorithm>
#include <map>
#include <string>
#include <type_traits>
#include <utility>

#include "evaluation/standard_matches.h"
#include "munhang/evaluation/metrics.h"

namespace munhang::evaluation {
namespace {

bool IsRight(const Outcome& outcome) { return outcome.answer.code == outcome.expected.code; }

std::string NameOf(const std::string& text) { return text; }
std::string NameOf(GradeGroup grade_group) { return std::string(Name(grade_group)); }
std::string NameOf(Domain domain) { return std::string(Name(domain)); }

// Figures of the items with the same key, in the order of the keys. Those with an empty name are
// left out.
template <typename KeyOf>
std::vector<Group> GroupBy(const std::vector<Outcome>& outcomes, KeyOf key_of) {
  using Key = std::invoke_result_t<KeyOf, const Outcome&>;
  std::map<Key, std::vector<const Outcome*>> parts;
  for (const Outcome& outcome : outcomes) parts[key_of(outcome)].push_back(&outcome);
  std::vector<Group> groups;
  for (const auto& [key, part] : parts) {
    const std::string name = NameOf(key);
    if (!name.empty()) groups.push_back({name, Measure(part)});
  }
  return groups;
}

// The most confident first; the given order among equals.
std::vector<Example> ChooseExamples(std::vector<Example> examples) {
  std::stable_sort(examples.begin(), examples.end(), [](const Example& left, const Example& right) {
    return left.confidence > right.confidence;
  });
  if (examples.size() > kMostExamples) {
    examples.erase(examples.begin() + kMostExamples, examples.end());
  }
  return examples;
}

std::vector<Confusion> FindConfusions(const std::vector<Outcome>& outcomes) {
  std::map<std::pair<StandardCode, StandardCode>, std::vector<Example>> pairs;
  for (const Outcome& outcome : outcomes) {
    if (IsRight(outcome)) continue;
    pairs[{outcome.expected.code, outcome.answer.code}].push_back(
        {outcome.item_id, outcome.text, outcome.answer.code, outcome.answer.confidence});
  }
  std::vector<Confusion> confusions;
  confusions.reserve(pairs.size());
  for (auto& [pair, examples] : pairs) {
    const size_t count = examples.size();
    confusions.push_back({pair.first, pair.second, count, ChooseExamples(std::move(examples))});
  }
  std::stable_sort(
      confusions.begin(), confusions.end(),
      [](const Confusion& left, const Confusion& right) { return left.count > right.count; });
  return confusions;
}

void CountMatrices(const std::vector<Outcome>& outcomes, Evaluation* evaluation) {
  const auto index = [](auto value) { return static_cast<size_t>(value); };
  for (const Outcome& outcome : outcomes) {
    const Labels& expected = outcome.expected;
    const Answer& answer = outcome.answer;
    ++evaluation->grade_group_counts[index(expected.code.grade_group())]
                                    [index(answer.code.grade_group())];
    ++evaluation->domain_counts[index(expected.code.domain())][index(answer.code.domain())];
    if (expected.difficulty) {
      ++evaluation
            ->difficulty_counts[index(*expected.difficulty - 1)][index(answer.difficulty - 1)];
    }
    if (expected.cognitive_level) {
      ++evaluation->cognitive_level_counts[index(*expected.cognitive_level)]
                                          [index(answer.cognitive_level)];
    }
    const auto bin = static_cast<size_t>(answer.confidence * kHistogramBins);
    HistogramBin& of_answer = evaluation->confidences[std::min(bin, kHistogramBins - 1)];
    ++(IsRight(outcome) ? of_answer.right : of_answer.wrong);
  }
}

std::vector<SelectivePoint> DrawSelective(const std::vector<Outcome>& outcomes) {
  constexpr size_t kMostPoints = 100;
  std::vector<const Outcome*> ranked;
  ranked.reserve(outcomes.size());
  for (const Outcome& outcome : outcomes) ranked.push_back(&outcome);
  std::sort(ranked.begin(), ranked.end(), [](const Outcome* left, const Outcome* right) {
    return left->answer.confidence > right->answer.confidence;
  });
  std::vector<SelectivePoint> points;
  const size_t items = ranked.size();
  size_t right = 0;
  for (size_t i = 0; i < items; ++i) {
    right += IsRight(*ranked[i]) ? 1 : 0;
    const double confidence = ranked[i]->answer.confidence;
    if (i + 1 < items && ranked[i + 1]->answer.confidence == confidence) continue;
    const size_t answered = i + 1;
    // Another point once another hundredth of the items is answered; always at the end.
    if (answered * kMostPoints < (points.size() + 1) * items) continue;
    points.push_back({confidence, {answered, items}, {right, answered}});
  }
  return points;
}

void MeasureOffCurriculum(const std::vector<OffCurriculumOutcome>& outcomes,
                          Evaluation* evaluation) {
  std::map<std::string, OffCurriculumFigures> kinds;
  for (const OffCurriculumOutcome& outcome : outcomes) {
    OffCurriculumFigures& kind = kinds[outcome.kind];
    const Answer& answer = outcome.answer;
    kind.answered_without_review.Add(!answer.needs_review);
    evaluation->off_curriculum_without_review.Add(!answer.needs_review);
    if (answer.needs_review) continue;
    kind.examples.push_back({outcome.item_id, outcome.text, answer.code, answer.confidence});
  }
  for (auto& [name, kind] : kinds) {
    kind.kind = name;
    kind.examples = ChooseExamples(std::move(kind.examples));
    evaluation->off_curriculum.push_back(std::move(kind));
  }
}

}  // namespace

Evaluation Evaluate(const std::vector<Outcome>& outcomes,
                    const std::vector<OffCurriculumOutcome>& off_curriculum) {
  Evaluation evaluation;
  std::vector<const Outcome*> all;
  all.reserve(outcomes.size());
  for (const Outcome& outcome : outcomes) all.push_back(&outcome);
  evaluation.all = Measure(all);
  evaluation.styles = GroupBy(outcomes, [](const Outcome& outcome) { return outcome.style; });
  evaluation.authors = GroupBy(outcomes, [](const Outcome& outcome) { return outcome.author; });
  evaluation.grade_groups =
      GroupBy(outcomes, [](const Outcome& outcome) { return outcome.expected.code.grade_group(); });
  evaluation.domains =
      GroupBy(outcomes, [](const Outcome& outcome) { return outcome.expected.code.domain(); });
  for (const auto& [code, matches] : MatchStandards(all)) {
    evaluation.standards.push_back({code, matches});
  }
  evaluation.confusions = FindConfusions(outcomes);
  CountMatrices(outcomes, &evaluation);
  evaluation.selective = DrawSelective(outcomes);
  MeasureOffCurriculum(off_curriculum, &evaluation);
  return evaluation;
}

}  // namespace munhang::evaluation
