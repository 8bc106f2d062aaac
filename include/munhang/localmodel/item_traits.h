#ifndef MUNHANG_LOCALMODEL_ITEM_TRAITS_H_
#define MUNHANG_LOCALMODEL_ITEM_TRAITS_H_

#include "munhang/domain/classification.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::localmodel {

// What can be told of an item from its wording alone, whatever its standard.
struct ItemTraits {
  // 1 to 5, relative to the grade.
  int difficulty = 2;
  CognitiveLevel cognitive_level = CognitiveLevel::kApply;
};

// Rules over what the item asks for (name, explain, compare, justify, make) and how much it gives
// (sentences, quantities, conditions). Pure and thread-safe; linear in the length of the text.
ItemTraits EstimateTraits(const text::NormalizedText& text, const text::SlottedText& slotted);

// The level of a standard that a student shows by solving an item of this difficulty: the harder
// the item, the higher the level, spread evenly over the levels of the grade group.
AchievementLevel LevelShownBy(int difficulty, GradeGroup grade_group);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_ITEM_TRAITS_H_
