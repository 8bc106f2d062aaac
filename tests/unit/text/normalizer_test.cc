#include "munhang/text/normalizer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace munhang::text {
namespace {

std::string Canonical(std::string_view input) { return Normalize(input).canonical; }

std::string Repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out.append(part);
  return out;
}

TEST(Normalizer, MakesSpellingVariantsEqual) {
  const std::vector<std::vector<std::string_view>> groups = {
      {"24+35", "24 + 35", "24＋35", "$24+35$", "\\(24 + 35\\)", "\\[24+35\\]", "$$24 + 35$$",
       "<p>24 + 35</p>", "２４＋３５", "24&nbsp;+&nbsp;35", "24\u200B+35", "24\u2009+\u300035"},
      {"3×4", "3 x 4", "3x4", "3X4", "3*4", "3 \\times 4", "3\\cdot4", "3·4", "3⋅4", "3✕4", "3⨯4",
       "3 &times; 4", "$3 \\times 4$", "3✖4"},
      {"12÷3", "12 ÷ 3", "12 \\div 3", "12➗3", "12&divide;3"},
      {"7-3", "7 - 3", "7－3", "7−3", "7–3", "7—3", "7‐3", "7ㅡ3", "7&minus;3"},
      {"x^2", "x²", "x^{2}", "x ^ 2", "x**2", "x<sup>2</sup>", "$x^2$", "x^{ 2 }", "x&sup2;"},
      {"3/5", "\\frac{3}{5}", "\\dfrac35", "\\tfrac{3}{5}", "⅗", "3⁄5", "3 / 5", "3∕5",
       "{3} over {5}", "&#8535;"},
      {"2_1/3", "2\\frac{1}{3}", "2 \\frac{1}{3}", "2⅓", "2 ⅓", "2 1/3", "2와 1/3", "2와1/3",
       "$2\\dfrac{1}{3}$"},
      {"√(3)", "√3", "\\sqrt{3}", "\\sqrt3", "\\sqrt 3", "루트3", "루트 3", "sqrt(3)", "√{3}",
       "&radic;3"},
      {"x≤3", "x<=3", "x =< 3", "x≦3", "x \\le 3", "x\\leq3", "x ⩽ 3", "x &le; 3", "x < = 3"},
      {"x≠3", "x!=3", "x \\ne 3", "x\\neq3", "x \\not= 3"},
      {"90°", "90^\\circ", "90^{\\circ}", "90˚", "90º", "90 °", "90^o", "90\\degree"},
      {"0.3̇", "0.\\dot{3}", "0.\\dot3", "0.\\overline{3}"},
      {"5cm^2", "5㎠", "5 ㎠", "5cm2", "5 cm²", "5\\mathrm{cm}^2", "5\\,\\text{cm}^{2}"},
      {"300mL", "300㎖", "300 ml", "300mℓ", "300 mL"},
      {"3+□", "3+▢", "3 + ☐", "3+( )", "3+[  ]", "3+____", "3+\\square", "3+\\boxed{}",
       "3+\\underline{\\quad}", "3 + (   )"},
      {"△ABC∽△DEF", "\\triangle ABC \\sim \\triangle DEF", "ΔABC ~ ΔDEF", "△ABC ∽ △DEF"},
      {"‾(AB)∥‾(CD)", "\\overline{AB} \\parallel \\overline{CD}", "A̅B̅ // C̅D̅"},
      {"(1, 2, 3)", "( 1,2,3 )", "(1，2，3)", "(1 , 2 , 3)"},
      {"x+y=3 ; 2x-y=0", "\\begin{cases} x+y=3 \\\\ 2x-y=0 \\end{cases}",
       "\\begin{cases}x+y=3\\\\2x-y=0\\\\\\end{cases}",
       "\\begin{aligned}x+y&=3\\\\[2pt]2x-y&=0"
       "\\end{aligned}"},
      {"한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글 ", "\u202A한글\u202C"},
  };
  for (const std::vector<std::string_view>& group : groups) {
    for (const std::string_view variant : group) {
      EXPECT_EQ(Canonical(variant), group.front()) << variant;
    }
  }
}

TEST(Normalizer, KeepsDifferentQuestionsApart) {
  const std::vector<std::pair<std::string_view, std::string_view>> pairs = {
      {"24+35", "24×35"},
      {"x²", "x2"},
      {"x^2", "x_2"},
      {"2½", "21/2"},
      {"2\\frac{1}{3}", "2×1/3"},
      {"2\\frac{1}{3}", "2+1/3"},
      {"① 3", "1 3"},
      {"1,250", "1, 250"},
      {"x=0", "x≥0"},
      {"0.3", "0.\\dot{3}"},
      {"\\frac{1}{2x}", "\\frac{1}{2}x"},
      {"x^{2}3", "x^{23}"},
      {"\\sqrt{12}", "\\sqrt{1}2"},
      {"\\frac{1}{2}5", "1/25"},
      {"ㄱㄴ", "ㄴㄱ"},
      {"㉠", "ㄱ"},
      {"ㄱㅏ", "가"},
      {"3.5", "35"},
      {"A", "a"},
      {"2x 3", "2×3"},
      {"2와 1/3의 합", "2⅓의 합"},
  };
  for (const auto& [a, b] : pairs) {
    EXPECT_NE(Canonical(a), Canonical(b)) << a << " and " << b;
    EXPECT_NE(Normalize(a).compact, "") << a;
  }
}

TEST(Normalizer, CompactHasNoSpaces) {
  EXPECT_EQ(Normalize("다음 식을 계산 하시오.").compact, "다음식을계산하시오.");
  EXPECT_EQ(Normalize("다음식을 계산하시오.").compact, Normalize("다음 식을 계산 하시오.").compact);
}

TEST(Normalizer, RemovesWhatNobodySees) {
  EXPECT_EQ(Canonical("\u200B가\u200D나\uFEFF\u00AD다\u2066라\x01\x7F"), "가나다라");
  EXPECT_EQ(Canonical(" \t\n\u3000 "), "");
  EXPECT_EQ(Canonical(""), "");
  EXPECT_EQ(Canonical("가\u3164나\u2028다"), "가 나 다");
}

TEST(Normalizer, ReplacesWhatIsNoText) {
  EXPECT_EQ(Canonical("a\xFF가"), "a\uFFFD가");
  EXPECT_EQ(Canonical("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(Canonical("\xEA\xB0"), "\uFFFD");
  EXPECT_EQ(Canonical("\uE000"), "\uFFFD");
  EXPECT_EQ(Canonical(std::string_view("a\0b", 3)), "ab");
}

TEST(Normalizer, ChecksUtf8) {
  EXPECT_TRUE(IsValidUtf8("가a½🄀"));
  EXPECT_TRUE(IsValidUtf8(""));
  for (const std::string_view bad : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80",
                                     "\xF4\x90\x80\x80", "\xF8\x88\x80\x80", "\xEA\xB0"}) {
    EXPECT_EQ(FirstInvalidUtf8(bad), 0U);
  }
  EXPECT_EQ(FirstInvalidUtf8("가나\xFF다"), 6U);
  EXPECT_EQ(FirstInvalidUtf8("가나다"), std::nullopt);
}

TEST(Normalizer, SurvivesDeepNesting) {
  for (const std::string_view part : {"\\frac{", "\\sqrt{", "\\frac{1}{", "x^{", "\\text{", "{",
                                      "\\begin{array}{", "\\boxed{\\overline{", "((("}) {
    const std::string open = Repeated(part, 5000);
    const NormalizedText text = Normalize(open + "1" + Repeated("}", 5000));
    EXPECT_EQ(Canonical(text.canonical), text.canonical) << part;
  }
  // Within the cap everything is understood.
  EXPECT_EQ(Canonical("\\sqrt{\\sqrt{\\sqrt{2}}}"), "√(√(√(2)))");
}

TEST(Normalizer, BoundsTheExpansion) {
  // The longest NFKC form there is.
  const std::string ligatures = Repeated("\uFDFA", 100);
  const NormalizedText text = Normalize(ligatures);
  EXPECT_FALSE(text.degraded);
  EXPECT_LE(text.canonical.size(), kMaxExpansionFactor * ligatures.size() + kMaxExpansionBytes);
}

TEST(Normalizer, DegradesWhatHidesTooDeep) {
  // Each rewriting unwraps one layer of escaping.
  std::string hidden = "<br>";
  for (int i = 0; i < 40; ++i) {
    std::string next;
    for (const char c : hidden) c == '<' ? next.append("&#60;") : next.append(1, c);
    std::string escaped;
    for (const char c : next) c == '#' ? escaped.append("&#35;") : escaped.append(1, c);
    hidden = escaped;
    if (hidden.size() > 4000) break;
  }
  const NormalizedText text = Normalize("가나 다 " + hidden);
  EXPECT_EQ(Normalize(text.canonical).canonical, text.canonical);
}

// Inputs that a fuzzer found to need a rule of their own.
TEST(Normalizer, ReachesAFixedPointOnRegressions) {
  for (const std::string_view input :
       {"^^^;^^^^^^\\^^\\circ", ", \\overrightarrow{AB}", "√①", "&amp;amp;lt;br>", "&lt;br&gt;",
        "2 1/3 ml", "x^\\{2\\}", "\\te$xt{}", "2_ _1/3", "== =", "<=보기>=", "e$\u0301"}) {
    const NormalizedText text = Normalize(input);
    EXPECT_FALSE(text.degraded) << input;
    EXPECT_EQ(Canonical(text.canonical), text.canonical) << input;
  }
}

}  // namespace
}  // namespace munhang::text
