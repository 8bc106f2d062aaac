#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/text/fingerprint.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::text {
namespace {

// Pieces that have rules, in all stages, and pieces that break them.
const std::vector<std::string_view>& Pieces() {
  static const std::vector<std::string_view>* const kPieces =
      new std::vector<std::string_view>{"\\frac{",
                                        "\\dfrac",
                                        "\\sqrt{",
                                        "\\sqrt[3]",
                                        "\\dot{",
                                        "\\overline{",
                                        "\\angle",
                                        "\\pi",
                                        "\\triangle",
                                        "^{",
                                        "_{",
                                        "}",
                                        "}",
                                        "{",
                                        "$",
                                        "\\(",
                                        "\\[",
                                        "\\\\",
                                        "&",
                                        "\\begin{cases}",
                                        "\\begin{array}{c}",
                                        "\\end{array}",
                                        "\\text{",
                                        "\\left(",
                                        "\\right.",
                                        "\\,",
                                        "\\quad",
                                        "\\times",
                                        "\\le",
                                        "\\square",
                                        "\\boxed{",
                                        "\\underline{",
                                        "\\phantom{",
                                        "\\circ",
                                        "^\\circ",
                                        "\\not",
                                        "\\foo",
                                        "\\",
                                        "over",
                                        "sqrt",
                                        "ℓ",
                                        "㎠",
                                        "½",
                                        "⅓",
                                        "²",
                                        "³",
                                        "¹",
                                        "₁",
                                        "①",
                                        "❶",
                                        "㉠",
                                        "ㄱ.",
                                        "ㄴ)",
                                        "1)",
                                        "(1)",
                                        "□",
                                        "____",
                                        "(",
                                        "[",
                                        ")",
                                        "]",
                                        "×",
                                        "÷",
                                        "·",
                                        "*",
                                        "**",
                                        "x",
                                        "X",
                                        "<=",
                                        "=>",
                                        "!=",
                                        "->",
                                        "//",
                                        "~",
                                        "△",
                                        "Δ",
                                        "∠",
                                        "√",
                                        "루트",
                                        "∛",
                                        "&lt;",
                                        "&amp;",
                                        "&times;",
                                        "&#176;",
                                        "&#x26;",
                                        "<br>",
                                        "<sup>",
                                        "</sup>",
                                        "<sub>",
                                        "<b>",
                                        "</b>",
                                        "<보기>",
                                        "〈보기〉",
                                        "와",
                                        "과",
                                        " 1/3",
                                        "와 1/3",
                                        "3",
                                        "12",
                                        "1,250",
                                        "0.5",
                                        "_",
                                        "^",
                                        "만",
                                        "억",
                                        "천",
                                        "%",
                                        "°",
                                        "℃",
                                        "cm",
                                        "ml",
                                        "m2",
                                        "kg",
                                        ":",
                                        ";",
                                        ",",
                                        ".",
                                        "...",
                                        "?",
                                        "|",
                                        "∥",
                                        "sin",
                                        "cos",
                                        "\u0307",
                                        "\u0305",
                                        "ㅡ",
                                        "－",
                                        "＋",
                                        "＼",
                                        "＄",
                                        "｛",
                                        "＆",
                                        "\u3000",
                                        "\u200B",
                                        "ㅏ",
                                        "\u1100",
                                        "\u1161",
                                        "\u11A8",
                                        "\u0338",
                                        "´",
                                        "…",
                                        "\uFDFA",
                                        "⁻",
                                        "⑴",
                                        "⒈",
                                        "⟨",
                                        "⟩",
                                        "→",
                                        "‾(",
                                        "\\{",
                                        "\\}",
                                        "\\_",
                                        "\\%",
                                        " ",
                                        "  ",
                                        "\n",
                                        "가",
                                        "나",
                                        "합",
                                        "의",
                                        "-",
                                        "+",
                                        "=",
                                        "<",
                                        ">",
                                        "/",
                                        "A",
                                        "b",
                                        "0",
                                        "1",
                                        "\xFF",
                                        "\xEA\xB0",
                                        "\xED\xA0\x80",
                                        "\xF0\x9F\x84"};
  return *kPieces;
}

std::string RandomText(std::mt19937_64& random) {
  std::string text;
  const std::size_t pieces = random() % 16;
  for (std::size_t i = 0; i < pieces; ++i) {
    if (random() % 16 == 0) {
      text.push_back(static_cast<char>(random() % 256));
    } else {
      text.append(Pieces()[random() % Pieces().size()]);
    }
    if (random() % 4 == 0) text.push_back(' ');
  }
  return text;
}

template <typename Check>
void ForRandomTexts(Check check) {
  std::mt19937_64 random(20221101);
  for (int i = 0; i < 6000 && !testing::Test::HasFailure(); ++i) check(RandomText(random));
}

TEST(NormalizerProperties, IdempotentValidAndBounded) {
  ForRandomTexts([](const std::string& input) {
    const NormalizedText text = Normalize(input);
    EXPECT_EQ(Normalize(text.canonical).canonical, text.canonical) << input;
    EXPECT_FALSE(text.degraded) << input;
    EXPECT_TRUE(IsValidUtf8(text.canonical)) << input;
    EXPECT_LE(text.canonical.size(), kMaxExpansionFactor * input.size() + kMaxExpansionBytes);
    EXPECT_EQ(text.canonical.find_first_of("\\$\n\t"), std::string::npos) << input;
    EXPECT_EQ(text.canonical.find("  "), std::string::npos) << input;
    EXPECT_EQ(text.canonical.find("⟨"), std::string::npos) << input;
    EXPECT_FALSE(text.canonical.starts_with(' ') || text.canonical.ends_with(' ')) << input;
  });
}

TEST(NormalizerProperties, OuterDressChangesNothing) {
  ForRandomTexts([](const std::string& input) {
    const std::string plain = Normalize(input).canonical;
    for (const std::string& dressed :
         {" " + plain, plain + "\n", "\uFEFF" + plain, "<p>" + plain + "</p>"}) {
      EXPECT_EQ(Normalize(dressed).canonical, plain) << input;
    }
  });
}

TEST(NormalizerProperties, SlotsCoverTheirNumbers) {
  ForRandomTexts([](const std::string& input) {
    const NormalizedText text = Normalize(input);
    const SlottedText slotted = Slot(text);
    std::size_t end = 0;
    for (const NumberSlot& slot : slotted.numbers) {
      ASSERT_GE(slot.begin, end) << input;
      ASSERT_LT(slot.begin, slot.end) << input;
      ASSERT_LE(slot.end, text.canonical.size()) << input;
      end = slot.end;
    }
    EXPECT_TRUE(IsValidUtf8(slotted.slotted)) << input;
    EXPECT_LE(slotted.slotted.size(), 10 * text.canonical.size()) << input;
    EXPECT_LE(slotted.relations.size(), 2 * slotted.numbers.size()) << input;
    EXPECT_EQ(Slot(text).slotted, slotted.slotted);
  });
}

TEST(NormalizerProperties, ExactKeyOnlyDropsSpaces) {
  ForRandomTexts([](const std::string& input) {
    const NormalizedText text = Normalize(input);
    std::string key = ExactKeyText(text);
    std::erase(key, ' ');
    EXPECT_EQ(key, text.compact) << input;
  });
}

// An operation written in any of the ways sources write it has one form.
TEST(NormalizerProperties, RandomSpellingsOfAnOperationAgree) {
  struct Operator {
    std::string canonical;
    std::vector<std::string> spellings;
  };
  const std::vector<Operator> operators = {{"+", {"+", " + ", "＋", " ＋ "}},
                                           {"-", {"-", " - ", "−", "–", "－"}},
                                           {"×", {"×", " × ", "\\times ", "*", " x ", "&times;"}},
                                           {"÷", {"÷", " ÷ ", "\\div ", "&divide;"}},
                                           {"=", {"=", " = ", "＝"}},
                                           {"≤", {"≤", "<=", " ≦ ", "\\le ", "&le;"}}};
  std::mt19937_64 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string typed;
    std::string canonical;
    for (int term = 0; term < 4; ++term) {
      const std::string number = std::to_string(random() % 2000);
      const Operator& sign = operators[random() % operators.size()];
      typed.append(number).append(sign.spellings[random() % sign.spellings.size()]);
      canonical.append(number).append(sign.canonical);
    }
    const bool latex = random() % 2 == 0;
    typed.append(latex ? "\\square$" : "□");
    if (latex) typed.insert(0, 1, '$');
    EXPECT_EQ(Normalize(typed).canonical, canonical + "□") << typed;
  }
}

}  // namespace
}  // namespace munhang::text
