#include "munhang/curriculum/description.h"

#include <gtest/gtest.h>

#include "tests/unit/curriculum/curriculum_directory.h"

namespace munhang::curriculum {
namespace {

// Every part filled in.
Standard FullStandard() {
  return {.code = Code("4수01-16"),
          .element = "소수의 덧셈과 뺄셈",
          .gist = "소수끼리 더하고 뺀다.",
          .concepts = {"소수", "자릿값"},
          .numbers = {{"decimal", 0.01, 100, 2, "두 수 모두"},
                      {"natural", 1, std::nullopt, std::nullopt, ""},
                      {"measure", std::nullopt, 1e16, std::nullopt, ""},
                      {"ratio", std::nullopt, std::nullopt, std::nullopt, ""}},
          .operators = {"+", "-"},
          .units = {"m", "kg"},
          .limits = {"곱셈은 나오지 않는다.", "세 자리 소수까지이다."},
          .contrasts = {{Code("4수01-03"), "자연수끼리이다."}},
          .prerequisites = {Code("4수01-13"), Code("4수01-03")},
          .successors = {Code("6수01-13")},
          .wording = {"0.3+0.45", "1.2-0.8"},
          .levels = {"까닭을 말한다.", "계산한다.", "도움을 받아 계산한다."}};
}

TEST(DescriptionTest, DescribesEveryPart) {
  EXPECT_EQ(Describe(FullStandard()),
            "4수01-16  소수의 덧셈과 뺄셈\n"
            "초3-4 / 수와 연산\n"
            "\n하는 일\n"
            "  소수끼리 더하고 뺀다.\n"
            "\n개념\n"
            "  소수, 자릿값\n"
            "\n수의 범위\n"
            "  소수, 0.01부터 100까지, 소수 2자리까지 (두 수 모두)\n"
            "  자연수, 1 이상\n"
            "  측정값, 10000000000000000 이하\n"
            "  비\n"
            "\n기호\n"
            "  +, -\n"
            "\n단위\n"
            "  m, kg\n"
            "\n다루는 한계\n"
            "  곱셈은 나오지 않는다.\n"
            "  세 자리 소수까지이다.\n"
            "\n혼동하기 쉬운 성취기준\n"
            "  4수01-03  자연수끼리이다.\n"
            "\n먼저 배우는 성취기준\n"
            "  4수01-13, 4수01-03\n"
            "\n이어서 배우는 성취기준\n"
            "  6수01-13\n"
            "\n성취수준\n"
            "  A  까닭을 말한다.\n"
            "  B  계산한다.\n"
            "  C  도움을 받아 계산한다.\n"
            "\n문항의 예\n"
            "  0.3+0.45\n"
            "  1.2-0.8\n");
}

TEST(DescriptionTest, LeavesOutWhatIsEmpty) {
  Standard standard = FullStandard();
  standard.numbers.clear();
  standard.operators.clear();
  standard.units.clear();
  standard.limits.clear();
  standard.contrasts.clear();
  standard.prerequisites.clear();
  standard.successors.clear();
  standard.wording.clear();
  EXPECT_EQ(Describe(standard),
            "4수01-16  소수의 덧셈과 뺄셈\n"
            "초3-4 / 수와 연산\n"
            "\n하는 일\n"
            "  소수끼리 더하고 뺀다.\n"
            "\n개념\n"
            "  소수, 자릿값\n"
            "\n성취수준\n"
            "  A  까닭을 말한다.\n"
            "  B  계산한다.\n"
            "  C  도움을 받아 계산한다.\n");
}

TEST(DescriptionTest, SummarizesInOneLine) {
  EXPECT_EQ(Summarize(FullStandard()), "4수01-16  소수의 덧셈과 뺄셈: 소수끼리 더하고 뺀다.");
}

}  // namespace
}  // namespace munhang::curriculum
