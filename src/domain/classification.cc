#include "munhang/domain/classification.h"

#include <array>

namespace munhang {
namespace {

constexpr std::array<std::string_view, 5> kLevelNames = {"A", "B", "C", "D", "E"};
constexpr std::array<std::string_view, kCognitiveLevelCount> kCognitiveNames = {
    "기억", "이해", "적용", "분석", "평가", "창안"};
constexpr std::array<std::string_view, 4> kReviewReasonNames = {
    "low_confidence", "novel_text", "unread_images", "tier_unavailable"};

}  // namespace

size_t AchievementLevelCount(GradeGroup grade_group) {
  return grade_group == GradeGroup::kMiddle13 ? 5 : 3;
}

std::string_view Name(AchievementLevel level) { return kLevelNames[static_cast<size_t>(level)]; }

std::optional<AchievementLevel> ParseAchievementLevel(std::string_view name) {
  for (size_t i = 0; i < kLevelNames.size(); ++i) {
    if (kLevelNames[i] == name) return static_cast<AchievementLevel>(i);
  }
  return std::nullopt;
}

std::string_view Name(CognitiveLevel level) { return kCognitiveNames[static_cast<size_t>(level)]; }

std::optional<CognitiveLevel> ParseCognitiveLevel(std::string_view name) {
  for (size_t i = 0; i < kCognitiveNames.size(); ++i) {
    if (kCognitiveNames[i] == name) return static_cast<CognitiveLevel>(i);
  }
  return std::nullopt;
}

std::string_view Name(ReviewReason reason) {
  return kReviewReasonNames[static_cast<size_t>(reason)];
}

}  // namespace munhang
