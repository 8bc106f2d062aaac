#include "evaluation/standard_matches.h"

namespace munhang::evaluation {

std::map<StandardCode, Matches> MatchStandards(const std::vector<const Outcome*>& outcomes) {
  std::map<StandardCode, Matches> standards;
  for (const Outcome* outcome : outcomes) {
    const StandardCode expected = outcome->expected.code;
    ++standards[expected].expected;
    ++standards[outcome->answer.code].answered;
    if (outcome->answer.code == expected) ++standards[expected].right;
  }
  return standards;
}

}  // namespace munhang::evaluation
