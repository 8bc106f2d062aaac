#include "pipeline/item_likeness.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/localmodel/local_model.h"

namespace munhang::pipeline {
namespace {

std::string Signs(const std::string& text) { return SignsOf(Read(text).slotted); }

TEST(SignsTest, AreThoseOfOperatorsAndRelationsInAnyOrder) {
  EXPECT_EQ(Signs("24 + 35 = □"), "+=");
  EXPECT_EQ(Signs("24 × 35 = □"), "=×");
  EXPECT_EQ(Signs("□ = 24 + 35"), Signs("24 + 35 = □"));
  EXPECT_NE(Signs("3 > □"), Signs("3 = □"));
  EXPECT_NE(Signs("x+1 > 3"), Signs("x+1 ≥ 3"));
  EXPECT_NE(Signs("x^2+1=0"), Signs("x+1=0"));
  EXPECT_EQ(Signs("사과는 모두 몇 개입니까?"), "");
}

TEST(SignsTest, NegativeNumbersAreTold) {
  EXPECT_NE(Signs("(-3) + 5"), Signs("3 + 5"));
  EXPECT_NE(Signs("(-3) + (-5)"), Signs("(-3) + 5"));
}

TEST(SignsTest, NumbersAreNoSigns) {
  EXPECT_EQ(Signs("3/4"), "");
  EXPECT_EQ(Signs("1,250 ÷ 5"), "÷");
  EXPECT_EQ(Signs("30%"), "");
}

class NearTextsTest : public testing::Test {
 protected:
  NearTextsTest()
      : knowledge_(curriculum::KnowledgeBase::Embedded()),
        model_(localmodel::LocalModel::Embedded()),
        evidence_(knowledge_, model_) {}

  std::vector<localmodel::WeightedFeature> Features(const std::string& text) const {
    return evidence_.Judge(Read(text)).weighed.features;
  }

  static double Cosine(const std::vector<localmodel::WeightedFeature>& a,
                       const std::vector<localmodel::WeightedFeature>& b) {
    double cosine = 0;
    for (const auto& one : a) {
      for (const auto& other : b) {
        if (one.feature == other.feature) cosine += static_cast<double>(one.weight) * other.weight;
      }
    }
    return cosine;
  }

  const curriculum::KnowledgeBase knowledge_;
  const localmodel::LocalModel model_;
  const LocalEvidence evidence_;
};

TEST_F(NearTextsTest, AgreeWithTheWholeCosine) {
  // Ever longer beginnings of one text, so that some are near and some are not.
  const std::string text =
      "수아는 색종이를 24장 가지고 있었는데 친구에게 8장을 주고 동생에게 5장을 주었습니다. 남은 "
      "색종이는 "
      "모두 몇 장인지 식을 쓰고 답을 구해 보세요.";
  std::vector<std::string> texts;
  for (size_t end = 30; end <= text.size(); end += 6) {
    size_t cut = end;
    while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) ++cut;
    texts.push_back(text.substr(0, cut));
  }
  size_t near = 0;
  size_t far = 0;
  for (const std::string& one : texts) {
    const auto features = Features(one);
    const NearTexts near_one(features);
    for (const std::string& other : texts) {
      auto known = Features(other);
      const double cosine = Cosine(features, known);
      SortByWeight(&known);
      EXPECT_EQ(near_one.Contains(known), cosine >= kNearCosine - 1e-5) << cosine;
      ++(cosine >= kNearCosine ? near : far);
    }
  }
  EXPECT_GT(near, 100u);
  EXPECT_GT(far, 100u);
}

// Long texts that differ in the one word that matters are near to each other by their features.
TEST_F(NearTextsTest, OneTellingWordMakesAnotherNeighbourhood) {
  const std::string festival =
      "지우와 서연이는 학교 축제에서 나누어 줄 선물 꾸러미를 준비하고 있습니다. 연필 12자루와 공책 "
      "18권을 "
      "상자에 담으면서 두 수의 관계를 알아보기로 했습니다. 풀이 과정을 쓰고 답을 구해 보세요. ";
  const std::string garden =
      "아래 그림과 같은 원 모양의 꽃밭을 학교 운동장 옆에 만들려고 합니다. 반지름의 길이는 5 m이고 "
      "원주율은 "
      "3.14입니다. 줄자로 재어 확인한 다음 알맞은 식을 세우고 풀이 과정을 자세히 써 보세요. 이 "
      "꽃밭의 ";
  const std::pair<std::string, std::string> pairs[] = {
      {festival + "12와 18의 최대공약수는 얼마입니까?",
       festival + "12와 18의 최소공배수는 얼마입니까?"},
      {garden + "넓이를 구하세요.", garden + "둘레를 구하세요."}};
  for (const auto& [one, other] : pairs) {
    const ReadText text = Read(one);
    const ReadText other_text = Read(other);
    const ComparedItem item = Compared(evidence_, text, evidence_.Judge(text), "");
    const ComparedItem other_item =
        Compared(evidence_, other_text, evidence_.Judge(other_text), "");
    EXPECT_GE(Cosine(item.features, other_item.features), kNearCosine) << one;
    EXPECT_NE(item.neighbourhood, other_item.neighbourhood) << one;
  }
}

TEST_F(NearTextsTest, TheModelsFirstCandidateMakesAnotherNeighbourhood) {
  const ReadText text = Read("넓이를 구하세요.");
  Gathered gathered = evidence_.Judge(text);
  const std::string before = Compared(evidence_, text, gathered, "").neighbourhood;
  // A standard that names no concept of this text.
  for (const char* code : {"9수04-01", "9수04-02"}) {
    gathered.first = *knowledge_.IndexOf(*StandardCode::Parse(code));
    EXPECT_NE(Compared(evidence_, text, gathered, "").neighbourhood, before);
  }
  const std::string first = Compared(evidence_, text, gathered, "").neighbourhood;
  gathered.first = *knowledge_.IndexOf(*StandardCode::Parse("9수04-01"));
  EXPECT_NE(Compared(evidence_, text, gathered, "").neighbourhood, first);
}

TEST_F(NearTextsTest, ATextWithoutFeaturesIsNearNothing) {
  const auto features = Features("3+4=");
  EXPECT_FALSE(NearTexts({}).Contains(features));
  EXPECT_FALSE(NearTexts(features).Contains({}));
  EXPECT_FALSE(NearTexts({}).Contains({}));
}

TEST_F(NearTextsTest, NoTwoDevelopmentItemsOfDifferentStandardsAreNear) {
  std::ifstream file(MUNHANG_SOURCE_DIR "/data/development/items.jsonl");
  std::vector<std::pair<std::string, ComparedItem>> items;
  for (std::string line; std::getline(file, line);) {
    const auto item = nlohmann::json::parse(line);
    const ReadText text = Read(item["text"].get<std::string>());
    items.emplace_back(item["standard_code"], Compared(evidence_, text, evidence_.Judge(text), ""));
    SortByWeight(&items.back().second.features);
  }
  ASSERT_GT(items.size(), 300u);
  for (const auto& [code, item] : items) {
    const NearTexts near(item.features);
    for (const auto& [other_code, other] : items) {
      if (code == other_code || item.neighbourhood != other.neighbourhood) continue;
      EXPECT_FALSE(near.Contains(other.features)) << item.whole << " and " << other.whole;
    }
  }
}

}  // namespace
}  // namespace munhang::pipeline
