#ifndef MUNHANG_LOCALMODEL_SOFTMAX_H_
#define MUNHANG_LOCALMODEL_SOFTMAX_H_

#include <algorithm>
#include <span>

#include "localmodel/portable_math.h"

namespace munhang::localmodel {

// Scores become probabilities that sum to 1.
template <typename T>
void Softmax(std::span<T> scores) {
  const T best = *std::max_element(scores.begin(), scores.end());
  double total = 0;
  for (T& score : scores) {
    const double share = PortableExp(static_cast<double>(score) - best);
    total += share;
    score = static_cast<T>(share);
  }
  for (T& score : scores) score = static_cast<T>(score / total);
}

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_SOFTMAX_H_
