#ifndef MUNHANG_DOMAIN_EVIDENCE_H_
#define MUNHANG_DOMAIN_EVIDENCE_H_

#include <string>
#include <vector>

#include "munhang/domain/classification.h"
#include "munhang/domain/standard_code.h"

namespace munhang {

// A known text that resembles the item.
struct Passage {
  StandardCode code;
  std::string text;
  // Cosine similarity, 0 to 1.
  double similarity = 0;
};

// What can be said of an item without asking a model.
struct Evidence {
  // Every standard the hints allow, most probable first; probabilities sum to 1.
  std::vector<Candidate> candidates;
  // The passages of the first candidate that are nearest, nearest first.
  std::vector<Passage> passages;
  // Words and formulas of the item that speak most for the first candidate, strongest first.
  std::vector<std::string> terms;
  // Probability that the text is no item of the curriculum: 0 to 1.
  double novelty = 0;
  // 1 to 5.
  int difficulty = 1;
  CognitiveLevel cognitive_level = CognitiveLevel::kApply;
  AchievementLevel achievement_level = AchievementLevel::kB;
  // Concept tags of the first candidate, the ones the item is about first.
  std::vector<std::string> concepts;
};

}  // namespace munhang

#endif  // MUNHANG_DOMAIN_EVIDENCE_H_
