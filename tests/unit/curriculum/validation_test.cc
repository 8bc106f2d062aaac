#include <gtest/gtest.h>

#include "tests/unit/curriculum/curriculum_directory.h"

namespace munhang::curriculum {
namespace {

constexpr std::string_view kLine = "DIR/standards/elementary_1-2_number.yaml:";

// The message of a single problem in kFile.
std::string At(int line, std::string_view rest) {
  return std::string(kLine) + std::to_string(line) + ": " + std::string(rest);
}

TEST(ValidationTest, EveryCodeIsThere) {
  CurriculumDirectory directory;
  directory.Remove("standards/elementary_1-2_change.yaml");
  EXPECT_EQ(directory.Problems(),
            "DIR/standards: 2수02-01: is missing\n"
            "DIR/standards: 2수02-02: is missing");
}

TEST(ValidationTest, NoCodeIsThereTwice) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "code: 2수01-02\n", "code: 2수01-01\n");
  directory.Replace(kFile, "{code: 2수01-01,", "{code: 2수01-03,");
  EXPECT_EQ(directory.Problems(), At(31, "2수01-01.code: is described twice; the first is in ") +
                                      std::string(kLine) +
                                      "1\nDIR/standards: 2수01-02: is missing");
}

TEST(ValidationTest, CodesBeyondTheTaxonomy) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "code: 2수01-11\n", "code: 2수01-12\n");
  EXPECT_EQ(directory.Problems(),
            At(301,
               "2수01-12.code: is not in the curriculum, where serial numbers end at 11\n"
               "DIR/standards: 2수01-11: is missing"));
}

TEST(ValidationTest, StandardsGoInOrder) {
  CurriculumDirectory directory;
  std::string text = directory.Read(kFile);
  const size_t second = text.find("- code: 2수01-02");
  const size_t third = text.find("- code: 2수01-03");
  const std::string moved = text.substr(second, third - second);
  directory.Write(kFile, text.erase(second, moved.size()) + moved);
  EXPECT_EQ(
      directory.Problems(),
      At(301, "2수01-02.code: comes after 2수01-11; standards go in the order of their codes"));
}

TEST(ValidationTest, LinksLeadToOtherStandardsOnce) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "prerequisites: []",
                    "prerequisites: [2수01-01, 2수02-03, 2수02-01, 2수02-01]");
  directory.Replace(kFile, "    - {code: 2수01-02, difference: \"다르다.\"}",
                    "    - {code: 2수01-01, difference: \"다르다.\"}\n"
                    "    - {code: 4수02-04, difference: \"다르다.\"}\n"
                    "    - {code: 4수02-01, difference: \"다르다.\"}\n"
                    "    - {code: 4수02-01, difference: \"다르다.\"}");
  EXPECT_EQ(directory.Problems(),
            At(16, "2수01-01.prerequisites[0]: is the standard itself\n") +
                At(16, "2수01-01.prerequisites[1]: 2수02-03 is not in the curriculum\n") +
                At(16, "2수01-01.prerequisites[3]: 2수02-01 is given twice\n") +
                At(12, "2수01-01.contrasts[0]: is the standard itself\n") +
                At(13, "2수01-01.contrasts[1]: 4수02-04 is not in the curriculum\n") +
                At(15, "2수01-01.contrasts[3]: 4수02-01 is given twice"));
}

TEST(ValidationTest, PrerequisitesFormNoCycle) {
  CurriculumDirectory directory;
  // 2수01-01 needs 2수01-02, that 2수01-03, and that 2수01-02 again.
  directory.Replace(kFile, "prerequisites: []", "prerequisites: [2수01-02]");
  directory.Replace(kFile, "prerequisites: []", "prerequisites: [2수01-03]");
  directory.Replace(kFile, "prerequisites: []", "prerequisites: [2수02-01, 2수01-02]");
  EXPECT_EQ(directory.Problems(),
            At(73, "2수01-03.prerequisites[1]: closes the cycle 2수01-02 → 2수01-03 → 2수01-02"));
}

TEST(ValidationTest, TwoWaysToTheSamePrerequisiteAreNoCycle) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "prerequisites: []", "prerequisites: [2수01-02, 2수01-03]");
  directory.Replace(kFile, "prerequisites: []", "prerequisites: [2수01-03]");
  EXPECT_EQ(directory.Problems(), "");
}

TEST(ValidationTest, ThereAreEnoughTexts) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "    - \"2수01-01 문항 12\"\n", "");
  EXPECT_EQ(directory.Problems(), At(14, "2수01-01.wording: has 11 texts, fewer than 12"));
}

TEST(ValidationTest, NoTextIsThereTwice) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "\"2수01-01 문항 12\"", "\"2수01-01  문항\u00A0\u30003\"");
  directory.Replace("standards/middle_1-3_data.yaml", "\"9수04-01 문항 2\"", "\"2수01-01문항1\"");
  EXPECT_EQ(directory.Problems(),
            At(26, "2수01-01.wording[11]: is the same text as 2수01-01.wording[2]\n") +
                "DIR/standards/middle_1-3_data.yaml:16: 9수04-01.wording[1]: is the same text as "
                "2수01-01.wording[0]");
}

TEST(ValidationTest, OneToTenConcepts) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "[개념, 태그]", "[]");
  directory.Replace(kFile, "[개념, 태그]", "[가, 나, 다, 라, 마, 바, 사, 아, 자, 차, 카]");
  EXPECT_EQ(directory.Problems(), At(4, "2수01-01.concepts: has 0 tags, not 1 to 10\n") +
                                      At(34, "2수01-02.concepts: has 11 tags, not 1 to 10"));
}

TEST(ValidationTest, NumbersAreOfAKnownKindAndRange) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "kind: natural", "kind: whole");
  directory.Replace(kFile, "min: 0", "min: 100.5");
  EXPECT_EQ(directory.Problems(),
            At(6,
               "2수01-01.numbers[0].kind: \"whole\" is none of natural, integer, fraction, "
               "decimal, percent, rational, real, ratio, measure\n") +
                At(6, "2수01-01.numbers[0].min: is greater than max"));
}

}  // namespace
}  // namespace munhang::curriculum
