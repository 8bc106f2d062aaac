#include "munhang/curriculum/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "curriculum/packing.h"
#include "curriculum/taxonomy.h"
#include "munhang/domain/classification.h"
#include "tests/unit/curriculum/curriculum_directory.h"

namespace munhang::curriculum {
namespace {

using testing::ElementsAre;

constexpr std::string_view kStandards = "achievement_standards/achievement_standards_all.csv";
constexpr std::string_view kLevels = "achievement_levels/achievement_levels_all.csv";
constexpr std::string_view kExplanations =
    "achievement_standards/standard_explanations_elementary_1-2.csv";
constexpr std::string_view kElements = "content_system/content_elements_elementary_1-2.csv";

// Tables in the published layout with invented sentences: complete, with a byte order mark, CRLF
// and quotes here and there. Standard 2수01-01 has id 1 and row 2, and so on in the order of the
// codes.
class OfficialTablesDirectory : public TemporaryDirectory {
 public:
  OfficialTablesDirectory() {
    std::ostringstream standards;
    standards << "\xEF\xBB\xBFstandard_id,standard_code,level_id,domain_id,element_name,"
                 "standard_content\r\n";
    std::ostringstream levels;
    levels << "성취기준,수준,성취수준\n";
    int id = 0;
    for (const StandardCode code : AllCodes()) {
      standards << ++id << ',' << code.ToString() << ',' << static_cast<int>(code.grade_group()) + 1
                << ',' << static_cast<int>(code.domain()) + 1 << ",표의 요소,\"표에서, \"\""
                << code.ToString() << "\"\"\"\r\n";
      for (size_t level = 0; level < AchievementLevelCount(code.grade_group()); ++level) {
        const std::string_view name = Name(static_cast<AchievementLevel>(level));
        levels << '[' << code.ToString() << "]," << name << ",표의 수준 " << name << '\n';
      }
    }
    Write(kStandards, standards.str());
    Write(kLevels, levels.str());
    Write("achievement_levels/domain_achievement_levels_middle.csv", "영역,수준,차원,성취수준\n");
    Write(kExplanations,
          "explanation_id,standard_id,explanation_type,explanation_content\n"
          "1,2,해설,\"첫째, 둘째\"\n"
          "2,2,고려,셋째\n"
          "3,0,고려,학년군의 말\n"
          "4,0,고려,'도형과 측정' 영역의 말\n");
    Write(
        kElements,
        "element_id,domain_id,level_id,category_id,element_name,element_description,element_order\n"
        "1,1,1,1,수,백까지의 수,1\n"
        "2,1,1,2,세기,세어 보기,2\n"
        "3,3,1,1,모양,여러 모양,3\n");
  }
};

class ImportTest : public testing::Test {
 protected:
  absl::StatusOr<ImportSummary> Import() {
    return ImportOfficialTables(tables_.path(), output_.PathOf("imported"), *base_);
  }

  // What the import complains about; the output directory must not be there then.
  std::string Problems() {
    const auto summary = Import();
    EXPECT_EQ(summary.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_FALSE(std::filesystem::exists(output_.PathOf("imported")));
    return tables_.Shorten(std::string(summary.status().message()));
  }

  const CurriculumDirectory base_directory_;
  const absl::StatusOr<KnowledgeBase> base_ = base_directory_.Load();
  OfficialTablesDirectory tables_;
  TemporaryDirectory output_;
};

TEST_F(ImportTest, TakesTextsFromTheTablesAndTheRestFromTheBase) {
  const auto summary = Import();
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->standards, 181U);
  EXPECT_EQ(summary->levels, 663U);
  EXPECT_EQ(summary->explanations, 2U);
  EXPECT_EQ(summary->unexplained_standards, 180U);
  EXPECT_EQ(summary->notes, 3U);

  const auto imported = KnowledgeBase::FromDirectory(output_.PathOf("imported"));
  ASSERT_TRUE(imported.ok()) << imported.status();
  EXPECT_EQ(imported->text_version(), "7.1-official");
  EXPECT_EQ(imported->knowledge_version(), summary->knowledge_version);

  const Standard& standard = *imported->Find(Code("2수01-02"));
  EXPECT_EQ(standard.element, "표의 요소");
  EXPECT_EQ(standard.gist, "표에서, \"2수01-02\"");
  EXPECT_THAT(standard.levels, ElementsAre("표의 수준 A", "표의 수준 B", "표의 수준 C"));
  EXPECT_THAT(standard.limits, ElementsAre("첫째, 둘째", "셋째"));
  EXPECT_THAT(imported->Find(Code("2수01-03"))->limits, ElementsAre("한계"));
  const Standard& base = *base_->Find(Code("2수01-02"));
  EXPECT_EQ(standard.wording, base.wording);
  EXPECT_EQ(standard.concepts, base.concepts);
  EXPECT_EQ(standard.contrasts[0].difference, base.contrasts[0].difference);
  EXPECT_EQ(standard.numbers[0].max, base.numbers[0].max);

  EXPECT_EQ(imported->grade_group_notes()[0].note, "학년군의 말");
  EXPECT_EQ(imported->grade_group_notes()[1].note, "초3-4 메모");
  EXPECT_EQ(imported->domain_notes()[0].note, "수: 백까지의 수.");
  EXPECT_EQ(imported->domain_notes()[1].note, "변화와 관계 메모");
  EXPECT_EQ(imported->domain_notes()[2].note, "'도형과 측정' 영역의 말 모양: 여러 모양.");
}

// The writer has to survive texts that mean something else in YAML.
TEST_F(ImportTest, WritesAnyTextSoThatItReadsBack) {
  tables_.Replace(kStandards, "\"표에서, \"\"2수01-01\"\"\"",
                  "\"- [12]: {가} # $\\frac{1}{2}$ 'x' %\n둘째 줄 !\"");
  tables_.Replace(kStandards, "1,1,표의 요소", "1,1,true");
  tables_.Replace(kLevels, "표의 수준 A", "007");
  ASSERT_TRUE(Import().ok());
  const auto imported = KnowledgeBase::FromDirectory(output_.PathOf("imported"));
  ASSERT_TRUE(imported.ok()) << imported.status();
  const Standard& standard = imported->standards().front();
  EXPECT_EQ(standard.gist, "- [12]: {가} # $\\frac{1}{2}$ 'x' %\n둘째 줄 !");
  EXPECT_EQ(standard.element, "true");
  EXPECT_EQ(standard.levels[0], "007");
}

TEST_F(ImportTest, ImportingTwiceGivesTheSame) {
  ASSERT_TRUE(Import().ok());
  const auto once = KnowledgeBase::FromDirectory(output_.PathOf("imported"));
  ASSERT_TRUE(once.ok()) << once.status();
  ASSERT_TRUE(ImportOfficialTables(tables_.path(), output_.PathOf("again"), *once).ok());
  const auto twice = KnowledgeBase::FromDirectory(output_.PathOf("again"));
  ASSERT_TRUE(twice.ok()) << twice.status();
  EXPECT_EQ(Pack(*twice), Pack(*once));
}

TEST_F(ImportTest, WorksWithoutTheOptionalTables) {
  tables_.Remove(kExplanations);
  tables_.Remove("content_system");
  const auto summary = Import();
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->explanations, 0U);
  EXPECT_EQ(summary->notes, 0U);
}

TEST_F(ImportTest, NeedsASourceDirectory) {
  EXPECT_EQ(
      ImportOfficialTables(tables_.PathOf("none"), output_.PathOf("imported"), *base_).status(),
      absl::NotFoundError(tables_.PathOf("none") + ": is not a directory"));
}

TEST_F(ImportTest, OverwritesNothing) {
  output_.Write("imported/notes.txt", "내 메모");
  EXPECT_EQ(Import().status(),
            absl::FailedPreconditionError(output_.PathOf("imported") +
                                          ": is not empty; name a new directory"));
  EXPECT_EQ(output_.Read("imported/notes.txt"), "내 메모");
}

TEST_F(ImportTest, ReportsMissingTables) {
  tables_.Remove(kLevels);
  EXPECT_EQ(Problems(), "DIR/achievement_levels: holds no achievement_levels_*.csv");
  tables_.Remove(kStandards);
  EXPECT_EQ(Problems(), "DIR/" + std::string(kStandards) + ": cannot be read");
}

TEST_F(ImportTest, ReportsMissingColumns) {
  tables_.Replace(kStandards, "standard_content", "내용");
  EXPECT_EQ(Problems(),
            "DIR/" + std::string(kStandards) + ":1: standard_content: is no column of this table");
}

TEST_F(ImportTest, ReportsStandardsThatAreWrong) {
  tables_.Replace(kStandards, "\r\n2,2수01-02,1,1", "\r\n1,2수01-12,1,1");
  tables_.Replace(kStandards, "\r\n3,2수01-03,1,1", "\r\n1,2수01-01,2,1");
  tables_.Replace(kStandards, "\r\n4,2수01-04,1,1", "\r\n4,2수1-4,1,1");
  tables_.Replace(kStandards, "\"표에서, \"\"2수01-05\"\"\"", "");
  const std::string file = "DIR/" + std::string(kStandards);
  EXPECT_EQ(Problems(), file + ":3: standard_code: \"2수01-12\" is not in the curriculum\n" + file +
                            ":4: standard_id: \"1\" is taken\n" + file +
                            ":4: standard_code: 2수01-01 is given twice\n" + file +
                            ":5: standard_code: \"2수1-4\" is not a code\n" + file +
                            ":6: standard_content: is blank\n" + file +
                            ":31: level_id: \"2\" stands for 초1-2 above, for 초3-4 here");
}

TEST_F(ImportTest, ReportsStandardsThatAreMissing) {
  tables_.Replace(kStandards, "2,2수01-02,1,1,표의 요소,\"표에서, \"\"2수01-02\"\"\"\r\n", "");
  EXPECT_EQ(Problems(), "DIR/" + std::string(kStandards) + ": 2수01-02: is missing");
}

TEST_F(ImportTest, ReportsLevelsThatAreWrong) {
  tables_.Replace(kLevels, "[2수01-01],B", "[2수01-01],A");
  tables_.Replace(kLevels, "[2수01-02],C", "[2수01-02],D");
  tables_.Replace(kLevels, "[2수01-03],A", "[2수01-99],A");
  tables_.Replace(kLevels, "[2수01-04],A,표의 수준 A", "[2수01-04],A,");
  const std::string file = "DIR/" + std::string(kLevels);
  EXPECT_EQ(Problems(), file + ":3: 수준: 2수01-01 A is given twice\n" + file +
                            ":7: 수준: \"D\" is not a level of 초1-2\n" + file +
                            ":8: 성취기준: \"[2수01-99]\" is not in the curriculum\n" + file +
                            ":11: 성취수준: is blank");
}

TEST_F(ImportTest, ReportsLevelsThatAreMissing) {
  tables_.Replace(kLevels, "[2수01-01],B,표의 수준 B\n", "");
  tables_.Replace(kLevels, "[9수04-09],E,표의 수준 E\n", "");
  EXPECT_EQ(Problems(),
            "DIR/achievement_levels: 2수01-01: has no level B\n"
            "DIR/achievement_levels: 9수04-09: has no level E");
}

TEST_F(ImportTest, ReportsIdsThatLeadNowhere) {
  tables_.Replace(kExplanations, "2,2,고려", "2,999,고려");
  tables_.Replace(kElements, "1,1,1,1,수", "1,5,1,1,수");
  tables_.Replace(kElements, "3,3,1,1,모양", "3,3,9,1,모양");
  EXPECT_EQ(Problems(),
            "DIR/" + std::string(kExplanations) +
                ":3: standard_id: \"999\" is not in achievement_standards_all.csv\nDIR/" +
                std::string(kElements) +
                ":2: domain_id: \"5\" is not in achievement_standards_all.csv\nDIR/" +
                std::string(kElements) +
                ":4: level_id: \"9\" is not in achievement_standards_all.csv");
}

}  // namespace
}  // namespace munhang::curriculum
