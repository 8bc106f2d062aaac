#include "munhang/localmodel/training.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

#include "munhang/localmodel/local_model.h"

namespace munhang::localmodel {
namespace {

using testing::HasSubstr;

const curriculum::KnowledgeBase& Knowledge() {
  static const auto* const knowledge =
      new curriculum::KnowledgeBase(curriculum::KnowledgeBase::Embedded());
  return *knowledge;
}

// Two authors who take wordings of the knowledge base in turn; enough to learn something.
ItemBank SmallBank() {
  ItemBank bank;
  for (const curriculum::Standard& standard : Knowledge().standards()) {
    for (size_t i = 0; i < 4; ++i) {
      LabelledItem item{.id = standard.code.ToString() + "-" + std::to_string(i),
                        .text = standard.wording[i] + " 답을 쓰시오.",
                        .code = standard.code,
                        .concepts = {0},
                        .author = i % 2 == 0 ? "first" : "second",
                        .style = "textbook"};
      item.difficulty = static_cast<int>(i) + 1;
      bank.items.push_back(std::move(item));
    }
  }
  for (int i = 0; i < 20; ++i) {
    bank.off_curriculum.push_back({"off-" + std::to_string(i),
                                   "안녕하세요 반갑습니다 " + std::to_string(i) + "번째 인사",
                                   "chat", i % 2 == 0 ? "first" : "second"});
  }
  return bank;
}

TrainingOptions Quick(size_t threads) {
  TrainingOptions options;
  options.threads = threads;
  options.features = 2000;
  options.passes = 1;
  options.folds = 2;
  return options;
}

TEST(TrainingTest, GivesTheSameBytesForAnyNumberOfThreads) {
  const ItemBank bank = SmallBank();
  const auto model = Train(Knowledge(), bank, Quick(1));
  ASSERT_TRUE(model.ok()) << model.status();
  const auto again = Train(Knowledge(), bank, Quick(3));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(model->file, again->file);

  // And a model that knows what it was taught.
  const auto loaded = LocalModel::FromBytes(model->file, "trained");
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->codes().size(), 181u);
  EXPECT_EQ(loaded->version(), model->version);
  const text::NormalizedText text = text::Normalize(bank.items[400].text);
  const auto weighed = loaded->Read(text, text::Slot(text));
  const size_t standard = *Knowledge().IndexOf(bank.items[400].code);
  EXPECT_GT(loaded->Predict(weighed).standards[standard], 0.1);

  const auto figures = nlohmann::json::parse(model->figures);
  EXPECT_EQ(figures["all"]["items"], 724);
  EXPECT_EQ(figures["authors"]["first"]["items"], 362);
  EXPECT_GT(figures["all"]["top_1"], 0.5);
}

TEST(TrainingTest, OtherTextsGiveAnotherVersion) {
  ItemBank bank = SmallBank();
  const auto model = Train(Knowledge(), bank, Quick(2));
  bank.items[7].difficulty = 5;
  const auto other = Train(Knowledge(), bank, Quick(2));
  ASSERT_TRUE(model.ok() && other.ok());
  EXPECT_NE(model->version, other->version);
}

TEST(TrainingTest, SaysWhatIsMissing) {
  const auto error = [](const ItemBank& bank) {
    return std::string(Train(Knowledge(), bank, Quick(1)).status().message());
  };
  ItemBank bank = SmallBank();
  bank.off_curriculum.clear();
  EXPECT_THAT(error(bank), HasSubstr("texts off the curriculum"));
  bank = SmallBank();
  std::erase_if(bank.items,
                [](const LabelledItem& item) { return item.code.ToString() == "4수01-03"; });
  EXPECT_THAT(error(bank), HasSubstr("4수01-03 has no item"));
  bank = SmallBank();
  for (LabelledItem& item : bank.items) item.author = "only";
  EXPECT_THAT(error(bank), HasSubstr("at least two authors"));
}

}  // namespace
}  // namespace munhang::localmodel
