#include "curriculum/packing.h"

#include <gtest/gtest.h>

#include "tests/unit/curriculum/curriculum_directory.h"

namespace munhang::curriculum {
namespace {

std::string PackedProblems(std::string_view json) {
  return std::string(KnowledgeBase::FromPacked(json).status().message());
}

TEST(PackingTest, PackedKnowledgeIsTheSame) {
  CurriculumDirectory directory;
  directory.Replace(kFile, "gist: \"2수01-01을 한다.\"",
                    R"(gist: "\"따옴표\" \\frac \t\u0001 줄\n")");
  directory.Replace(kFile, "min: 0, max: 100", "min: -0.1, max: 1.0e+20, decimals: 3");
  directory.Replace(kFile, "prerequisites: []", "prerequisites: [9수04-09]");
  const auto knowledge = directory.Load();
  ASSERT_TRUE(knowledge.ok()) << knowledge.status();

  const std::string packed = Pack(*knowledge);
  const auto again = KnowledgeBase::FromPacked(packed);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(Pack(*again), packed);
  EXPECT_EQ(again->knowledge_version(), knowledge->knowledge_version());
  const Standard& standard = again->standards().front();
  EXPECT_EQ(standard.gist, "\"따옴표\" \\frac \t\x01 줄\n");
  EXPECT_EQ(standard.numbers[0].min, -0.1);
  EXPECT_EQ(standard.numbers[0].max, 1e20);
  EXPECT_EQ(again->standards().back().successors, std::vector{standard.code});
}

TEST(PackingTest, BrokenJson) {
  EXPECT_EQ(PackedProblems(""), "packed: is not JSON at byte 1");
  EXPECT_EQ(PackedProblems("{\"a\":"), "packed: is not JSON at byte 6");
  EXPECT_EQ(PackedProblems("[]"), "packed: is not a map of commentary and standards");
  EXPECT_EQ(PackedProblems(R"({"a":1,"a":2})"), "packed: a: is given twice");
  EXPECT_EQ(PackedProblems("\"\xFF\""), "packed: is not JSON at byte 2");
  EXPECT_EQ(PackedProblems(std::string(100000, '[')), "packed: is nested too deeply");
}

TEST(PackingTest, MistakesAreReportedByKey) {
  EXPECT_EQ(PackedProblems(R"({"commentary":{"version":1,"grade_groups":[],"domains":[]},)"
                           R"("standards":[{"code":"2수01-01"},3]})"),
            "packed: commentary.version: is a number, not a text; put it in quotes\n"
            "packed: 2수01-01.element: is missing\n"
            "packed: 2수01-01.gist: is missing\n"
            "packed: 2수01-01.concepts: is missing\n"
            "packed: 2수01-01.numbers: is missing\n"
            "packed: 2수01-01.operators: is missing\n"
            "packed: 2수01-01.units: is missing\n"
            "packed: 2수01-01.limits: is missing\n"
            "packed: 2수01-01.contrasts: is missing\n"
            "packed: 2수01-01.prerequisites: is missing\n"
            "packed: 2수01-01.wording: is missing\n"
            "packed: 2수01-01.levels: is missing\n"
            "packed: standards[1]: is a number, not a map");
}

// FNV-1a of 64 bits of "" and "foobar", as its authors list them: cbf29ce484222325 and
// 85944171f73967e8.
TEST(PackingTest, FingerprintFoldsFnv) {
  EXPECT_EQ(Fingerprint(""), "4fd0bfc1");
  EXPECT_EQ(Fingerprint("foobar"), "72ad2699");
}

}  // namespace
}  // namespace munhang::curriculum
