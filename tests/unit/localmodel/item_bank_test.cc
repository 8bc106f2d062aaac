#include "munhang/localmodel/item_bank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace munhang::localmodel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const curriculum::KnowledgeBase& Knowledge() {
  static const auto* const knowledge =
      new curriculum::KnowledgeBase(curriculum::KnowledgeBase::Embedded());
  return *knowledge;
}

std::string Line(const std::string& id, const std::string& text,
                 const std::string& code = "4수01-03") {
  const std::string tag = Knowledge().Find(*StandardCode::Parse(code))->concepts[0];
  return R"({"item_id":")" + id + R"(","text":")" + text + R"(","standard_code":")" + code +
         R"(","difficulty":2,"cognitive_level":"적용","achievement_level":"B","concepts":[")" +
         tag + R"("],"author":"a","style":"textbook","source":"hand","split":"train"})" + "\n";
}

// A directory of one test, gone afterwards.
class ItemBankTest : public testing::Test {
 protected:
  ItemBankTest()
      : directory_(testing::TempDir() + "/munhang_item_bank_" +
                   testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(directory_);
  }
  ~ItemBankTest() override { std::filesystem::remove_all(directory_); }

  void Write(const std::string& name, const std::string& content) {
    std::ofstream(directory_ + "/" + name) << content;
  }

  std::string Error() {
    const auto bank = ReadItemBank(directory_, Knowledge());
    return bank.ok() ? "" : std::string(bank.status().message());
  }

  const std::string directory_;
};

TEST_F(ItemBankTest, ReadsItemsAndTextsOffTheCurriculum) {
  Write("a.jsonl",
        Line("a-1", "347+285=") + "\n" + Line("a-2", "12와 18의 최대공약수", "6수01-04"));
  Write("off_curriculum_x.jsonl",
        R"({"item_id":"o-1","text":"안녕하세요","kind":"chat","author":"b"})");
  const auto bank = ReadItemBank(directory_, Knowledge());
  ASSERT_TRUE(bank.ok()) << bank.status();
  ASSERT_EQ(bank->items.size(), 2u);
  EXPECT_EQ(bank->items[1].code.ToString(), "6수01-04");
  EXPECT_EQ(bank->items[0].difficulty, 2);
  EXPECT_EQ(bank->items[0].cognitive_level, CognitiveLevel::kApply);
  EXPECT_THAT(bank->items[0].concepts, ElementsAre(0));
  EXPECT_FALSE(bank->items[0].generated);
  ASSERT_EQ(bank->off_curriculum.size(), 1u);
  EXPECT_EQ(bank->off_curriculum[0].kind, "chat");
}

TEST_F(ItemBankTest, NamesFileLineAndField) {
  Write("a.jsonl", Line("a-1", "347+285=") + "no json\n" +
                       R"({"item_id":"a-3","standard_code":"4수01-99"})" + "\n" +
                       R"({"item_id":"a-4","standard_code":"4수01-03","text":7,"difficulty":6,)"
                       R"("cognitive_level":"추론","achievement_level":"D","concepts":["없음"],)"
                       R"("author":"a","style":"s","source":"book","split":"test"})");
  const std::string error = Error();
  EXPECT_THAT(error, HasSubstr("a.jsonl:2: no JSON object"));
  EXPECT_THAT(error, HasSubstr("a.jsonl:3: standard_code: not in the curriculum: 4수01-99"));
  EXPECT_THAT(error, HasSubstr("a.jsonl:4: text: a text is needed"));
  EXPECT_THAT(error, HasSubstr("a.jsonl:4: difficulty: a number from 1 to 5 is needed"));
  EXPECT_THAT(error, HasSubstr("a.jsonl:4: cognitive_level: unknown: 추론"));
  EXPECT_THAT(error, HasSubstr("a.jsonl:4: achievement_level: the standard has levels A to C"));
  EXPECT_THAT(error, HasSubstr("a.jsonl:4: concepts: not a concept of 4수01-03: 없음"));
  EXPECT_THAT(error, HasSubstr("a.jsonl:4: source: hand or generated"));
  EXPECT_THAT(error, HasSubstr("a.jsonl:4: split: items of the bank are for training"));
}

TEST_F(ItemBankTest, RefusesWhatIsThereTwice) {
  Write("a.jsonl", Line("a-1", "347 + 285 ="));
  Write("b.jsonl", Line("a-1", "다른 글") + Line("b-2", "$347+285=$"));
  const std::string error = Error();
  EXPECT_THAT(error, HasSubstr("b.jsonl:1: item_id: the same as in a.jsonl:1"));
  EXPECT_THAT(error, HasSubstr("b.jsonl:2: text: the same as in a.jsonl:1"));
}

TEST_F(ItemBankTest, NoDirectoryIsNotFound) {
  EXPECT_EQ(ReadItemBank(directory_ + "/none", Knowledge()).status().code(),
            absl::StatusCode::kNotFound);
}

LabelledItem Item(const std::string& id, const std::string& text, const std::string& code) {
  return {.id = id,
          .text = text,
          .code = *StandardCode::Parse(code),
          .concepts = {},
          .author = "a",
          .style = "s"};
}

constexpr ItemBankRules kNoCounts = {
    .least_items = 0, .least_hand_written_per_standard = 0, .most_over_mean = 1e9};

TEST(CheckItemBankTest, CountsItems) {
  const ItemBank bank{.items = {Item("a", "347+285=", "4수01-03")}, .off_curriculum = {}};
  const auto faults = CheckItemBank(bank, {}, Knowledge(), {});
  // All, each of 181 standards' hand-written ones, and the balance of the only one there is.
  EXPECT_EQ(faults.size(), 183u);
  EXPECT_THAT(faults[0], HasSubstr("the bank has 1 items; at least 12000 are needed"));
  EXPECT_THAT(CheckItemBank(bank, {}, Knowledge(), kNoCounts), IsEmpty());
}

TEST(CheckItemBankTest, FindsOneTemplateWithTwoStandards) {
  const ItemBank bank{.items = {Item("a", "24+35=", "2수01-06"), Item("b", "61+17=", "2수01-06"),
                                Item("c", "52+36=", "4수01-03"), Item("d", "24×35=", "4수01-04")},
                      .off_curriculum = {}};
  EXPECT_THAT(CheckItemBank(bank, {}, Knowledge(), kNoCounts),
              ElementsAre(HasSubstr("c: another standard than a")));
}

TEST(CheckItemBankTest, FindsHeldOutSentencesWithOtherNumbers) {
  const std::string sentence = "할머니께서 곶감을 한 줄에 열 개씩 꿰어 처마 밑에 ";
  const ItemBank bank{
      .items = {Item("a", sentence + "6줄 걸었습니다. 모두 몇 개인가요?", "2수01-01"),
                Item("b", "24+35=", "2수01-06")},
      .off_curriculum = {}};
  const std::vector<HeldOutText> held_out = {
      {"h-1", sentence + "7줄 걸었습니다. 모두 몇 개일까요?"}, {"h-2", "24+35="}};
  EXPECT_THAT(CheckItemBank(bank, held_out, Knowledge(), kNoCounts),
              ElementsAre("a: nearly the held-out text h-1"));
}

}  // namespace
}  // namespace munhang::localmodel
