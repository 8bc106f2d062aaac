#include "munhang/localmodel/local_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>

namespace munhang::localmodel {
namespace {

using testing::HasSubstr;

const LocalModel& Model() {
  static const auto* const model = new LocalModel(LocalModel::Embedded());
  return *model;
}

struct Query {
  explicit Query(const std::string& item)
      : text(text::Normalize(item)),
        slotted(text::Slot(text)),
        weighed(Model().Read(text, slotted)),
        prediction(Model().Predict(weighed)) {}

  size_t best() const {
    const auto& p = prediction.standards;
    return static_cast<size_t>(std::max_element(p.begin(), p.end()) - p.begin());
  }

  text::NormalizedText text;
  text::SlottedText slotted;
  WeighedText weighed;
  Prediction prediction;
};

std::string Best(const std::string& item) { return Model().codes()[Query(item).best()].ToString(); }

size_t IndexOf(const std::string& code) {
  const auto& codes = Model().codes();
  const auto found = std::find(codes.begin(), codes.end(), *StandardCode::Parse(code));
  return static_cast<size_t>(found - codes.begin());
}

TEST(LocalModelTest, TellsMinimalPairsApart) {
  EXPECT_EQ(Best("24+35="), "2수01-06");
  EXPECT_EQ(Best("24×35="), "4수01-04");
  EXPECT_EQ(Best("$\\frac{3}{7}+\\frac{2}{7}$"), "4수01-15");
  EXPECT_EQ(Best("$\\frac{3}{7}+\\frac{2}{5}$"), "6수01-08");
  EXPECT_EQ(Best("이차방정식 x²-5x+6=0을 푸시오."), "9수02-20");
  EXPECT_EQ(Best("일차부등식 2x-3>5를 푸시오."), "9수02-12");
}

TEST(LocalModelTest, SpellingDoesNotChangeTheAnswer) {
  const Query plain("3/7 + 2/7");
  const Query latex("\\(\\dfrac{3}{7}+\\dfrac{2}{7}\\)");
  EXPECT_EQ(plain.prediction.standards, latex.prediction.standards);
}

TEST(LocalModelTest, ProbabilitiesSumToOne) {
  for (const char* item : {"", "zxqv", "3+4=", "삼각형의 세 각의 크기의 합은 몇 도인가요?"}) {
    const Prediction prediction = Query(item).prediction;
    EXPECT_EQ(prediction.standards.size(), 181u);
    EXPECT_NEAR(std::accumulate(prediction.standards.begin(), prediction.standards.end(), 0.0), 1,
                1e-9);
    EXPECT_GE(prediction.difficulty, 1);
    EXPECT_LE(prediction.difficulty, 5);
    EXPECT_LE(prediction.elementary_level, AchievementLevel::kC);
  }
}

TEST(LocalModelTest, NoveltyTellsStrangeTextFromItems) {
  EXPECT_LT(Query("삼각형의 세 각의 크기의 합은 몇 도인가요?").prediction.novelty, 0.3);
  EXPECT_LT(Query("347+285=").prediction.novelty, 0.5);
  EXPECT_GT(Query("zxqv wkjh Пример ფრაზა").prediction.novelty, 0.5);
  EXPECT_GT(Query("").prediction.novelty, 0.5);
  EXPECT_GT(Query("함수 $f(x)=x^3-3x^2+2$의 극댓값과 극솟값을 구하시오.").prediction.novelty, 0.5);
}

TEST(LocalModelTest, AnEmptyTextSaysNothing) {
  const Query empty("");
  EXPECT_EQ(empty.weighed.unknown_share, 1);
  const auto& p = empty.prediction.standards;
  EXPECT_LT(*std::max_element(p.begin(), p.end()), 0.1);
}

TEST(LocalModelTest, NearestKnownTextsAreOfTheStandardAndInOrder) {
  const Query query("12와 18의 최대공약수를 구하세요.");
  const auto nearest = Model().Nearest(query.weighed, query.best(), 5);
  ASSERT_EQ(nearest.size(), 5u);
  for (size_t i = 0; i < nearest.size(); ++i) {
    EXPECT_EQ(nearest[i].standard, query.best());
    EXPECT_NE(nearest[i].text, "");
    if (i > 0) EXPECT_LE(nearest[i].similarity, nearest[i - 1].similarity);
  }
  EXPECT_GT(nearest[0].similarity, 0.2);
  // A known text is nearest to itself.
  const Query itself{std::string(nearest[0].text)};
  const auto found = Model().Nearest(itself.weighed, query.best(), 1);
  EXPECT_EQ(found[0].text, nearest[0].text);
  EXPECT_GT(found[0].similarity, 0.4);
}

TEST(LocalModelTest, TermsSumToTheLogOdds) {
  const Query query("12와 18의 최대공약수를 구하세요.");
  const size_t standard = IndexOf("6수01-04");
  const size_t rival = IndexOf("6수01-05");
  const auto terms = Model().Explain(query.text, query.slotted, standard, rival);
  double sum = 0;
  for (const Term& term : terms) sum += term.weight;
  // The two biases are all that is missing, and an empty text shows them.
  const Query empty("");
  const auto odds = [&](const Query& q) {
    return std::log(q.prediction.standards[standard] / q.prediction.standards[rival]);
  };
  EXPECT_NEAR(sum, odds(query) - odds(empty), 1e-3);
  EXPECT_EQ(terms.front().text, "최대공약수를");
  EXPECT_FALSE(terms.front().is_number_feature);
}

TEST(LocalModelTest, NumbersAreNamedInTheExplanation) {
  const Query query("$\\frac{3}{7}+\\frac{2}{5}$");
  const auto terms =
      Model().Explain(query.text, query.slotted, IndexOf("6수01-08"), IndexOf("4수01-15"));
  const auto found = std::find_if(terms.begin(), terms.end(),
                                  [](const Term& term) { return term.text == "분모가 다름"; });
  ASSERT_NE(found, terms.end());
  EXPECT_TRUE(found->is_number_feature);
  EXPECT_GT(found->weight, 0);
}

TEST(LocalModelTest, RefusesADamagedFile) {
  std::ifstream in(MUNHANG_SOURCE_DIR "/data/model/munhang.model", std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const std::string path = testing::TempDir() + "/munhang_local_model_test.model";
  std::ofstream(path, std::ios::binary) << bytes;
  const auto whole = LocalModel::FromFile(path);
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->version(), Model().version());
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  std::ofstream(path, std::ios::binary) << bytes;
  const auto damaged = LocalModel::FromFile(path);
  EXPECT_EQ(damaged.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(damaged.status().message()), path + ": damaged: its checksum is wrong");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace munhang::localmodel
