#include "cli/gold_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/cli/test_input.h"

namespace munhang::cli {
namespace {

using testing::ElementsAre;
using testing::Optional;

const curriculum::KnowledgeBase& Knowledge() {
  static const curriculum::KnowledgeBase knowledge = curriculum::KnowledgeBase::Embedded();
  return knowledge;
}

Questions Gold(const std::string& text) {
  TextSource source(text, 7);
  Questions questions;
  EXPECT_EQ(ReadGold(source, "gold.jsonl", Knowledge(), &questions), absl::OkStatus());
  return questions;
}

std::string Faults(const Questions& questions) {
  return std::string(questions.faults.ToStatus().message());
}

TEST(GoldReaderTest, ReadsLabels) {
  const Questions questions = Gold(
      "\n"
      R"({"item_id":"a","text":"3+4","standard_code":"[9수01-03]","difficulty":4,)"
      R"("cognitive_level":"분석","achievement_level":"E","concepts":["덧셈","정수"],)"
      R"("style":"life","author":"kim","template":"sum","grade_group":"초1-2"})"
      "\n");
  EXPECT_EQ(Faults(questions), "");
  ASSERT_EQ(questions.gold.size(), 1u);
  const GoldItem& item = questions.gold[0];
  EXPECT_EQ(item.request.item().item_id(), "a");
  EXPECT_EQ(item.request.item().text(), "3+4");
  EXPECT_FALSE(item.request.has_hints());
  EXPECT_EQ(item.expected.code.ToString(), "9수01-03");
  EXPECT_THAT(item.expected.difficulty, Optional(4));
  EXPECT_THAT(item.expected.cognitive_level, Optional(CognitiveLevel::kAnalyze));
  EXPECT_THAT(item.expected.achievement_level, Optional(AchievementLevel::kE));
  EXPECT_THAT(item.expected.concepts, Optional(ElementsAre("덧셈", "정수")));
  EXPECT_EQ(item.style, "life");
  EXPECT_EQ(item.author, "kim");
}

TEST(GoldReaderTest, NeedsNoMoreThanATextAndItsStandard) {
  const Questions questions = Gold(
      "{\"text\":\"3+4\",\"standard_code\":\"4수01-03\",\"difficulty\":null}\n"
      "{\"images\":[{\"content\":\"iVBORw==\"}],\"standard_code\":\"4수01-03\"}");
  EXPECT_EQ(Faults(questions), "");
  ASSERT_EQ(questions.gold.size(), 2u);
  EXPECT_EQ(questions.gold[0].request.item().item_id(), "1");
  EXPECT_EQ(questions.gold[0].expected.difficulty, std::nullopt);
  EXPECT_EQ(questions.gold[0].expected.concepts, std::nullopt);
  EXPECT_EQ(questions.gold[0].style, "");
  EXPECT_EQ(questions.gold[1].request.item().images_size(), 1);
}

TEST(GoldReaderTest, NamesEveryFaultAndLeavesTheLineOut) {
  const Questions questions = Gold(
      "not json\n"
      "[1]\n"
      "{\"item_id\":\"a\",\"standard_code\":\"4수01-03\"}\n"
      "{\"text\":\"\",\"standard_code\":\"4수01-03\"}\n"
      "{\"text\":3,\"standard_code\":\"4수01-03\"}\n"
      "{\"text\":\"x\"}\n"
      "{\"text\":\"x\",\"standard_code\":\"수학\"}\n"
      "{\"text\":\"x\",\"standard_code\":\"4수01-99\"}\n"
      "{\"text\":\"x\",\"standard_code\":4}\n"
      "{\"text\":\"x\",\"standard_code\":\"4수01-03\",\"difficulty\":6,\"cognitive_level\":"
      "\"지식\","
      "\"achievement_level\":\"D\",\"concepts\":\"덧셈\",\"style\":1}\n"
      "{\"text\":\"x\",\"standard_code\":\"4수01-03\",\"difficulty\":2.5}\n"
      "{\"text\":\"x\",\"standard_code\":\"4수01-03\",\"images\":{}}\n"
      "{\"text\":\"x\",\"standard_code\":\"4수01-03\",\"item_id\":[]}\n"
      "{\"text\":\"fine\",\"standard_code\":\"4수01-03\"}\n");
  EXPECT_EQ(
      Faults(questions),
      "gold.jsonl:1: is not JSON: byte 2\n"
      "gold.jsonl:2: is not a JSON object\n"
      "gold.jsonl:3: text: is missing\n"
      "gold.jsonl:4: text: is empty\n"
      "gold.jsonl:5: text: is not a string\n"
      "gold.jsonl:6: standard_code: is missing\n"
      "gold.jsonl:7: standard_code: \"수학\" is no code such as 4수01-04\n"
      "gold.jsonl:8: standard_code: 4수01-99 is not in the curriculum\n"
      "gold.jsonl:9: standard_code: is not a string\n"
      "gold.jsonl:10: difficulty: 6 is not one of 1 to 5\n"
      "gold.jsonl:10: cognitive_level: \"지식\" is none of 기억, 이해, 적용, 분석, 평가, 창안\n"
      "gold.jsonl:10: achievement_level: \"D\" is none of A, B, C\n"
      "gold.jsonl:10: concepts: is not a list of strings\n"
      "gold.jsonl:10: style: is not a string\n"
      "gold.jsonl:11: difficulty: 2.5 is not one of 1 to 5\n"
      "gold.jsonl:12: has images that are not an array\n"
      "gold.jsonl:13: has an item_id that is not a string");
  EXPECT_EQ(questions.faulty_lines, 13u);
  ASSERT_EQ(questions.gold.size(), 1u);
  EXPECT_EQ(questions.gold[0].request.item().text(), "fine");
}

TEST(GoldReaderTest, ReadsTextsOffTheCurriculum) {
  TextSource source(
      "{\"item_id\":\"o\",\"text\":\"시를 읽으시오.\",\"kind\":\"국어\"}\n"
      "{\"item_id\":\"p\",\"text\":\"x\"}\n");
  Questions questions;
  EXPECT_EQ(ReadOffCurriculum(source, "off.jsonl", &questions), absl::OkStatus());
  ASSERT_EQ(questions.off_curriculum.size(), 1u);
  EXPECT_EQ(questions.off_curriculum[0].kind, "국어");
  EXPECT_EQ(questions.off_curriculum[0].request.item().text(), "시를 읽으시오.");
  EXPECT_EQ(Faults(questions), "off.jsonl:2: kind: is missing");
}

TEST(GoldReaderTest, PassesOnWhatIsWrongWithTheFile) {
  TextSource source("{\"text\":\"x\",\"standard_code\":\"4수01-03\"}\n", 1 << 20,
                    absl::UnavailableError("gone"));
  Questions questions;
  EXPECT_EQ(ReadGold(source, "gold.jsonl", Knowledge(), &questions),
            absl::UnavailableError("gone"));
}

}  // namespace
}  // namespace munhang::cli
