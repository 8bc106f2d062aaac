#include "pipeline/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/pipeline/correction_entries.h"
#include "tests/unit/pipeline/test_pipeline.h"

namespace munhang::pipeline {
namespace {

using ports::FeedbackEntry;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr char kGcd[] = "12와 18의 최대공약수를 구하세요.";

// Everything of an answer but the times its stages took.
std::string Whole(const Classification& answer) {
  std::string text = answer.item_id + "|" + answer.code.ToString() + "|" +
                     std::string(Name(answer.achievement_level)) + "|" +
                     std::to_string(answer.difficulty) + "|" +
                     std::string(Name(answer.cognitive_level)) + "|" + answer.rationale;
  const auto number = [&text](double value) {
    char digits[40];
    std::snprintf(digits, sizeof(digits), "|%a", value);
    text += digits;
  };
  number(answer.confidence);
  for (const std::string& tag : answer.concepts) text += "|" + tag;
  for (const Candidate& candidate : answer.candidates) {
    text += "|" + candidate.code.ToString();
    number(candidate.confidence);
  }
  for (const ReviewReason reason : answer.review_reasons) text += "|" + std::string(Name(reason));
  for (const StageLatency& stage : answer.provenance.stages) text += "|" + std::string(stage.stage);
  for (const Vote& vote : answer.provenance.votes) {
    text += "|" + vote.voter + vote.code.ToString();
    number(vote.weight);
  }
  return text + "|" + answer.provenance.feedback_id + "|" + answer.provenance.versions.model;
}

class CorrectionsTest : public testing::Test {
 protected:
  Classification Ask(const std::string& text, const std::string& tenant = "default",
                     std::optional<GradeGroup> grade_group = std::nullopt) {
    ClassifyQuery query;
    query.item.text = text;
    query.grade_group = grade_group;
    return pipeline_.Classify(query, runtime::Deadline::Never(), tenant).value();
  }
  std::string CodeOf(const std::string& text, const std::string& tenant = "default") {
    return Ask(text, tenant).code.ToString();
  }
  void Learn(const std::vector<FeedbackEntry>& entries) { pipeline_.pipeline().Learn(entries); }

  // The entry revoked, promoted: what the log would say next.
  static FeedbackEntry Revoked(FeedbackEntry entry) {
    entry.revoked = true;
    return entry;
  }
  static FeedbackEntry Promoted(FeedbackEntry entry) {
    entry.promoted = true;
    return entry;
  }

  TestPipeline pipeline_{PipelineOptions{.review_below_confidence = 1.0}};
  CorrectionEntries entries_;
};

TEST_F(CorrectionsTest, TheSameItemHasTheCorrectedLabels) {
  ASSERT_EQ(CodeOf(kGcd), "6수01-04");
  Learn({entries_.Make(kGcd, {.code = Code("9수01-02"),
                              .difficulty = 5,
                              .cognitive_level = CognitiveLevel::kCreate,
                              .achievement_level = AchievementLevel::kE})});
  const Classification answer = Ask(kGcd);
  EXPECT_EQ(answer.code.ToString(), "9수01-02");
  EXPECT_EQ(answer.difficulty, 5);
  EXPECT_EQ(answer.cognitive_level, CognitiveLevel::kCreate);
  EXPECT_EQ(answer.achievement_level, AchievementLevel::kE);
  EXPECT_EQ(answer.confidence, 0.99);
  const auto& concepts = pipeline_.knowledge.Find(answer.code)->concepts;
  EXPECT_THAT(concepts, Contains(answer.concepts.front()));
  // A person has settled it, whatever the threshold.
  EXPECT_THAT(answer.review_reasons, IsEmpty());
}

TEST_F(CorrectionsTest, TheAnswerSaysThatACorrectionDecided) {
  const FeedbackEntry entry = entries_.Make(kGcd, {.code = Code("9수01-02"), .difficulty = 5});
  Learn({entry});
  const Classification answer = Ask(kGcd);
  EXPECT_THAT(answer.rationale,
              StartsWith("이 문항에 대한 검토자의 수정이 성취기준, 난이도를 정했다. [9수01-02] "));
  EXPECT_THAT(answer.rationale, Not(HasSubstr("판단을 이끈 표현")));
  EXPECT_EQ(answer.provenance.feedback_id, entry.id);
  std::vector<std::string> path;
  for (const StageLatency& stage : answer.provenance.stages) path.emplace_back(stage.stage);
  EXPECT_THAT(path, ElementsAre("normalize", "evidence", "corrections", "accept_correction"));
  ASSERT_EQ(answer.provenance.votes.size(), 2u);
  EXPECT_EQ(answer.provenance.votes[0].voter, "correction");
  EXPECT_EQ(answer.provenance.votes[0].code.ToString(), "9수01-02");
  EXPECT_EQ(answer.provenance.votes[0].weight, 1);
  EXPECT_EQ(answer.provenance.votes[1].voter, "local");
  EXPECT_EQ(answer.provenance.votes[1].code.ToString(), "6수01-04");
  EXPECT_EQ(answer.provenance.votes[1].weight, 0);
}

TEST_F(CorrectionsTest, CandidatesAreRankedAgainAndSumToAtMostOne) {
  const Classification before = Ask(kGcd);
  Learn({entries_.Make(kGcd, "9수04-01")});
  const Classification after = Ask(kGcd);
  ASSERT_EQ(after.candidates.size(), kMostCandidates);
  EXPECT_EQ(after.candidates[0].code.ToString(), "9수04-01");
  EXPECT_EQ(after.candidates[0].confidence, 0.99);
  double total = 0;
  for (size_t i = 0; i < after.candidates.size(); ++i) {
    total += after.candidates[i].confidence;
    if (i > 0) {
      EXPECT_EQ(after.candidates[i].code, before.candidates[i - 1].code);
      EXPECT_GE(after.candidates[i - 1].confidence, after.candidates[i].confidence);
    }
  }
  EXPECT_LE(total, 1);
}

TEST_F(CorrectionsTest, SpellingDoesNotMakeAnotherItem) {
  Learn({entries_.Make("반지름이 5 cm인 원의 넓이는?", "9수03-17")});
  EXPECT_EQ(Ask("반지름이 ５cm인  원의 넓이는?").confidence, 0.99);
  EXPECT_EQ(CodeOf("반지름이 5cm인 원의넓이는?"), "9수03-17");
}

TEST_F(CorrectionsTest, OtherNumbersOfTheSameKindAreTheSameTemplate) {
  Learn({entries_.Make("12와 18의 최대공약수를 구하세요.", "9수01-02")});
  const Classification answer = Ask("24와 36의 최대공약수를 구하세요.");
  EXPECT_EQ(answer.code.ToString(), "9수01-02");
  EXPECT_EQ(answer.confidence, 0.95);
  EXPECT_THAT(answer.rationale, StartsWith("수만 다른 문항에 대한 검토자의 수정이 성취기준을"));
  // 0.95 is below this pipeline's threshold, and nobody has seen this very item.
  EXPECT_THAT(answer.review_reasons, ElementsAre(ReviewReason::kLowConfidence));
}

TEST_F(CorrectionsTest, ATemplateWithTwoStandardsIsSplit) {
  const std::string untouched = CodeOf("36과 48의 최대공약수를 구하세요.");
  const FeedbackEntry first = entries_.Make("12와 18의 최대공약수를 구하세요.", "9수01-02");
  const FeedbackEntry second = entries_.Make("24와 30의 최대공약수를 구하세요.", "9수01-01");
  Learn({first, second});
  EXPECT_EQ(CodeOf("12와 18의 최대공약수를 구하세요."), "9수01-02");
  EXPECT_EQ(CodeOf("24와 30의 최대공약수를 구하세요."), "9수01-01");
  EXPECT_EQ(CodeOf("36과 48의 최대공약수를 구하세요."), untouched);
  Learn({Revoked(second)});
  EXPECT_EQ(CodeOf("36과 48의 최대공약수를 구하세요."), "9수01-02");
}

TEST_F(CorrectionsTest, CorrectingATextAgainDoesNotSplitItsTemplate) {
  Learn({entries_.Make(kGcd, "9수01-01")});
  Learn({entries_.Make(kGcd, "9수01-02")});
  EXPECT_EQ(CodeOf("24와 36의 최대공약수를 구하세요."), "9수01-02");
}

TEST_F(CorrectionsTest, ASplitInTheTenantsOwnKeepsASharedTemplateOut) {
  const std::string untouched = CodeOf("36과 48의 최대공약수를 구하세요.");
  Learn({Promoted(entries_.Make("20과 30의 최대공약수를 구하세요.", "9수01-03", "elsewhere")),
         entries_.Make("12와 18의 최대공약수를 구하세요.", "9수01-02"),
         entries_.Make("24와 30의 최대공약수를 구하세요.", "9수01-01")});
  EXPECT_EQ(CodeOf("36과 48의 최대공약수를 구하세요."), untouched);
  EXPECT_EQ(CodeOf("36과 48의 최대공약수를 구하세요.", "third"), "9수01-03");
  EXPECT_EQ(CodeOf("20과 30의 최대공약수를 구하세요."), "9수01-03");
}

// A long item and one that says the same in nearly the same words.
constexpr char kLong[] =
    "민서네 반 학생 24명이 한 모둠에 4명씩 모여 앉아 미술 작품을 만들려고 합니다. 모둠은 모두 몇 "
    "개가 "
    "되는지 나눗셈식을 쓰고 답을 구해 보세요.";
constexpr char kNearLong[] =
    "민서네 반 학생 24명이 한 모둠에 4명씩 모여 앉아 미술 작품을 만들려고 합니다. 모둠은 모두 몇 "
    "개가 "
    "되는지 나눗셈식을 쓰고 답을 구하세요.";

TEST_F(CorrectionsTest, NearlyTheSameTextIsCorrectedToo) {
  ASSERT_EQ(Ask(kLong).provenance.votes[0].code, Ask(kNearLong).provenance.votes[0].code);
  Learn({entries_.Make(kLong, "9수02-04")});
  const Classification answer = Ask(kNearLong);
  EXPECT_EQ(answer.code.ToString(), "9수02-04");
  EXPECT_EQ(answer.confidence, 0.95);
  EXPECT_THAT(answer.rationale, StartsWith("거의 같은 문항에 대한 검토자의 수정이"));
}

TEST_F(CorrectionsTest, AnotherSignIsAnotherItemHoweverManyWordsAreShared) {
  const std::string with_sign = std::string(kLong) + " 24÷4=□";
  const std::string other_sign = std::string(kLong) + " 24+4=□";
  Learn({entries_.Make(with_sign, "9수02-04")});
  EXPECT_EQ(CodeOf(with_sign), "9수02-04");
  EXPECT_NE(CodeOf(other_sign), "9수02-04");
  EXPECT_NE(CodeOf(kLong), "9수02-04");
}

TEST_F(CorrectionsTest, MinimalPairsAreUnmoved) {
  const std::pair<const char*, const char*> kPairs[] = {
      {"12와 18의 최대공약수를 구하세요.", "12와 18의 최소공배수를 구하세요."},
      {"24+35를 계산하세요.", "24×35를 계산하세요."},
      {"24+35=", "24-35="},
      {"x+3=7을 푸시오.", "x+3>7을 푸시오."},
      {"□ 안에 알맞은 수를 쓰세요. 3+□=7", "□ 안에 알맞은 수를 쓰세요. 3+□>7"},
      {"3/8+2/8를 계산하세요.", "3/8+2/5를 계산하세요."},
      {"반지름이 5cm인 원의 넓이를 구하세요.", "반지름이 5cm인 원의 둘레를 구하세요."}};
  for (const auto& [corrected, other] : kPairs) {
    const std::string before = Whole(Ask(other));
    const FeedbackEntry entry = entries_.Make(corrected, "9수04-05");
    Learn({entry});
    EXPECT_EQ(CodeOf(corrected), "9수04-05");
    EXPECT_EQ(Whole(Ask(other)), before) << corrected << " and " << other;
    Learn({Revoked(entry)});
  }
}

TEST_F(CorrectionsTest, OtherItemsAreAnsweredBitForBitAsBefore) {
  std::ifstream file(MUNHANG_SOURCE_DIR "/data/development/items.jsonl");
  std::vector<std::string> texts;
  for (std::string line; std::getline(file, line);) {
    texts.push_back(nlohmann::json::parse(line)["text"]);
  }
  ASSERT_GT(texts.size(), 300u);
  std::vector<std::string> before;
  for (const std::string& text : texts) before.push_back(Whole(Ask(text)));
  // Every tenth is corrected to a standard that none of them has.
  std::vector<FeedbackEntry> entries;
  for (size_t i = 0; i < texts.size(); i += 10)
    entries.push_back(entries_.Make(texts[i], "2수01-01"));
  Learn(entries);
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i % 10 == 0) {
      EXPECT_EQ(CodeOf(texts[i]), "2수01-01");
    } else {
      EXPECT_EQ(Whole(Ask(texts[i])), before[i]);
    }
  }
}

TEST_F(CorrectionsTest, RevokingRestoresTheFormerAnswerBitForBit) {
  const std::string before = Whole(Ask(kGcd));
  const FeedbackEntry entry = entries_.Make(kGcd, "9수01-02");
  Learn({entry});
  ASSERT_NE(Whole(Ask(kGcd)), before);
  Learn({Revoked(entry)});
  EXPECT_EQ(Whole(Ask(kGcd)), before);
  // What was revoked before it was known changes nothing.
  Learn({Revoked(entries_.Make(kGcd, "9수01-03"))});
  EXPECT_EQ(Whole(Ask(kGcd)), before);
}

TEST_F(CorrectionsTest, TheNewestThatIsNotRevokedWins) {
  const FeedbackEntry first = entries_.Make(kGcd, "9수01-01");
  const FeedbackEntry second = entries_.Make(kGcd, "9수01-02");
  const FeedbackEntry third = entries_.Make(kGcd, "9수01-03");
  // In whatever order they become known.
  Learn({third, first});
  Learn({second});
  EXPECT_EQ(CodeOf(kGcd), "9수01-03");
  Learn({Revoked(third)});
  EXPECT_EQ(CodeOf(kGcd), "9수01-02");
}

TEST_F(CorrectionsTest, LabelsThatTheNewestLeavesOpenStayCorrected) {
  Learn({entries_.Make(kGcd, {.code = Code("9수01-01"), .difficulty = 5}),
         entries_.Make(kGcd, {.code = Code("9수01-02")}),
         entries_.Make(kGcd, {.cognitive_level = CognitiveLevel::kEvaluate})});
  const Classification answer = Ask(kGcd);
  EXPECT_EQ(answer.code.ToString(), "9수01-02");
  EXPECT_EQ(answer.difficulty, 5);
  EXPECT_EQ(answer.cognitive_level, CognitiveLevel::kEvaluate);
}

TEST_F(CorrectionsTest, ACloserCorrectionWithoutAStandardKeepsTheTemplates) {
  Learn({entries_.Make("24와 36의 최대공약수를 구하세요.",
                       {.code = Code("9수01-02"), .difficulty = 1}),
         entries_.Make(kGcd, {.difficulty = 5})});
  const Classification answer = Ask(kGcd);
  EXPECT_EQ(answer.code.ToString(), "9수01-02");
  EXPECT_EQ(answer.difficulty, 5);
}

TEST_F(CorrectionsTest, WithoutAStandardTheModelsStandsAsItWas) {
  const Classification before = Ask(kGcd);
  const FeedbackEntry entry = entries_.Make(kGcd, {.difficulty = 5});
  Learn({entry});
  const Classification after = Ask(kGcd);
  EXPECT_EQ(after.difficulty, 5);
  EXPECT_EQ(after.code, before.code);
  EXPECT_EQ(after.confidence, before.confidence);
  EXPECT_EQ(after.review_reasons, before.review_reasons);
  EXPECT_EQ(after.rationale, "이 문항에 대한 검토자의 수정이 난이도를 정했다. " + before.rationale);
  EXPECT_EQ(after.provenance.feedback_id, entry.id);
  ASSERT_EQ(after.provenance.votes.size(), 1u);
  EXPECT_EQ(after.provenance.votes[0].weight, 1);
}

TEST_F(CorrectionsTest, ALevelThatTheStandardDoesNotHaveIsLeftOut) {
  Learn({entries_.Make(kGcd, {.achievement_level = AchievementLevel::kE})});
  EXPECT_LE(Ask(kGcd).achievement_level, AchievementLevel::kC);
}

TEST_F(CorrectionsTest, ConfirmingTheModelsStandardSettlesItToo) {
  Learn({entries_.Make(kGcd, "6수01-04")});
  const Classification answer = Ask(kGcd);
  EXPECT_EQ(answer.confidence, 0.99);
  EXPECT_THAT(answer.rationale, HasSubstr("판단을 이끈 표현"));
}

TEST_F(CorrectionsTest, AHintKeepsOtherGradeGroupsOut) {
  const std::string before = Whole(Ask(kGcd, "default", GradeGroup::kElementary56));
  Learn({entries_.Make(kGcd, "9수01-02")});
  EXPECT_EQ(Whole(Ask(kGcd, "default", GradeGroup::kElementary56)), before);
  EXPECT_EQ(Ask(kGcd, "default", GradeGroup::kMiddle13).code.ToString(), "9수01-02");
}

TEST_F(CorrectionsTest, ACorrectionIsTheTenantsOwn) {
  const std::string before = Whole(Ask(kGcd, "other"));
  Learn({entries_.Make(kGcd, "9수01-02", "school")});
  EXPECT_EQ(CodeOf(kGcd, "school"), "9수01-02");
  EXPECT_EQ(Whole(Ask(kGcd, "other")), before);
}

TEST_F(CorrectionsTest, AThousandCorrectionsOfOneTenantChangeNothingForAnother) {
  std::vector<FeedbackEntry> entries;
  std::vector<std::string> texts = {kGcd, kLong, "24+35=", "반지름이 5cm인 원의 넓이는?"};
  std::vector<std::string> before;
  for (const std::string& text : texts) before.push_back(Whole(Ask(text, "victim")));
  for (int i = 0; i < 1000; ++i) {
    entries.push_back(entries_.Make(i < 500 ? texts[static_cast<size_t>(i) % texts.size()]
                                            : std::to_string(i) + "와 18의 최대공약수를 구하세요.",
                                    "2수01-01", "attacker"));
  }
  Learn(entries);
  for (size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(Whole(Ask(texts[i], "victim")), before[i]);
    EXPECT_EQ(CodeOf(texts[i], "attacker"), "2수01-01");
  }
  EXPECT_EQ(pipeline_.pipeline().correction_counts().of_tenants, 1000u);
  EXPECT_EQ(pipeline_.pipeline().correction_counts().shared, 0u);
}

TEST_F(CorrectionsTest, APromotedCorrectionCountsForAllButAfterTheirOwn) {
  const FeedbackEntry shared = entries_.Make(kGcd, "9수01-02", "school");
  Learn({shared, entries_.Make(kGcd, "9수01-01", "stubborn")});
  Learn({Promoted(shared)});
  EXPECT_EQ(CodeOf(kGcd, "school"), "9수01-02");
  EXPECT_EQ(CodeOf(kGcd, "anyone"), "9수01-02");
  EXPECT_EQ(CodeOf(kGcd, "stubborn"), "9수01-01");
  EXPECT_EQ(pipeline_.pipeline().correction_counts().shared, 1u);
  Learn({Revoked(Promoted(shared))});
  EXPECT_EQ(CodeOf(kGcd, "anyone"), "6수01-04");
  EXPECT_EQ(CodeOf(kGcd, "school"), "6수01-04");
  EXPECT_EQ(pipeline_.pipeline().correction_counts().shared, 0u);
}

TEST_F(CorrectionsTest, PicturesMakeAnotherItem) {
  ClassifyQuery query;
  query.item.text = "그림을 보고 넓이를 구하세요.";
  query.item.images.push_back({ImageFormat::kPng, "one picture"});
  FeedbackEntry entry = entries_.Make(query.item.text, "9수03-17");
  entry.pictures = PictureKey(query.item.images);
  Learn({entry});
  EXPECT_EQ(pipeline_.Classify(query)->code.ToString(), "9수03-17");
  EXPECT_NE(CodeOf(query.item.text), "9수03-17");
  query.item.images[0].bytes = "another picture";
  EXPECT_NE(pipeline_.Classify(query)->code.ToString(), "9수03-17");
  Learn({entries_.Make(query.item.text, "2수03-01")});
  EXPECT_NE(pipeline_.Classify(query)->code.ToString(), "2수03-01");
}

TEST_F(CorrectionsTest, LongTextsAreCorrectedWhole) {
  std::string text;
  while (text.size() < 60000) text += kGcd;
  Learn({entries_.Make(text, "9수01-02")});
  EXPECT_EQ(CodeOf(text), "9수01-02");
}

TEST_F(CorrectionsTest, AStandardThatIsNotThereIsLeftOut) {
  Learn({entries_.Make(kGcd, "4수01-99")});
  EXPECT_EQ(CodeOf(kGcd), "6수01-04");
  EXPECT_EQ(pipeline_.pipeline().correction_counts().of_tenants, 0u);
}

TEST_F(CorrectionsTest, ReadersSeeOneStateOrTheNext) {
  const FeedbackEntry first = entries_.Make(kGcd, {.code = Code("9수01-01"), .difficulty = 1});
  const FeedbackEntry second = entries_.Make(kGcd, {.code = Code("9수01-02"), .difficulty = 5});
  Learn({first});
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (int i = 0; i < 50; ++i) Learn({i % 2 == 0 ? second : Revoked(second)});
    done = true;
  });
  size_t asked = 0;
  while (!done || asked == 0) {
    const Classification answer = Ask(kGcd);
    const bool is_second = answer.code == Code("9수01-02");
    EXPECT_EQ(answer.difficulty, is_second ? 5 : 1);
    ++asked;
  }
  writer.join();
}

TEST_F(CorrectionsTest, AReviewedItemHasTheReviewersLabelsAndTheAnswersForTheRest) {
  const ReviewedItem same = pipeline_.Review(kGcd, {.difficulty = 5});
  EXPECT_EQ(same.answered.ToString(), "6수01-04");
  EXPECT_EQ(same.labels.code, same.answered);
  EXPECT_EQ(same.labels.difficulty, 5);
  EXPECT_THAT(same.labels.concepts, Contains("최대공약수"));
  const ReviewedItem other = pipeline_.Review(kGcd, {.code = Code("9수03-17")});
  EXPECT_EQ(other.answered.ToString(), "6수01-04");
  EXPECT_EQ(other.labels.code.ToString(), "9수03-17");
  const auto& concepts = pipeline_.knowledge.Find(other.labels.code)->concepts;
  for (const std::string& tag : other.labels.concepts) EXPECT_THAT(concepts, Contains(tag));
}

}  // namespace
}  // namespace munhang::pipeline
