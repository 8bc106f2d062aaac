#ifndef MUNHANG_DOMAIN_FEEDBACK_H_
#define MUNHANG_DOMAIN_FEEDBACK_H_

#include <optional>
#include <string>
#include <vector>

#include "munhang/domain/classification.h"
#include "munhang/domain/item.h"
#include "munhang/domain/standard_code.h"

namespace munhang {

// What a reviewer says an item's labels should have been; what is unset nobody corrected.
struct CorrectedLabels {
  std::optional<StandardCode> code;
  // 1 to 5.
  std::optional<int> difficulty;
  std::optional<CognitiveLevel> cognitive_level;
  // Means something for a standard of the right stage only: elementary standards have A to C.
  std::optional<AchievementLevel> achievement_level;

  bool empty() const { return !code && !difficulty && !cognitive_level && !achievement_level; }

  friend bool operator==(const CorrectedLabels&, const CorrectedLabels&) = default;
};

// Everything that is learnt from a labelled item.
struct ItemLabels {
  StandardCode code;
  // 1 to 5.
  int difficulty = 1;
  CognitiveLevel cognitive_level = CognitiveLevel::kApply;
  AchievementLevel achievement_level = AchievementLevel::kB;
  // Tags of the standard, at least one.
  std::vector<std::string> concepts;

  friend bool operator==(const ItemLabels&, const ItemLabels&) = default;
};

// What a person thinks of an answer: a score, corrected labels, or both.
struct FeedbackSubmission {
  // The item that was answered. Has a text when labels are corrected.
  Item item;
  // 1 (useless) to 5 (all right).
  std::optional<int> score;
  CorrectedLabels corrected;
  std::string comment;
  std::string reviewer;
  // Request id of the answer.
  std::string request_id;
};

// An item as the service sees it and as its reviewer does.
struct ReviewedItem {
  // The standard that the service answers with.
  StandardCode answered;
  // The reviewer's labels, and the answer's where the reviewer gave none. Concepts, and a level
  // that nobody corrected, are those of `labels.code`.
  ItemLabels labels;
};

struct FeedbackReceipt {
  // 32 hexadecimal digits.
  std::string feedback_id;
  // The submission has corrected labels and they count from the next request on.
  bool correction_in_force = false;
};

}  // namespace munhang

#endif  // MUNHANG_DOMAIN_FEEDBACK_H_
