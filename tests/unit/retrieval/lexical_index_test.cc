#include "munhang/retrieval/lexical_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace munhang::retrieval {
namespace {

const curriculum::KnowledgeBase& Knowledge() {
  static const auto* const knowledge =
      new curriculum::KnowledgeBase(curriculum::KnowledgeBase::Embedded());
  return *knowledge;
}

const LexicalIndex& Index() {
  static const auto* const index = new LexicalIndex(Knowledge());
  return *index;
}

struct Query {
  explicit Query(const std::string& item)
      : text(text::Normalize(item)), slotted(text::Slot(text)) {}
  text::NormalizedText text;
  text::SlottedText slotted;
};

std::string Best(const std::string& item) {
  const Query query(item);
  const Ranking ranking = Index().Rank(query.text, query.slotted);
  const auto best = std::max_element(ranking.scores.begin(), ranking.scores.end());
  return Knowledge()
      .standards()[static_cast<size_t>(best - ranking.scores.begin())]
      .code.ToString();
}

TEST(LexicalIndexTest, FindsTheStandardOfItsOwnTexts) {
  size_t texts = 0;
  size_t found = 0;
  for (const auto& standard : Knowledge().standards()) {
    for (const std::string& wording : standard.wording) {
      ++texts;
      if (Best(wording) == standard.code.ToString()) ++found;
    }
  }
  EXPECT_GT(static_cast<double>(found), 0.97 * static_cast<double>(texts));
}

TEST(LexicalIndexTest, TellsMinimalPairsApart) {
  EXPECT_EQ(Best("24+35="), "2수01-06");
  EXPECT_EQ(Best("24×35="), "4수01-04");
  EXPECT_EQ(Best("$\\frac{3}{7}+\\frac{2}{7}$"), "4수01-15");
  EXPECT_EQ(Best("$\\frac{3}{7}+\\frac{2}{5}$"), "6수01-08");
  EXPECT_EQ(Best("이차방정식 x²-5x+6=0을 푸시오."), "9수02-20");
  EXPECT_EQ(Best("일차부등식 2x-3>5를 푸시오."), "9수02-12");
}

TEST(LexicalIndexTest, SpellingDoesNotChangeTheAnswer) {
  const Query plain("3/7 + 2/7");
  const Query latex("\\(\\dfrac{3}{7}+\\dfrac{2}{7}\\)");
  EXPECT_EQ(Index().Rank(plain.text, plain.slotted).scores,
            Index().Rank(latex.text, latex.slotted).scores);
}

TEST(LexicalIndexTest, UnknownShareTellsStrangeTextFromItems) {
  const Query item("삼각형의 세 각의 크기의 합은 몇 도인가요?");
  const Query strange("zxqv wkjh Пример ფრაზა");
  const Query empty("");
  const double of_item = Index().Rank(item.text, item.slotted).unknown_share;
  const double of_strange = Index().Rank(strange.text, strange.slotted).unknown_share;
  EXPECT_LT(of_item, 0.3);
  EXPECT_GT(of_strange, 0.6);
  EXPECT_GT(Index().Rank(empty.text, empty.slotted).unknown_share, 0.6);
}

TEST(LexicalIndexTest, NearestTextOfAKnownTextIsItself) {
  const auto& standard = Knowledge().standards()[40];
  const Query query(standard.wording[3]);
  const auto nearest = Index().Nearest(query.text, query.slotted, {39, 40, 41}, 2);
  ASSERT_EQ(nearest.size(), 2u);
  EXPECT_EQ(nearest[0].standard, 40u);
  EXPECT_EQ(nearest[0].text, standard.wording[3]);
  EXPECT_NEAR(nearest[0].similarity, 1, 1e-5);
  EXPECT_LT(nearest[1].similarity, nearest[0].similarity);
}

TEST(LexicalIndexTest, ExplainsByTheWordsThatDecide) {
  const Query query("12와 18의 최대공약수를 구하세요.");
  const size_t factors = *Knowledge().IndexOf(*StandardCode::Parse("6수01-04"));
  const size_t multiples = *Knowledge().IndexOf(*StandardCode::Parse("6수01-05"));
  const auto terms = Index().Explain(query.text, factors, multiples, 2);
  ASSERT_FALSE(terms.empty());
  EXPECT_EQ(terms[0].text, "최대공약수를");
}

}  // namespace
}  // namespace munhang::retrieval
