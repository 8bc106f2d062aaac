#include "pipeline/rationale.h"

#include <cstdio>
#include <string_view>

namespace munhang::pipeline {
namespace {

// A runner-up below this share of probability is not worth a teacher's time.
constexpr double kWorthContrasting = 0.05;
constexpr size_t kMostQuotedBytes = 240;

// At most kMostQuotedBytes of the text, cut between characters.
std::string Quote(std::string_view text) {
  if (text.size() <= kMostQuotedBytes) return "“" + std::string(text) + "”";
  size_t end = kMostQuotedBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return "“" + std::string(text.substr(0, end)) + "…”";
}

std::string Percent(double share) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%.0f%%", share * 100);
  return buffer;
}

std::string AboutTerms(const Evidence& evidence) {
  if (evidence.terms.empty()) return "";
  std::string text = " 판단을 이끈 표현: ";
  for (size_t i = 0; i < evidence.terms.size(); ++i) {
    if (i > 0) text += ", ";
    text += Quote(evidence.terms[i]);
  }
  return text + ".";
}

std::string AboutNeighbour(const Evidence& evidence) {
  if (evidence.passages.empty() || evidence.passages.front().similarity <= 0) return "";
  const Passage& nearest = evidence.passages.front();
  return " 가장 가까운 예시: " + Quote(nearest.text) + "(유사도 " + Percent(nearest.similarity) +
         ").";
}

std::string AboutRunnerUp(const curriculum::Standard& answer, const Evidence& evidence) {
  if (evidence.candidates.size() < 2) return "";
  const Candidate& second = evidence.candidates[1];
  if (second.confidence < kWorthContrasting) return "";
  std::string text =
      " 다음 후보는 [" + second.code.ToString() + "](" + Percent(second.confidence) + ")";
  for (const curriculum::Contrast& contrast : answer.contrasts) {
    if (contrast.code == second.code) return text + "이며, 구별점: " + contrast.difference;
  }
  return text + "이다.";
}

}  // namespace

std::string Rationale(const curriculum::KnowledgeBase& knowledge, const Evidence& evidence) {
  const StandardCode code = evidence.candidates.front().code;
  const curriculum::Standard& answer = *knowledge.Find(code);
  return "[" + code.ToString() + "] " + answer.element + ": " + answer.gist + AboutTerms(evidence) +
         AboutNeighbour(evidence) + AboutRunnerUp(answer, evidence);
}

}  // namespace munhang::pipeline
