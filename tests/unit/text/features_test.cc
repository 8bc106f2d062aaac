#include "munhang/text/features.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace munhang::text {
namespace {

std::vector<std::string> Texts(const std::string& text) {
  std::vector<Gram> grams;
  AppendGrams(text, View::kWritten, &grams);
  std::vector<std::string> texts;
  for (const Gram& gram : grams) texts.push_back(text.substr(gram.begin, gram.end - gram.begin));
  return texts;
}

TEST(FeaturesTest, TakesOneToFourGramsOfCharactersWithBoundaries) {
  // The boundary marks take no bytes: "", "수", "수2", … from each start.
  EXPECT_EQ(Texts("수2"),
            (std::vector<std::string>{"", "수", "수2", "수2", "수", "수2", "수2", "2", "2", ""}));
}

TEST(FeaturesTest, CountsASlotAsOneCharacter) {
  std::vector<Gram> grams;
  const std::string text = "⟨N2⟩+⟨N2⟩";
  AppendGrams(text, View::kSlotted, &grams);
  // Five symbols with the boundaries: 5 + 4 + 3 + 2 grams.
  EXPECT_EQ(grams.size(), 14u);
}

TEST(FeaturesTest, TellsViewsAndSlotsApart) {
  std::vector<Gram> grams;
  AppendGrams("가", View::kWritten, &grams);
  AppendGrams("가", View::kSlotted, &grams);
  AppendGrams("⟨N1⟩", View::kSlotted, &grams);
  AppendGrams("⟨N2⟩", View::kSlotted, &grams);
  std::set<uint64_t> single;
  for (const Gram& gram : grams) {
    if (gram.end > gram.begin) single.insert(gram.hash);
  }
  // For each of the four: x, x|, |x, |x|.
  EXPECT_EQ(single.size(), 16u);
}

TEST(FeaturesTest, AddsTheRelationsOfNumbers) {
  const NormalizedText text = Normalize("3/7+2/7");
  SlottedText slotted = Slot(text);
  const size_t with = CountFeatures(text, slotted).size();
  ASSERT_FALSE(slotted.relations.empty());
  const size_t relations = slotted.relations.size();
  slotted.relations.clear();
  EXPECT_EQ(with, CountFeatures(text, slotted).size() + 8 * relations);
}

TEST(FeaturesTest, SurvivesAnUnclosedSlotMark) {
  std::vector<Gram> grams;
  AppendGrams("⟨⟨⟨", View::kSlotted, &grams);
  EXPECT_EQ(grams.size(), 14u);
}

}  // namespace
}  // namespace munhang::text
