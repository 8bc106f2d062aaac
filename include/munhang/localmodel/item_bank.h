#ifndef MUNHANG_LOCALMODEL_ITEM_BANK_H_
#define MUNHANG_LOCALMODEL_ITEM_BANK_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <string>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/classification.h"
#include "munhang/domain/standard_code.h"

namespace munhang::localmodel {

// An item with everything that is known of it; the fields are those of data/items/README.md.
struct LabelledItem {
  std::string id;
  std::string text;
  StandardCode code;
  int difficulty = 1;
  CognitiveLevel cognitive_level = CognitiveLevel::kApply;
  AchievementLevel achievement_level = AchievementLevel::kB;
  // Positions in Standard::concepts.
  std::vector<size_t> concepts;
  std::string author;
  std::string style;
  // Made by a generator from a template rather than written.
  bool generated = false;
};

// A text that no standard fits: other subjects, upper secondary mathematics, noise.
struct OffCurriculumText {
  std::string id;
  std::string text;
  std::string kind;
  std::string author;
};

struct ItemBank {
  std::vector<LabelledItem> items;
  std::vector<OffCurriculumText> off_curriculum;
};

// A text of another set, which the bank may not repeat.
struct HeldOutText {
  std::string id;
  std::string text;
};

// What a bank must have to be accepted.
struct ItemBankRules {
  size_t least_items = 12000;
  size_t least_hand_written_per_standard = 30;
  // Most that any standard may have, as a multiple of the mean.
  double most_over_mean = 2.0;
};

// Reads every *.jsonl of `directory` in the order of their names; off_curriculum*.jsonl hold
// OffCurriculumText. NOT_FOUND if there is no such directory; INVALID_ARGUMENT with one problem a
// line, "file:line: field: what is wrong", the first 50: a field missing or out of range, a code or
// concept that the knowledge base does not have, an id or a text that occurs twice.
absl::StatusOr<ItemBank> ReadItemBank(const std::string& directory,
                                      const curriculum::KnowledgeBase& knowledge);

// The texts of one JSONL file with "item_id" and "text"; other keys are ignored. Errors as above.
absl::StatusOr<std::vector<HeldOutText>> ReadHeldOutTexts(const std::string& path);

// What is wrong with the bank as a whole, one problem a line; empty when nothing is: too few items,
// a standard with too few or too many, two standards for texts that differ in numbers of the same
// kinds only, and sentences that `held_out` has nearly word for word. Bare expressions are nobody's
// wording and may occur in both.
std::vector<std::string> CheckItemBank(const ItemBank& bank,
                                       const std::vector<HeldOutText>& held_out,
                                       const curriculum::KnowledgeBase& knowledge,
                                       const ItemBankRules& rules);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_ITEM_BANK_H_
