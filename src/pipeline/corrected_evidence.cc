#include "pipeline/corrected_evidence.h"

#include <algorithm>
#include <vector>

namespace munhang::pipeline {
namespace {

// How often a reviewer's standard is right: readers who label the same item with the curriculum in
// view agree 0.99 of the time (docs/adr/0010), so no person's label deserves more.
constexpr double kSameConfidence = 0.99;
// The reviewer has not seen this very item: its numbers or a word of it may matter after all.
constexpr double kLikeConfidence = 0.95;
// Keeps rounded shares from summing to more than what is shared out.
constexpr double kRoundingRoom = 1 - 1e-9;

void PutFirst(StandardCode code, double confidence, std::vector<Candidate>* candidates) {
  const auto first = candidates->begin();
  const auto chosen = std::find_if(first, candidates->end(), [code](const Candidate& candidate) {
    return candidate.code == code;
  });
  double others = 0;
  for (const Candidate& candidate : *candidates) {
    if (candidate.code != code) others += candidate.confidence;
  }
  const double scale = others > 0 ? (1 - confidence) * kRoundingRoom / others : 0;
  for (Candidate& candidate : *candidates) candidate.confidence *= scale;
  chosen->confidence = confidence;
  std::rotate(first, chosen, chosen + 1);
}

}  // namespace

void Correct(const CorrectionFound& correction, const LocalEvidence& local, const ReadText& text,
             Gathered* gathered) {
  const CorrectedLabels& labels = correction.labels;
  Evidence& evidence = gathered->evidence;
  if (labels.code) {
    const bool moves = evidence.candidates.front().code != *labels.code;
    const double confidence =
        correction.likeness == Likeness::kSame ? kSameConfidence : kLikeConfidence;
    PutFirst(*labels.code, confidence, &evidence.candidates);
    if (moves) {
      evidence.achievement_level = gathered->prediction.LevelFor(*labels.code);
      local.Describe(text, gathered->weighed, &evidence);
      // They spoke for the standard, but it was not they that decided.
      evidence.terms.clear();
    }
  }
  if (labels.difficulty) evidence.difficulty = *labels.difficulty;
  if (labels.cognitive_level) evidence.cognitive_level = *labels.cognitive_level;
  const GradeGroup grade_group = evidence.candidates.front().code.grade_group();
  if (labels.achievement_level &&
      static_cast<size_t>(*labels.achievement_level) < AchievementLevelCount(grade_group)) {
    evidence.achievement_level = *labels.achievement_level;
  }
}

std::string AboutCorrection(const CorrectionFound& correction) {
  const CorrectedLabels& labels = correction.labels;
  const struct {
    bool corrected;
    const char* name;
    // What an object ends in.
    const char* particle;
  } possible[] = {{labels.code.has_value(), "성취기준", "을"},
                  {labels.difficulty.has_value(), "난이도", "를"},
                  {labels.cognitive_level.has_value(), "인지 수준", "을"},
                  {labels.achievement_level.has_value(), "성취수준", "을"}};
  std::string decided;
  std::string particle;
  for (const auto& label : possible) {
    if (!label.corrected) continue;
    if (!decided.empty()) decided += ", ";
    decided += label.name;
    particle = label.particle;
  }
  std::string item = "거의 같은 문항";
  if (correction.likeness == Likeness::kSame) item = "이 문항";
  if (correction.likeness == Likeness::kSameTemplate) item = "수만 다른 문항";
  return item + "에 대한 검토자의 수정이 " + decided + particle + " 정했다.";
}

}  // namespace munhang::pipeline
