#include "cli/feedback_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/localmodel/item_bank.h"
#include "tests/unit/feedback/entries.h"

namespace munhang::cli {
namespace {

using ports::EntryId;
using ports::FeedbackEntry;

FeedbackEntry Entry(int serial, const std::string& text) {
  FeedbackEntry entry = ports::FullEntry(serial);
  entry.serial = entry.position = static_cast<uint64_t>(serial);
  entry.text = text;
  entry.pictures.clear();
  return entry;
}

TEST(FeedbackTextTest, ARowSaysWhatWasCorrected) {
  FeedbackEntry entry = Entry(1, "12와 18의\n최소공배수를\x1b[31m 구하세요.");
  EXPECT_EQ(FeedbackRow(entry), EntryId(1) +
                                    "  2026-11-23T01:02:03Z  counts   2  school  6수01-04 -> "
                                    "6수01-05, difficulty 4, 분석, level A  12와 18의 "
                                    "최소공배수를 [31m 구하세요.\n");
  entry.promoted = true;
  entry.corrected = {};
  entry.score.reset();
  entry.text = std::string(200, 'x');
  EXPECT_EQ(FeedbackRow(entry), EntryId(1) + "  2026-11-23T01:02:03Z  shared   -  school  -  " +
                                    std::string(90, 'x') + "…\n");
  entry.revoked = true;
  EXPECT_NE(FeedbackRow(entry).find("  revoked  "), std::string::npos);
}

TEST(FeedbackTextTest, JsonHasAllThereIs) {
  const auto object = nlohmann::json::parse(FeedbackJson(Entry(1, "3+4=")));
  EXPECT_EQ(object["feedback_id"], EntryId(1));
  EXPECT_EQ(object["state"], "counts");
  EXPECT_EQ(object["score"], 2);
  EXPECT_EQ(object["answered_standard_code"], "6수01-04");
  EXPECT_EQ(object["corrected"]["standard_code"], "6수01-05");
  EXPECT_EQ(object["corrected"]["cognitive_level"], "분석");
  EXPECT_EQ(object["comment"], "공약수가 아니라 공배수이다.");
  EXPECT_EQ(object["reviewer"], "김 선생님");
  const auto score = nlohmann::json::parse(FeedbackJson(ports::ScoreEntry(2)));
  EXPECT_EQ(score["corrected"], nlohmann::json::object());
  EXPECT_FALSE(score.contains("answered_standard_code"));
}

TEST(FeedbackTextTest, TrainingItemsAreThoseOfTheItemBank) {
  const ports::ScratchDirectory directory;
  const TrainingItems items = ToTrainingItems({Entry(1, "12와 18의 최소공배수를 구하세요.")});
  ASSERT_EQ(items.lines.size(), 1u);
  std::ofstream(directory.File("feedback.jsonl")) << items.lines[0];
  const auto bank =
      localmodel::ReadItemBank(directory.File(""), curriculum::KnowledgeBase::Embedded());
  ASSERT_TRUE(bank.ok()) << bank.status();
  ASSERT_EQ(bank->items.size(), 1u);
  const localmodel::LabelledItem& item = bank->items[0];
  EXPECT_EQ(item.id, "feedback-" + EntryId(1));
  EXPECT_EQ(item.text, "12와 18의 최소공배수를 구하세요.");
  EXPECT_EQ(item.code.ToString(), "6수01-05");
  EXPECT_EQ(item.difficulty, 4);
  EXPECT_EQ(item.cognitive_level, CognitiveLevel::kAnalyze);
  EXPECT_EQ(item.achievement_level, AchievementLevel::kA);
  EXPECT_EQ(item.author, "feedback-school");
  EXPECT_EQ(item.style, "feedback");
  EXPECT_FALSE(item.generated);
}

TEST(FeedbackTextTest, OnlyCorrectionsThatCountAreTrainedOn) {
  FeedbackEntry revoked = Entry(1, "첫째");
  revoked.revoked = true;
  FeedbackEntry pictured = Entry(2, "둘째");
  pictured.pictures = std::string(32, '1');
  FeedbackEntry score = ports::ScoreEntry(3);
  score.serial = 3;
  // Changed last, but submitted before its text was corrected again.
  FeedbackEntry former = Entry(4, "3 + 4를 계산하세요.");
  former.position = 9;
  FeedbackEntry latter = Entry(5, "3+4를 계산하세요.");
  const TrainingItems items =
      ToTrainingItems({revoked, pictured, score, latter, Entry(6, "끝"), former});
  ASSERT_EQ(items.lines.size(), 2u);
  EXPECT_NE(items.lines[0].find(EntryId(5)), std::string::npos);
  EXPECT_NE(items.lines[1].find(EntryId(6)), std::string::npos);
  EXPECT_EQ(items.superseded, 1u);
  EXPECT_EQ(items.with_pictures, 1u);
}

}  // namespace
}  // namespace munhang::cli
