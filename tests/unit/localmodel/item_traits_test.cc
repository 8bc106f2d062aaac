#include "munhang/localmodel/item_traits.h"

#include <gtest/gtest.h>

#include <string>

namespace munhang::localmodel {
namespace {

ItemTraits Traits(const std::string& item) {
  const text::NormalizedText text = text::Normalize(item);
  return EstimateTraits(text, text::Slot(text));
}

TEST(ItemTraitsTest, CognitiveLevelFollowsWhatIsAskedFor) {
  EXPECT_EQ(Traits("37+48=").cognitive_level, CognitiveLevel::kApply);
  EXPECT_EQ(Traits("3.14를 읽어 보세요.").cognitive_level, CognitiveLevel::kUnderstand);
  EXPECT_EQ(Traits("크기가 90°인 각을 무엇이라고 하나요?").cognitive_level,
            CognitiveLevel::kRemember);
  EXPECT_EQ(Traits("두 분수의 크기를 비교하고 그 이유를 설명하세요.").cognitive_level,
            CognitiveLevel::kAnalyze);
  EXPECT_EQ(Traits("누구의 말이 옳은지 판단하고 까닭을 쓰세요.").cognitive_level,
            CognitiveLevel::kEvaluate);
  EXPECT_EQ(Traits("24÷6에 알맞은 문제를 만들어 보세요.").cognitive_level, CognitiveLevel::kCreate);
}

TEST(ItemTraitsTest, LongTasksWithReasonsAreHarderThanBareOnes) {
  const int bare = Traits("37+48=").difficulty;
  const int task = Traits(
                       "민수는 사탕을 37개, 지호는 48개 가지고 있습니다. 지호가 민수에게 몇 개를 "
                       "주면 두 사람의 사탕 수가 "
                       "같아지지 않는 까닭을 설명하고, 사탕을 1개 더 받으면 어떻게 되는지 쓰세요. "
                       "단, 사탕은 자르지 "
                       "않습니다.")
                       .difficulty;
  EXPECT_LT(bare, task);
  EXPECT_GE(bare, 1);
  EXPECT_LE(task, 5);
}

TEST(ItemTraitsTest, LevelsSpreadOverTheGradeGroup) {
  EXPECT_EQ(LevelShownBy(5, GradeGroup::kElementary34), AchievementLevel::kA);
  EXPECT_EQ(LevelShownBy(3, GradeGroup::kElementary34), AchievementLevel::kB);
  EXPECT_EQ(LevelShownBy(1, GradeGroup::kElementary34), AchievementLevel::kC);
  EXPECT_EQ(LevelShownBy(5, GradeGroup::kMiddle13), AchievementLevel::kA);
  EXPECT_EQ(LevelShownBy(2, GradeGroup::kMiddle13), AchievementLevel::kD);
  EXPECT_EQ(LevelShownBy(1, GradeGroup::kMiddle13), AchievementLevel::kE);
  EXPECT_EQ(LevelShownBy(99, GradeGroup::kMiddle13), AchievementLevel::kA);
}

}  // namespace
}  // namespace munhang::localmodel
