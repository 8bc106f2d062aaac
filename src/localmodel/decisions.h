#ifndef MUNHANG_LOCALMODEL_DECISIONS_H_
#define MUNHANG_LOCALMODEL_DECISIONS_H_

#include <algorithm>
#include <cstddef>
#include <span>

namespace munhang::localmodel {

// The value with the highest score; the first of equals.
template <typename T>
size_t MostLikely(std::span<const T> scores) {
  size_t best = 0;
  for (size_t k = 1; k < scores.size(); ++k) {
    if (scores[k] > scores[best]) best = k;
  }
  return best;
}

// The median of a distribution over ordered values: the answer with the least expected distance.
template <typename T>
size_t Median(std::span<const T> probabilities) {
  double below = 0;
  for (size_t k = 0; k < probabilities.size(); ++k) {
    below += probabilities[k];
    if (below >= 0.5) return k;
  }
  return probabilities.size() - 1;
}

// The value that is most likely right to within one step; how likely it is right at all decides
// between values that are about as good.
template <typename T>
size_t NearlyRight(std::span<const T> probabilities) {
  constexpr double kExact = 0.2;
  size_t best = 0;
  double best_worth = -1;
  for (size_t k = 0; k < probabilities.size(); ++k) {
    double worth = kExact * probabilities[k];
    const size_t last = std::min(k + 1, probabilities.size() - 1);
    for (size_t near = k == 0 ? 0 : k - 1; near <= last; ++near) worth += probabilities[near];
    if (worth > best_worth) {
      best_worth = worth;
      best = k;
    }
  }
  return best;
}

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_DECISIONS_H_
