#include "cli/answer_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

namespace munhang::cli {
namespace {

constexpr int kMostCandidatesShown = 5;

std::string Probability(double value) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%.2f", value);
  return buffer;
}

// Labels have at most four syllables, which take two columns each.
void AddRow(std::string_view label, const std::string& value, std::string* text) {
  if (value.empty()) return;
  constexpr size_t kBytesOfSyllable = 3;
  constexpr size_t kLabelBytes = 4 * kBytesOfSyllable;
  const size_t missing = (kLabelBytes - std::min(label.size(), kLabelBytes)) / kBytesOfSyllable;
  text->append(label).append(2 * missing + 2, ' ').append(value).append("\n");
}

std::string Join(const google::protobuf::RepeatedPtrField<std::string>& values) {
  std::string joined;
  for (const std::string& value : values) joined.append(joined.empty() ? "" : ", ").append(value);
  return joined;
}

std::string Candidates(const v1::Classification& answer) {
  std::string text;
  for (int i = 0; i < std::min(answer.candidates_size(), kMostCandidatesShown); ++i) {
    const v1::Candidate& candidate = answer.candidates(i);
    text.append(i > 0 ? ", " : "").append(candidate.standard_code()).append(" ");
    text.append(Probability(candidate.confidence()));
  }
  return text;
}

std::string_view Describe(int reason) {
  switch (reason) {
    case v1::REVIEW_REASON_LOW_CONFIDENCE:
      return "신뢰도가 기준보다 낮음";
    case v1::REVIEW_REASON_NOVEL_TEXT:
      return "교육과정의 문항과 닮은 데가 적음";
    case v1::REVIEW_REASON_UNREAD_IMAGES:
      return "그림을 읽지 못함";
    case v1::REVIEW_REASON_TIER_UNAVAILABLE:
      return "요청한 단계의 모델을 쓰지 못함";
    default:
      return "그 밖의 까닭";
  }
}

std::string Review(const v1::Classification& answer) {
  if (!answer.needs_review()) return "필요 없음";
  std::string reasons;
  for (const int reason : answer.review_reasons()) {
    reasons.append(reasons.empty() ? ": " : ", ").append(Describe(reason));
  }
  return "필요" + reasons;
}

}  // namespace

std::string RenderAnswer(const v1::Classification& answer, const v1::Standard* standard) {
  std::string text = answer.standard_code();
  if (standard != nullptr) text += "  " + standard->element() + "\n" + standard->gist();
  text += "\n\n";
  AddRow("학년군", answer.grade_group(), &text);
  AddRow("영역", answer.domain(), &text);
  AddRow("난이도", std::to_string(answer.difficulty()) + " / 5", &text);
  AddRow("인지수준", answer.cognitive_level(), &text);
  AddRow("성취수준", answer.achievement_level(), &text);
  AddRow("개념", Join(answer.concepts()), &text);
  AddRow("신뢰도", Probability(answer.confidence()), &text);
  AddRow("후보", Candidates(answer), &text);
  AddRow("근거", answer.rationale(), &text);
  AddRow("검토", Review(answer), &text);
  return text;
}

}  // namespace munhang::cli
