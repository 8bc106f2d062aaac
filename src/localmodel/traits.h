#ifndef MUNHANG_LOCALMODEL_TRAITS_H_
#define MUNHANG_LOCALMODEL_TRAITS_H_

#include <array>
#include <cstddef>

#include "munhang/domain/classification.h"

namespace munhang::localmodel {

inline constexpr size_t kDifficultyCount = 5;

// Traits of an item that are learnt beside its standard; each is a run of columns of one matrix.
enum class Trait : size_t {
  kDifficulty,       // 1 to 5
  kCognitiveLevel,   // as in CognitiveLevel
  kElementaryLevel,  // achievement levels A to C
  kMiddleLevel,      // A to E
  kOffCurriculum,    // fits some standard, fits none
};

inline constexpr size_t kTraitCount = 5;
inline constexpr std::array<size_t, kTraitCount> kTraitSizes = {kDifficultyCount,
                                                                kCognitiveLevelCount, 3, 5, 2};
inline constexpr size_t kTraitColumns = 21;

constexpr size_t FirstColumn(Trait trait) {
  size_t column = 0;
  for (size_t i = 0; i < static_cast<size_t>(trait); ++i) column += kTraitSizes[i];
  return column;
}

static_assert(FirstColumn(Trait::kOffCurriculum) + kTraitSizes.back() == kTraitColumns);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_TRAITS_H_
