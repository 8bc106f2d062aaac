#include "cli/measured_answers.h"

#include <optional>
#include <string>
#include <utility>

namespace munhang::cli {
namespace {

absl::Status Broken(const std::string& what) {
  return absl::InternalError("was answered against the contract: " + what);
}

bool IsProbability(double value) { return value >= 0 && value <= 1; }

absl::StatusOr<Candidate> ToCandidate(const v1::Candidate& candidate) {
  const auto code = StandardCode::Parse(candidate.standard_code());
  if (!code) return Broken("a candidate " + candidate.standard_code());
  if (!IsProbability(candidate.confidence())) return Broken("a candidate's confidence");
  return Candidate{*code, candidate.confidence()};
}

// nullopt when there is no usable answer, which is noted.
std::optional<evaluation::Answer> TakeAnswer(const v1::ClassifyRequest& request,
                                             const absl::StatusOr<v1::Classification>& answer,
                                             MeasuredAnswers* measured) {
  auto taken =
      answer.ok() ? ToMeasuredAnswer(*answer) : absl::StatusOr<evaluation::Answer>(answer.status());
  if (!taken.ok()) {
    ++measured->failed_items;
    measured->failures.Add(request.item().item_id(), 0, "", taken.status().ToString());
    return std::nullopt;
  }
  measured->versions = answer->provenance().versions();
  return *std::move(taken);
}

}  // namespace

std::vector<v1::ClassifyRequest> Requests(const Questions& questions, bool with_grade_group) {
  std::vector<v1::ClassifyRequest> requests;
  requests.reserve(questions.gold.size() + questions.off_curriculum.size());
  for (const GoldItem& item : questions.gold) {
    v1::ClassifyRequest& request = requests.emplace_back(item.request);
    if (!with_grade_group) continue;
    request.mutable_hints()->set_grade_group(std::string(Name(item.expected.code.grade_group())));
  }
  for (const OffCurriculumItem& item : questions.off_curriculum) requests.push_back(item.request);
  return requests;
}

MeasuredAnswers MatchAnswers(const Questions& questions,
                             const std::vector<absl::StatusOr<v1::Classification>>& answers) {
  MeasuredAnswers measured;
  size_t next = 0;
  for (const GoldItem& gold : questions.gold) {
    auto answer = TakeAnswer(gold.request, answers[next++], &measured);
    if (!answer) continue;
    const v1::Item& item = gold.request.item();
    measured.outcomes.push_back(
        {item.item_id(), item.text(), gold.style, gold.author, gold.expected, *std::move(answer)});
  }
  for (const OffCurriculumItem& off : questions.off_curriculum) {
    auto answer = TakeAnswer(off.request, answers[next++], &measured);
    if (!answer) continue;
    const v1::Item& item = off.request.item();
    measured.off_curriculum.push_back({item.item_id(), item.text(), off.kind, *std::move(answer)});
  }
  return measured;
}

absl::StatusOr<evaluation::Answer> ToMeasuredAnswer(const v1::Classification& answer) {
  const auto code = StandardCode::Parse(answer.standard_code());
  const auto cognitive_level = ParseCognitiveLevel(answer.cognitive_level());
  const auto achievement_level = ParseAchievementLevel(answer.achievement_level());
  if (!code) return Broken("standard_code " + answer.standard_code());
  if (!cognitive_level) return Broken("cognitive_level " + answer.cognitive_level());
  if (!achievement_level) return Broken("achievement_level " + answer.achievement_level());
  if (answer.difficulty() < 1 || answer.difficulty() > 5) {
    return Broken("difficulty " + std::to_string(answer.difficulty()));
  }
  if (!IsProbability(answer.confidence())) {
    return Broken("confidence " + std::to_string(answer.confidence()));
  }
  evaluation::Answer measured{*code, answer.confidence()};
  for (const v1::Candidate& candidate : answer.candidates()) {
    const auto read = ToCandidate(candidate);
    if (!read.ok()) return read.status();
    measured.candidates.push_back(*read);
  }
  if (measured.candidates.empty() || measured.candidates.front().code != *code) {
    return Broken("the answer is not the first candidate");
  }
  measured.difficulty = answer.difficulty();
  measured.cognitive_level = *cognitive_level;
  measured.achievement_level = *achievement_level;
  measured.concepts.assign(answer.concepts().begin(), answer.concepts().end());
  measured.needs_review = answer.needs_review();
  return measured;
}

}  // namespace munhang::cli
