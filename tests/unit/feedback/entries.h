#ifndef MUNHANG_TESTS_UNIT_FEEDBACK_ENTRIES_H_
#define MUNHANG_TESTS_UNIT_FEEDBACK_ENTRIES_H_

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "munhang/ports/feedback_log.h"

namespace munhang::ports {

// A made-up id that ends in the number.
inline std::string EntryId(int number) {
  const std::string digits = std::to_string(number);
  return std::string(32 - digits.size(), 'a') + digits;
}

// An entry that has everything an entry can have.
inline FeedbackEntry FullEntry(int number) {
  FeedbackEntry entry;
  entry.id = EntryId(number);
  entry.tenant = "school";
  entry.submitted = std::chrono::system_clock::time_point(std::chrono::milliseconds(1795395723456));
  entry.item_id = "item's \"1\"; DROP TABLE feedback; --";
  using namespace std::string_literals;
  entry.text = "12와 18의\n최대공약수\0를 구하세요. 🍎"s;
  entry.pictures = std::string(64, '7');
  entry.score = 2;
  entry.corrected = {.code = StandardCode::Parse("6수01-05"),
                     .difficulty = 4,
                     .cognitive_level = CognitiveLevel::kAnalyze,
                     .achievement_level = AchievementLevel::kA};
  entry.reviewed = ReviewedItem{.answered = *StandardCode::Parse("6수01-04"),
                                .labels = {.code = *StandardCode::Parse("6수01-05"),
                                           .difficulty = 4,
                                           .cognitive_level = CognitiveLevel::kAnalyze,
                                           .achievement_level = AchievementLevel::kA,
                                           .concepts = {"배수", "최소공배수"}}};
  entry.comment = "공약수가 아니라 공배수이다.";
  entry.reviewer = "김 선생님";
  entry.request_id = "ask-1";
  return entry;
}

// A score and nothing else.
inline FeedbackEntry ScoreEntry(int number) {
  FeedbackEntry entry;
  entry.id = EntryId(number);
  entry.tenant = "school";
  entry.score = 5;
  return entry;
}

// A directory that goes when its owner does.
class ScratchDirectory {
 public:
  ScratchDirectory() : path_(std::filesystem::temp_directory_path() / "munhang-feedback-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace munhang::ports

#endif  // MUNHANG_TESTS_UNIT_FEEDBACK_ENTRIES_H_
