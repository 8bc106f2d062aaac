#include "munhang/curriculum/knowledge_base.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/curriculum/curriculum_directory.h"

namespace munhang::curriculum {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;
using testing::SizeIs;

TEST(ExpectedStandardCountTest, AddsUpToThePublishedTotals) {
  std::vector<int> totals;
  for (size_t g = 0; g < kGradeGroupCount; ++g) {
    int total = 0;
    for (size_t d = 0; d < kDomainCount; ++d) {
      total += ExpectedStandardCount(static_cast<GradeGroup>(g), static_cast<Domain>(d));
    }
    totals.push_back(total);
  }
  EXPECT_THAT(totals, ElementsAre(29, 47, 45, 60));
  EXPECT_EQ(ExpectedStandardCount(GradeGroup::kMiddle13, Domain::kChange), 22);
}

TEST(KnowledgeBaseTest, ReadsEveryField) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "{kind: natural, min: 0, max: 100, note: \"백까지\"}",
                    "{kind: decimal, min: -0.5, max: 1.25, decimals: 2}");
  const auto knowledge = directory.Load();
  ASSERT_TRUE(knowledge.ok()) << knowledge.status();
  const Standard* standard = knowledge->Find(Code("2수01-01"));
  ASSERT_NE(standard, nullptr);
  EXPECT_EQ(standard->code, Code("2수01-01"));
  EXPECT_EQ(standard->element, "요소");
  EXPECT_EQ(standard->gist, "2수01-01을 한다.");
  EXPECT_THAT(standard->concepts, ElementsAre("개념", "태그"));
  ASSERT_THAT(standard->numbers, SizeIs(1));
  EXPECT_EQ(standard->numbers[0].kind, "decimal");
  EXPECT_EQ(standard->numbers[0].min, -0.5);
  EXPECT_EQ(standard->numbers[0].max, 1.25);
  EXPECT_EQ(standard->numbers[0].decimals, 2);
  EXPECT_EQ(standard->numbers[0].note, "");
  EXPECT_THAT(standard->operators, ElementsAre("+"));
  EXPECT_THAT(standard->units, ElementsAre("cm"));
  EXPECT_THAT(standard->limits, ElementsAre("한계"));
  ASSERT_THAT(standard->contrasts, SizeIs(1));
  EXPECT_EQ(standard->contrasts[0].code, Code("2수01-02"));
  EXPECT_EQ(standard->contrasts[0].difference, "다르다.");
  EXPECT_THAT(standard->wording, SizeIs(12));
  EXPECT_EQ(standard->wording[11], "2수01-01 문항 12");
  EXPECT_THAT(standard->levels, ElementsAre("수준 A", "수준 B", "수준 C"));

  const NumberRange& unbounded = knowledge->Find(Code("2수01-02"))->numbers[0];
  EXPECT_EQ(unbounded.decimals, std::nullopt);
  EXPECT_EQ(unbounded.note, "백까지");
  EXPECT_THAT(knowledge->Find(Code("9수04-09"))->levels, SizeIs(5));
}

TEST(KnowledgeBaseTest, OrdersStandardsAndNotesAsTheCurriculumDoes) {
  const CurriculumDirectory directory;
  const auto knowledge = directory.Load();
  ASSERT_TRUE(knowledge.ok()) << knowledge.status();
  ASSERT_THAT(knowledge->standards(), SizeIs(181));
  EXPECT_EQ(knowledge->standards().front().code, Code("2수01-01"));
  EXPECT_EQ(knowledge->standards().back().code, Code("9수04-09"));
  for (size_t i = 0; i < knowledge->standards().size(); ++i) {
    EXPECT_EQ(knowledge->IndexOf(knowledge->standards()[i].code), i);
  }
  ASSERT_THAT(knowledge->grade_group_notes(), SizeIs(4));
  EXPECT_EQ(knowledge->grade_group_notes()[3].note, "중1-3 메모");
  ASSERT_THAT(knowledge->domain_notes(), SizeIs(16));
  EXPECT_EQ(knowledge->domain_notes()[5].grade_group, GradeGroup::kElementary34);
  EXPECT_EQ(knowledge->domain_notes()[5].domain, Domain::kChange);
}

TEST(KnowledgeBaseTest, FindsNothingForACodeThatDoesNotExist) {
  const CurriculumDirectory directory;
  const auto knowledge = directory.Load();
  ASSERT_TRUE(knowledge.ok()) << knowledge.status();
  EXPECT_EQ(knowledge->Find(Code("2수01-12")), nullptr);
  EXPECT_EQ(knowledge->IndexOf(Code("2수01-12")), std::nullopt);
}

TEST(KnowledgeBaseTest, DerivesSuccessorsFromPrerequisites) {
  CurriculumDirectory directory;
  directory.Replace("standards/elementary_1-2_change.yaml", "prerequisites: []",
                    "prerequisites: [2수01-03, 2수01-01]");
  directory.Replace("standards/middle_1-3_data.yaml", "prerequisites: []",
                    "prerequisites: [2수01-01]");
  const auto knowledge = directory.Load();
  ASSERT_TRUE(knowledge.ok()) << knowledge.status();
  EXPECT_THAT(knowledge->Find(Code("2수02-01"))->prerequisites,
              ElementsAre(Code("2수01-03"), Code("2수01-01")));
  EXPECT_THAT(knowledge->Find(Code("2수01-01"))->successors,
              ElementsAre(Code("2수02-01"), Code("9수04-01")));
  EXPECT_THAT(knowledge->Find(Code("2수01-03"))->successors, ElementsAre(Code("2수02-01")));
  EXPECT_THAT(knowledge->Find(Code("2수01-02"))->successors, IsEmpty());
}

TEST(KnowledgeBaseTest, VersionChangesWithAnyText) {
  CurriculumDirectory directory;
  const auto before = directory.Load();
  ASSERT_TRUE(before.ok()) << before.status();
  EXPECT_EQ(before->taxonomy_version(), "2022/181");
  EXPECT_EQ(before->text_version(), "7.1");
  EXPECT_THAT(before->knowledge_version(), MatchesRegex("7\\.1-[0-9a-f]{8}"));

  EXPECT_EQ(directory.Load()->knowledge_version(), before->knowledge_version());
  directory.Replace("commentary.yaml", "메모", "메모.");
  const auto after = directory.Load();
  ASSERT_TRUE(after.ok()) << after.status();
  EXPECT_NE(after->knowledge_version(), before->knowledge_version());
}

}  // namespace
}  // namespace munhang::curriculum
