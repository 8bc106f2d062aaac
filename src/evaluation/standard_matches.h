#ifndef MUNHANG_EVALUATION_STANDARD_MATCHES_H_
#define MUNHANG_EVALUATION_STANDARD_MATCHES_H_

#include <map>
#include <vector>

#include "munhang/evaluation/metrics.h"

namespace munhang::evaluation {

// Each standard that was expected or answered.
std::map<StandardCode, Matches> MatchStandards(const std::vector<const Outcome*>& outcomes);

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_STANDARD_MATCHES_H_
