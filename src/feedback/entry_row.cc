#include "feedback/entry_row.h"

#include <absl/status/status.h>

#include <chrono>
#include <string_view>
#include <vector>

namespace munhang::feedback {
namespace {

using ports::FeedbackEntry;
using std::chrono::milliseconds;

// Places of the columns in ReadColumns, one less than their parameters.
enum Column : int {
  kId,
  kTenant,
  kSubmitted,
  kItemId,
  kText,
  kPictures,
  kScore,
  kCorrectedCode,
  kCorrectedDifficulty,
  kCorrectedCognitiveLevel,
  kCorrectedAchievementLevel,
  kAnsweredCode,
  kCode,
  kDifficulty,
  kCognitiveLevel,
  kAchievementLevel,
  kConcepts,
  kComment,
  kReviewer,
  kRequestId,
  kInsertedCount,
  kSerial = kInsertedCount,
  kPosition,
  kRevoked,
  kPromoted
};

constexpr std::string_view kInserted[] = {"id",
                                          "tenant",
                                          "submitted_ms",
                                          "item_id",
                                          "text",
                                          "pictures",
                                          "score",
                                          "corrected_standard_code",
                                          "corrected_difficulty",
                                          "corrected_cognitive_level",
                                          "corrected_achievement_level",
                                          "answered_standard_code",
                                          "standard_code",
                                          "difficulty",
                                          "cognitive_level",
                                          "achievement_level",
                                          "concepts",
                                          "comment",
                                          "reviewer",
                                          "request_id"};
static_assert(std::size(kInserted) == kInsertedCount);

// Reads columns and remembers the first that makes no sense.
class RowReader {
 public:
  explicit RowReader(const SqliteStatement& statement) : statement_(statement) {}

  std::string Text(Column column) const { return statement_.Text(column); }
  int64_t Number(Column column) const { return statement_.Number(column); }
  bool Has(Column column) const { return !statement_.IsNull(column); }

  std::optional<int> OptionalNumber(Column column) const {
    if (!Has(column)) return std::nullopt;
    return static_cast<int>(Number(column));
  }

  // What `parse` makes of a text; nothing for NULL.
  template <typename T>
  std::optional<T> Parsed(Column column, std::optional<T> (*parse)(std::string_view)) {
    if (!Has(column)) return std::nullopt;
    std::optional<T> value = parse(Text(column));
    if (!value && fault_.empty()) {
      fault_ = std::string(kInserted[column]) + " is unknown: " + Text(column);
    }
    return value;
  }

  // The same for a column that may not be NULL.
  template <typename T>
  T Required(Column column, std::optional<T> (*parse)(std::string_view), T otherwise) {
    const std::optional<T> value = Parsed(column, parse);
    if (!value && fault_.empty()) fault_ = std::string(kInserted[column]) + " is missing";
    return value.value_or(otherwise);
  }

  const std::string& fault() const { return fault_; }

 private:
  const SqliteStatement& statement_;
  std::string fault_;
};

// Tags have no line breaks.
std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::optional<std::string> CodeText(const std::optional<StandardCode>& code) {
  if (!code) return std::nullopt;
  return code->ToString();
}

template <typename Level>
std::optional<std::string_view> LevelText(const std::optional<Level>& level) {
  if (!level) return std::nullopt;
  return Name(*level);
}

CorrectedLabels ReadCorrected(RowReader* row) {
  CorrectedLabels corrected;
  corrected.code = row->Parsed(kCorrectedCode, StandardCode::Parse);
  corrected.difficulty = row->OptionalNumber(kCorrectedDifficulty);
  corrected.cognitive_level = row->Parsed(kCorrectedCognitiveLevel, ParseCognitiveLevel);
  corrected.achievement_level = row->Parsed(kCorrectedAchievementLevel, ParseAchievementLevel);
  return corrected;
}

std::optional<ReviewedItem> ReadReviewed(RowReader* row) {
  const auto answered = row->Parsed(kAnsweredCode, StandardCode::Parse);
  if (!answered) return std::nullopt;
  ReviewedItem item{.answered = *answered, .labels = {.code = *answered, .concepts = {}}};
  item.labels.code = row->Required(kCode, StandardCode::Parse, *answered);
  item.labels.difficulty = static_cast<int>(row->Number(kDifficulty));
  item.labels.cognitive_level =
      row->Required(kCognitiveLevel, ParseCognitiveLevel, CognitiveLevel::kApply);
  item.labels.achievement_level =
      row->Required(kAchievementLevel, ParseAchievementLevel, AchievementLevel::kB);
  item.labels.concepts = Split(row->Text(kConcepts));
  return item;
}

}  // namespace

std::string InsertedColumns() {
  std::string list;
  for (const std::string_view column : kInserted) {
    if (!list.empty()) list += ", ";
    list += column;
  }
  return list;
}

std::string InsertedParameters() {
  std::string list = "?";
  for (size_t i = 1; i < kInsertedCount; ++i) list += ", ?";
  return list;
}

std::string ReadColumns() {
  return InsertedColumns() + ", serial, position, revoked_ms, promoted_ms";
}

void BindEntry(const FeedbackEntry& entry, SqliteStatement* statement) {
  const auto bind = [statement](Column column, const auto& value) {
    statement->Bind(column + 1, value);
  };
  const auto submitted =
      std::chrono::floor<milliseconds>(entry.submitted.time_since_epoch()).count();
  bind(kId, std::string_view(entry.id));
  bind(kTenant, std::string_view(entry.tenant));
  bind(kSubmitted, int64_t{submitted});
  bind(kItemId, std::string_view(entry.item_id));
  bind(kText, std::string_view(entry.text));
  bind(kPictures, std::string_view(entry.pictures));
  bind(kScore, entry.score);
  bind(kCorrectedCode, CodeText(entry.corrected.code));
  bind(kCorrectedDifficulty, entry.corrected.difficulty);
  bind(kCorrectedCognitiveLevel, LevelText(entry.corrected.cognitive_level));
  bind(kCorrectedAchievementLevel, LevelText(entry.corrected.achievement_level));
  if (entry.reviewed) {
    const ItemLabels& labels = entry.reviewed->labels;
    bind(kAnsweredCode, std::string_view(entry.reviewed->answered.ToString()));
    bind(kCode, std::string_view(labels.code.ToString()));
    bind(kDifficulty, int64_t{labels.difficulty});
    bind(kCognitiveLevel, Name(labels.cognitive_level));
    bind(kAchievementLevel, Name(labels.achievement_level));
    bind(kConcepts, std::string_view(Join(labels.concepts)));
  }
  bind(kComment, std::string_view(entry.comment));
  bind(kReviewer, std::string_view(entry.reviewer));
  bind(kRequestId, std::string_view(entry.request_id));
}

absl::StatusOr<FeedbackEntry> ReadEntry(const SqliteStatement& statement) {
  RowReader row(statement);
  FeedbackEntry entry;
  entry.id = row.Text(kId);
  entry.tenant = row.Text(kTenant);
  entry.submitted = std::chrono::system_clock::time_point(milliseconds(row.Number(kSubmitted)));
  entry.item_id = row.Text(kItemId);
  entry.text = row.Text(kText);
  entry.pictures = row.Text(kPictures);
  entry.score = row.OptionalNumber(kScore);
  entry.corrected = ReadCorrected(&row);
  entry.reviewed = ReadReviewed(&row);
  entry.comment = row.Text(kComment);
  entry.reviewer = row.Text(kReviewer);
  entry.request_id = row.Text(kRequestId);
  entry.serial = static_cast<uint64_t>(row.Number(kSerial));
  entry.position = static_cast<uint64_t>(row.Number(kPosition));
  entry.revoked = row.Has(kRevoked);
  entry.promoted = row.Has(kPromoted);
  if (!row.fault().empty()) {
    return absl::InternalError("entry " + entry.id + ": " + row.fault());
  }
  return entry;
}

}  // namespace munhang::feedback
