#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/classification.h"

namespace munhang::curriculum {
namespace {

using testing::Each;
using testing::Not;
using testing::SizeIs;

class EmbeddedTest : public testing::Test {
 protected:
  const KnowledgeBase knowledge_ = KnowledgeBase::Embedded();
};

TEST_F(EmbeddedTest, HoldsTheWholeTaxonomy) {
  EXPECT_THAT(knowledge_.standards(), SizeIs(181));
  EXPECT_EQ(knowledge_.taxonomy_version(), "2022/181");
  EXPECT_THAT(knowledge_.grade_group_notes(), SizeIs(kGradeGroupCount));
  EXPECT_THAT(knowledge_.domain_notes(), SizeIs(kGradeGroupCount * kDomainCount));
}

TEST_F(EmbeddedTest, DescribesEveryLevel) {
  size_t levels = 0;
  for (const Standard& standard : knowledge_.standards()) {
    EXPECT_THAT(standard.levels, SizeIs(AchievementLevelCount(standard.code.grade_group())));
    EXPECT_THAT(standard.levels, Each(Not(std::string())));
    levels += standard.levels.size();
  }
  EXPECT_EQ(levels, 663U);
}

TEST_F(EmbeddedTest, ResolvesEveryLink) {
  for (const Standard& standard : knowledge_.standards()) {
    for (const StandardCode code : standard.prerequisites) {
      ASSERT_NE(knowledge_.Find(code), nullptr);
      EXPECT_THAT(knowledge_.Find(code)->successors, testing::Contains(standard.code));
    }
    for (const StandardCode code : standard.successors) {
      ASSERT_NE(knowledge_.Find(code), nullptr);
      EXPECT_THAT(knowledge_.Find(code)->prerequisites, testing::Contains(standard.code));
    }
    for (const Contrast& contrast : standard.contrasts) {
      EXPECT_NE(knowledge_.Find(contrast.code), nullptr);
    }
  }
}

TEST_F(EmbeddedTest, IsTheDataOfTheRepository) {
  const auto directory = KnowledgeBase::FromDirectory(MUNHANG_SOURCE_DIR "/data/curriculum");
  ASSERT_TRUE(directory.ok()) << directory.status();
  EXPECT_EQ(knowledge_.knowledge_version(), directory->knowledge_version());
}

}  // namespace
}  // namespace munhang::curriculum
