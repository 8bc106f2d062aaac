#ifndef MUNHANG_TESTS_UNIT_EVALUATION_TEST_OUTCOMES_H_
#define MUNHANG_TESTS_UNIT_EVALUATION_TEST_OUTCOMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "munhang/evaluation/metrics.h"
#include "munhang/evaluation/outcome.h"

namespace munhang::evaluation {

inline StandardCode Code(std::string_view text) { return *StandardCode::Parse(text); }

// An answer and the candidates behind it.
inline Answer Answered(std::string_view code, double confidence,
                       const std::vector<std::string_view>& others = {}) {
  Answer answer{Code(code), confidence};
  answer.candidates.push_back({Code(code), confidence});
  for (const std::string_view other : others) answer.candidates.push_back({Code(other), 0});
  return answer;
}

inline Outcome Item(std::string id, std::string_view expected, Answer answer) {
  return {.item_id = id,
          .text = "text of " + id,
          .expected = {Code(expected)},
          .answer = std::move(answer)};
}

inline Figures MeasureAll(const std::vector<Outcome>& outcomes) {
  return Evaluate(outcomes, {}).all;
}

// Two right, one whose expected code comes second, one whose does not come at all.
inline std::vector<Outcome> FourItems() {
  return {Item("a", "4수01-01", Answered("4수01-01", 0.95)),
          Item("b", "4수01-01", Answered("4수01-02", 0.65, {"4수01-01"})),
          Item("c", "4수01-02", Answered("4수01-02", 0.85)),
          Item("d", "6수03-01", Answered("4수01-01", 0.35, {"4수01-02"}))};
}

}  // namespace munhang::evaluation

#endif  // MUNHANG_TESTS_UNIT_EVALUATION_TEST_OUTCOMES_H_
