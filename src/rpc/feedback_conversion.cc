#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "munhang/rpc/conversion.h"
#include "rpc/error_details.h"
#include "rpc/item_conversion.h"

namespace munhang::rpc {
namespace {

constexpr size_t kMostCommentBytes = 4096;
constexpr size_t kMostReviewerBytes = 256;
constexpr size_t kMostRequestIdBytes = 128;
constexpr size_t kIdDigits = 32;

using Violations = std::vector<FieldViolation>;

// Takes a text that is for people only.
void ConvertNote(std::string* text, const char* field, size_t most, std::string* out,
                 Violations* violations) {
  if (text->size() > most) {
    violations->push_back({field, "is " + std::to_string(text->size()) + " bytes long; at most " +
                                      Bytes(most) + " are allowed"});
  }
  *out = std::move(*text);
}

// "corrected.achievement_level", when the standard has no such level.
std::optional<FieldViolation> LevelViolation(AchievementLevel level, StandardCode code) {
  const size_t levels = AchievementLevelCount(code.grade_group());
  if (static_cast<size_t>(level) < levels) return std::nullopt;
  return FieldViolation{"corrected.achievement_level",
                        std::string(Name(level)) + " is no level of " + code.ToString() +
                            ", which has A to " +
                            std::string(Name(static_cast<AchievementLevel>(levels - 1)))};
}

void ConvertCode(const std::string& text, const curriculum::KnowledgeBase& knowledge,
                 CorrectedLabels* out, Violations* violations) {
  const auto code = StandardCode::Parse(text);
  if (!code) {
    violations->push_back({"corrected.standard_code", "is not of the form 4수01-03"});
  } else if (knowledge.Find(*code) == nullptr) {
    violations->push_back({"corrected.standard_code", "there is no standard " + code->ToString()});
  } else {
    out->code = code;
  }
}

CorrectedLabels ConvertLabels(const v1::CorrectedLabels& corrected,
                              const curriculum::KnowledgeBase& knowledge, Violations* violations) {
  CorrectedLabels out;
  if (corrected.has_standard_code()) {
    ConvertCode(corrected.standard_code(), knowledge, &out, violations);
  }
  if (corrected.has_difficulty()) {
    out.difficulty = corrected.difficulty();
    if (*out.difficulty < 1 || *out.difficulty > 5) {
      violations->push_back({"corrected.difficulty", "is not between 1 and 5"});
    }
  }
  if (corrected.has_cognitive_level()) {
    out.cognitive_level = ParseCognitiveLevel(corrected.cognitive_level());
    if (!out.cognitive_level) {
      violations->push_back(
          {"corrected.cognitive_level", "is none of 기억, 이해, 적용, 분석, 평가, 창안"});
    }
  }
  if (corrected.has_achievement_level()) {
    out.achievement_level = ParseAchievementLevel(corrected.achievement_level());
    if (!out.achievement_level) {
      violations->push_back({"corrected.achievement_level", "is none of A, B, C, D, E"});
    } else if (out.code) {
      if (auto wrong = LevelViolation(*out.achievement_level, *out.code)) {
        violations->push_back(*std::move(wrong));
      }
    }
  }
  return out;
}

bool CorrectsAnything(const v1::CorrectedLabels& corrected) {
  return corrected.has_standard_code() || corrected.has_difficulty() ||
         corrected.has_cognitive_level() || corrected.has_achievement_level();
}

}  // namespace

absl::StatusOr<FeedbackSubmission> ToFeedbackSubmission(
    v1::SubmitFeedbackRequest request, const ItemLimits& limits,
    const curriculum::KnowledgeBase& knowledge) {
  Violations violations;
  FeedbackSubmission out;
  const bool corrects = CorrectsAnything(request.corrected());
  out.item = ToItem(*request.mutable_item(), corrects ? TextNeed::kAlways : TextNeed::kNone, limits,
                    &violations);
  if (request.has_score()) {
    out.score = request.score();
    if (*out.score < 1 || *out.score > 5) violations.push_back({"score", "is not between 1 and 5"});
  } else if (!corrects) {
    violations.push_back({"score", "is missing, and no label is corrected"});
  }
  out.corrected = ConvertLabels(request.corrected(), knowledge, &violations);
  ConvertNote(request.mutable_comment(), "comment", kMostCommentBytes, &out.comment, &violations);
  ConvertNote(request.mutable_reviewer(), "reviewer", kMostReviewerBytes, &out.reviewer,
              &violations);
  ConvertNote(request.mutable_request_id(), "request_id", kMostRequestIdBytes, &out.request_id,
              &violations);
  if (!violations.empty()) return InvalidRequest(violations);
  if (IsBlank(out.item.text)) out.item.text.clear();
  return out;
}

absl::StatusOr<std::string> ToFeedbackId(const v1::RevokeFeedbackRequest& request) {
  const std::string& id = request.feedback_id();
  const bool is_id = id.size() == kIdDigits && std::all_of(id.begin(), id.end(), [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                     });
  if (is_id) return id;
  return InvalidRequest({{"feedback_id", "is not 32 hexadecimal digits, as SubmitFeedback gives"}});
}

absl::Status CheckReviewed(const CorrectedLabels& corrected, const ReviewedItem& reviewed) {
  if (!corrected.achievement_level) return absl::OkStatus();
  const auto wrong = LevelViolation(*corrected.achievement_level, reviewed.labels.code);
  return wrong ? InvalidRequest({*wrong}) : absl::OkStatus();
}

}  // namespace munhang::rpc
