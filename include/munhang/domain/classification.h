#ifndef MUNHANG_DOMAIN_CLASSIFICATION_H_
#define MUNHANG_DOMAIN_CLASSIFICATION_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/domain/item.h"
#include "munhang/domain/money.h"
#include "munhang/domain/standard_code.h"

namespace munhang {

// A is the highest. Elementary standards have A to C, middle school ones A to E.
enum class AchievementLevel : uint8_t { kA, kB, kC, kD, kE };

// How many levels a standard of the grade group has: 3 or 5.
size_t AchievementLevelCount(GradeGroup grade_group);
// "A" to "E".
std::string_view Name(AchievementLevel level);
std::optional<AchievementLevel> ParseAchievementLevel(std::string_view name);

// The revised taxonomy of Bloom: 기억, 이해, 적용, 분석, 평가, 창안.
enum class CognitiveLevel : uint8_t {
  kRemember,
  kUnderstand,
  kApply,
  kAnalyze,
  kEvaluate,
  kCreate
};
inline constexpr size_t kCognitiveLevelCount = 6;

std::string_view Name(CognitiveLevel level);
std::optional<CognitiveLevel> ParseCognitiveLevel(std::string_view name);

inline constexpr size_t kMostCandidates = 10;

struct Candidate {
  StandardCode code;
  // Estimated probability, 0 to 1.
  double confidence = 0;
};

enum class ReviewReason : uint8_t { kLowConfidence, kNovelText, kUnreadImages, kTierUnavailable };

// "low_confidence" and so on; a bounded set, fit for metric labels.
std::string_view Name(ReviewReason reason);

struct StageLatency {
  std::string_view stage;
  std::chrono::microseconds latency{0};
};

struct ModelCall {
  std::string provider;
  std::string model;
  int64_t input_tokens = 0;
  int64_t output_tokens = 0;
  MicroUsd cost;
  std::chrono::microseconds latency{0};
  std::string outcome;
};

struct Vote {
  std::string voter;
  StandardCode code;
  // Share of the decision, 0 to 1.
  double weight = 0;
};

// What an answer depends on besides the item.
struct Versions {
  std::string taxonomy;
  std::string knowledge;
  std::string prompt;
  std::string model;
};

// How an answer came about.
struct Provenance {
  Tier tier = Tier::kLocal;
  // Names of the steps taken, each a string constant of the pipeline, with their times.
  std::vector<StageLatency> stages;
  std::string_view cache = "none";
  std::vector<ModelCall> model_calls;
  MicroUsd cost;
  std::vector<Vote> votes;
  Versions versions;
  std::string request_id;
  // The feedback whose correction the answer follows; empty for none.
  std::string feedback_id;
};

// An item's place in the curriculum. Grade group and domain are those of the code, so they are not
// stored beside it.
struct Classification {
  std::string item_id;
  StandardCode code;
  AchievementLevel achievement_level = AchievementLevel::kB;
  std::vector<std::string> concepts;
  // 1 to 5.
  int difficulty = 1;
  CognitiveLevel cognitive_level = CognitiveLevel::kApply;
  // Estimated probability that the code is right, 0 to 1.
  double confidence = 0;
  // Ranked, the answer first, at most kMostCandidates.
  std::vector<Candidate> candidates;
  std::string rationale;
  // Empty when nobody needs to look.
  std::vector<ReviewReason> review_reasons;
  Provenance provenance;
};

}  // namespace munhang

#endif  // MUNHANG_DOMAIN_CLASSIFICATION_H_
