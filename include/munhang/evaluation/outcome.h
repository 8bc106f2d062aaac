#ifndef MUNHANG_EVALUATION_OUTCOME_H_
#define MUNHANG_EVALUATION_OUTCOME_H_

#include <optional>
#include <string>
#include <vector>

#include "munhang/domain/classification.h"
#include "munhang/domain/standard_code.h"

namespace munhang::evaluation {

// What people say is right for an item. What they leave out is not measured.
struct Labels {
  StandardCode code;
  // 1 to 5.
  std::optional<int> difficulty = std::nullopt;
  std::optional<CognitiveLevel> cognitive_level = std::nullopt;
  std::optional<AchievementLevel> achievement_level = std::nullopt;
  std::optional<std::vector<std::string>> concepts = std::nullopt;
};

// What the classifier said of it, as far as it is measured.
struct Answer {
  StandardCode code;
  // Estimated probability that the code is right, 0 to 1.
  double confidence = 0;
  // Ranked, the code first, at most kMostCandidates.
  std::vector<Candidate> candidates = {};
  int difficulty = 1;
  CognitiveLevel cognitive_level = CognitiveLevel::kApply;
  AchievementLevel achievement_level = AchievementLevel::kB;
  std::vector<std::string> concepts = {};
  bool needs_review = false;
};

// One labelled item and its answer. Items without a style or an author have it empty.
struct Outcome {
  std::string item_id;
  std::string text;
  std::string style = {};
  std::string author = {};
  Labels expected;
  Answer answer;
};

// A text that no standard fits, and what was answered all the same.
struct OffCurriculumOutcome {
  std::string item_id;
  std::string text;
  // Why none fits, such as another subject; free text.
  std::string kind;
  Answer answer;
};

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_OUTCOME_H_
