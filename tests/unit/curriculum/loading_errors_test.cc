#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

#include "tests/unit/curriculum/curriculum_directory.h"

namespace munhang::curriculum {
namespace {

// Text of the data that a user may get wrong, and what loading says about it.
struct Mistake {
  std::string name;
  std::string from;
  std::string to;
  std::string message;
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

class MistakeTest : public testing::TestWithParam<Mistake> {};

TEST_P(MistakeTest, IsReportedWithFileLineAndKey) {
  CurriculumDirectory directory;
  directory.Replace(kFile, GetParam().from, GetParam().to);
  EXPECT_EQ(directory.Problems(), "DIR/" + std::string(kFile) + GetParam().message);
}

std::string NameOf(const testing::TestParamInfo<Mistake>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Fields, MistakeTest,
    testing::Values(
        Mistake{"UnknownKey", "  gist:", "  summary: \"요약\"\n  gist:",
                ":3: 2수01-01.summary: is unknown; the keys here are code, element, gist, "
                "concepts, numbers, operators, units, limits, contrasts, prerequisites, wording, "
                "levels"},
        Mistake{"UnknownKeyInside", "max: 100", "maximum: 100",
                ":6: 2수01-01.numbers[0].maximum: is unknown; the keys here are kind, min, max, "
                "decimals, note"},
        Mistake{"MissingKey", "  element: 요소\n", "", ":1: 2수01-01.element: is missing"},
        Mistake{"MissingKeyInside", ", difference: \"다르다.\"", "",
                ":12: 2수01-01.contrasts[0].difference: is missing"},
        Mistake{"MissingLevel", "    C: \"수준 C\"\n", "", ":27: 2수01-01.levels.C: is missing"},
        Mistake{"LevelOfAnotherSchool", "    C: \"수준 C\"\n", "    C: \"수준 C\"\n    D: \"D\"\n",
                ":31: 2수01-01.levels.D: is unknown; the keys here are A, B, C"},
        Mistake{"BlankLevel", "\"수준 B\"", "\" \"", ":29: 2수01-01.levels.B: is blank"},
        Mistake{"RepeatedKey",
                "  gist:", "  element: 요소\n  gist:", ":3: element: is given twice"},
        Mistake{"TextInsteadOfList", "concepts: [개념, 태그]", "concepts: 개념",
                ":4: 2수01-01.concepts: is a text, not a list"},
        Mistake{"ListInsteadOfText", "element: 요소", "element: [요소]",
                ":2: 2수01-01.element: is a list, not a text"},
        Mistake{"ListInsteadOfMap",
                "levels:\n    A: \"수준 A\"\n    B: \"수준 B\"\n    C: \"수준 C\"\n",
                "levels: []\n", ":27: 2수01-01.levels: is a list, not a map"},
        Mistake{"TextInsteadOfMapInList", "- {kind: natural, min: 0, max: 100, note: \"백까지\"}",
                "- natural", ":6: 2수01-01.numbers[0]: is a text, not a map"},
        Mistake{"NumberInsteadOfText", "units: [cm]", "units: [cm, 12]",
                ":8: 2수01-01.units[1]: is a number, not a text; put it in quotes"},
        Mistake{"BooleanInsteadOfText", "element: 요소", "element: true",
                ":2: 2수01-01.element: is true or false, not a text; put it in quotes"},
        Mistake{"NothingInsteadOfText", "element: 요소",
                "element:", ":2: 2수01-01.element: is nothing, not a text"},
        Mistake{"TextInsteadOfNumber", "max: 100", "max: \"100\"",
                ":6: 2수01-01.numbers[0].max: is a text, not a number"},
        Mistake{"InfiniteNumber", "max: 100", "max: .inf",
                ":6: 2수01-01.numbers[0].max: is a text, not a number"},
        Mistake{"BrokenDecimals", "max: 100", "decimals: 1.5",
                ":6: 2수01-01.numbers[0].decimals: is not a whole number from 0 to 15"},
        Mistake{"BlankWording", "\"2수01-01 문항 3\"", "\"\"",
                ":17: 2수01-01.wording[2]: is blank"},
        Mistake{"MalformedCode", "- code: 2수01-01", "- code: 2수1-1",
                ":1: [0].code: is not a code such as 4수01-03"},
        Mistake{"MalformedPrerequisite", "prerequisites: []", "prerequisites: [덧셈]",
                ":13: 2수01-01.prerequisites[0]: is not a code such as 4수01-03"},
        Mistake{"MalformedContrast", "{code: 2수01-02", "{code: 3수01-02",
                ":12: 2수01-01.contrasts[0].code: is not a code such as 4수01-03"},
        Mistake{"Alias", "element: 요소", "element: *요소",
                ":2: the referenced anchor is not defined"},
        Mistake{"Anchor", "element: 요소", "element: &요소 수", ":2: anchors are not accepted"},
        Mistake{"Tag", "element: 요소", "element: !name 요소", ":2: tag !name is not accepted"},
        Mistake{"KeyThatIsAList", "  element: 요소", "  ? [요소]\n  : 요소",
                ":2: a list cannot be a key"},
        Mistake{"UnclosedQuote", "문항 1\"", "문항 1", ":16: end of sequence not found"},
        Mistake{"Latin1", "element: 요소", "element: caf\xE9", ":2: is not UTF-8"},
        Mistake{"OverlongUtf8", "element: 요소", "element: \xC0\xAF", ":2: is not UTF-8"},
        Mistake{"SecondDocument", "- code: 2수01-01", "--- []\n---\n- code: 2수01-01",
                ": holds more than one document"}),
    NameOf);

TEST(LoadingErrorsTest, MissingDirectoryIsNotFound) {
  const TemporaryDirectory directory;
  const auto knowledge = KnowledgeBase::FromDirectory(directory.PathOf("none"));
  EXPECT_EQ(knowledge.status(),
            absl::NotFoundError(directory.PathOf("none") + ": is not a directory"));
}

TEST(LoadingErrorsTest, EmptyDirectoryLacksBothParts) {
  const TemporaryDirectory directory;
  const auto knowledge = KnowledgeBase::FromDirectory(directory.path());
  EXPECT_EQ(knowledge.status(),
            absl::InvalidArgumentError(directory.PathOf("commentary.yaml") + ": cannot be read\n" +
                                       directory.PathOf("standards") + ": holds no .yaml file"));
}

TEST(LoadingErrorsTest, FilesThatAreNoListOfMaps) {
  CurriculumDirectory directory;
  directory.Write("standards/a.yaml", "");
  directory.Write("standards/b.yaml", "code: 2수01-01\n");
  directory.Write("standards/c.yaml", "- 2수01-01\n");
  EXPECT_EQ(directory.Problems(),
            "DIR/standards/a.yaml: is empty\n"
            "DIR/standards/b.yaml:1: is a map, not a list of standards\n"
            "DIR/standards/c.yaml:1: [0]: is a text, not a map");
}

TEST(LoadingErrorsTest, CommentaryIsComplete) {
  CurriculumDirectory directory;
  directory.Replace("commentary.yaml", "  - {grade_group: 초3-4, note: \"초3-4 메모\"}\n", "");
  directory.Replace("commentary.yaml",
                    "  - {grade_group: 중1-3, domain: 도형과 측정, note: \"도형과 측정 메모\"}\n",
                    "");
  EXPECT_EQ(directory.Problems(),
            "DIR/commentary.yaml:2: grade_groups: has no note for 초3-4\n"
            "DIR/commentary.yaml:6: domains: has no note for 중1-3 도형과 측정");
}

TEST(LoadingErrorsTest, CommentaryIsStrict) {
  CurriculumDirectory directory;
  directory.Write("commentary.yaml",
                  "version: \"2022 초판\"\n"
                  "grade_groups:\n"
                  "  - {grade_group: 초1-2, note: \"가\"}\n"
                  "  - {grade_group: 초1-2, note: \"나\"}\n"
                  "  - {grade_group: 고1, note: \"다\"}\n"
                  "domains:\n"
                  "  - {grade_group: 초1-2, domain: 대수, note: \"라\"}\n"
                  "  - {grade_group: 초1-2, domain: 수와 연산}\n"
                  "notes: []\n");
  EXPECT_EQ(directory.Problems(),
            "DIR/commentary.yaml:1: version: is not up to 64 letters, digits and any of . - _ +\n"
            "DIR/commentary.yaml:4: grade_groups[1].grade_group: already has a note\n"
            "DIR/commentary.yaml:5: grade_groups[2].grade_group: is none of 초1-2, 초3-4, 초5-6, "
            "중1-3\n"
            "DIR/commentary.yaml:7: domains[0].domain: is none of 수와 연산, 변화와 관계, 도형과 "
            "측정, 자료와 가능성\n"
            "DIR/commentary.yaml:8: domains[1].note: is missing\n"
            "DIR/commentary.yaml:9: notes: is unknown; the keys here are version, grade_groups, "
            "domains");
}

TEST(LoadingErrorsTest, ReportsFiftyProblemsAndCountsTheRest) {
  CurriculumDirectory directory;
  std::string text;
  for (int i = 0; i < 53; ++i) text += "- {}\n";
  directory.Write("standards/z.yaml", text);
  const std::string problems = directory.Problems();
  EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 50);
  EXPECT_TRUE(
      problems.starts_with("DIR/standards/z.yaml:1: [0].code: is missing\n"
                           "DIR/standards/z.yaml:2: [1].code: is missing\n"));
  EXPECT_TRUE(problems.ends_with("\nDIR/standards/z.yaml:50: [49].code: is missing\nand 3 more"));
}

TEST(LoadingErrorsTest, ByteOrderMarkAndCarriageReturnsAreHarmless) {
  CurriculumDirectory directory;
  const auto before = directory.Load();
  std::string text = directory.Read(kFile);
  for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
    text.insert(at, "\r");
  }
  directory.Write(kFile, "\xEF\xBB\xBF" + text);
  EXPECT_EQ(directory.Problems(), "");
  EXPECT_EQ(directory.Load()->knowledge_version(), before->knowledge_version());
}

}  // namespace
}  // namespace munhang::curriculum
