#include "munhang/text/number_slots.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/text/normalizer.h"

namespace munhang::text {
namespace {

SlottedText SlotOf(std::string_view input) { return Slot(Normalize(input)); }

NumberSlot OnlyNumber(std::string_view input) {
  const SlottedText slotted = SlotOf(input);
  EXPECT_EQ(slotted.numbers.size(), 1U) << input;
  return slotted.numbers.empty() ? NumberSlot() : slotted.numbers.front();
}

struct Example {
  std::string_view input;
  std::string_view slotted;
};

TEST(NumberSlots, ReplaceNumbersByTheirTypes) {
  constexpr Example kExamples[] = {
      {"24 + 35를 계산하시오.", "⟨N2⟩+⟨N2⟩를 계산하시오."},
      {"$x^2-5x+6=0$", "x^2-⟨N1⟩x+⟨N1⟩=⟨0⟩"},
      {"0.25 × 1.5", "⟨D1.2⟩×⟨D1.1⟩"},
      {"0.12345", "⟨D1.4⟩"},
      {"\\frac{1}{5}, \\frac{3}{5}, \\frac{7}{5}", "⟨Fu1⟩, ⟨Fp1⟩, ⟨Fi1⟩"},
      {"\\frac{3}{10}", "⟨Fp2⟩"},
      {"2\\frac{1}{3}", "⟨Mu1.1⟩"},
      {"30%는 12.5%", "⟨P2⟩는 ⟨P2.1⟩"},
      {"-3, (-5)", "⟨-N1⟩, (⟨-N1⟩)"},
      {"5-3", "⟨N1⟩-⟨N1⟩"},
      {"□-3", "□-⟨N1⟩"},
      {"0.\\dot{1}2\\dot{3}", "⟨R1.3⟩"},
      {"1,250원", "⟨N4⟩원"},
      {"3만 5000원", "⟨N5⟩원"},
      {"5보다 3만큼 더 큰 수", "⟨N1⟩보다 ⟨N1⟩만큼 더 큰 수"},
      {"12억 3456만", "⟨N9⟩"},
      {"12345, 123456789", "⟨N5⟩, ⟨N9⟩"},
      {"2:30, 3시 25분", "⟨N1⟩:⟨N2⟩, ⟨N1⟩시 ⟨N2⟩분"},
      {"A4 용지, x_1, √[3](8)", "A4 용지, x_1, √[3](⟨N1⟩)"},
      {"(1) 3+5 ① 8", "(1) ⟨N1⟩+⟨N1⟩ ① ⟨N1⟩"},
      {"2^{3}×10^{-2}", "⟨N1⟩^3×⟨N2⟩^(-2)"},
      {"sin 30°", "sin⟨N2⟩°"},
      {"2024/3/5", "⟨N4⟩/⟨N1⟩/⟨N1⟩"},
      {"1/2x, 1/(2x)", "⟨Fu1⟩x, ⟨N1⟩/(⟨N1⟩x)"},
      {"", ""},
  };
  for (const Example& example : kExamples) {
    EXPECT_EQ(SlotOf(example.input).slotted, example.slotted) << example.input;
  }
}

TEST(NumberSlots, CarryValuesAndSizes) {
  EXPECT_EQ(OnlyNumber("1,250원").value, 1250);
  EXPECT_EQ(OnlyNumber("1,250원").digits, 4U);
  EXPECT_EQ(OnlyNumber("3만 5000원").value, 35000);
  EXPECT_EQ(OnlyNumber("3만 5000원").digits, 5U);
  EXPECT_EQ(OnlyNumber("5천만").value, 5e7);
  EXPECT_EQ(OnlyNumber("3.5만").value, 35000);
  EXPECT_EQ(OnlyNumber("1조 5000억").value, 1.5e12);
  EXPECT_DOUBLE_EQ(OnlyNumber("12.5%").value, 12.5);
  EXPECT_EQ(OnlyNumber("12.5%").kind, NumberKind::kPercent);
  EXPECT_DOUBLE_EQ(OnlyNumber("2\\frac{1}{3}").value, 7.0 / 3);
  EXPECT_DOUBLE_EQ(OnlyNumber("0.\\dot{3}").value, 1.0 / 3);
  EXPECT_DOUBLE_EQ(OnlyNumber("0.1\\dot{6}").value, 1.0 / 6);
  EXPECT_EQ(OnlyNumber("0.\\dot{3}").kind, NumberKind::kRecurring);
  EXPECT_EQ(OnlyNumber("(-5)").value, -5);
  EXPECT_TRUE(OnlyNumber("(-5)").negative);
  EXPECT_EQ(OnlyNumber("0.250").decimals, 3U);
  EXPECT_EQ(OnlyNumber("1/0").value, 0);
}

TEST(NumberSlots, TellFractionsApart) {
  EXPECT_EQ(OnlyNumber("1/7").fraction, FractionKind::kUnit);
  EXPECT_EQ(OnlyNumber("3/7").fraction, FractionKind::kProper);
  EXPECT_EQ(OnlyNumber("7/7").fraction, FractionKind::kImproper);
  EXPECT_EQ(OnlyNumber("7").fraction, FractionKind::kNone);
  const NumberSlot mixed = OnlyNumber("12⅗");
  EXPECT_EQ(mixed.kind, NumberKind::kMixed);
  EXPECT_EQ(mixed.numerator, 3U);
  EXPECT_EQ(mixed.denominator, 5U);
  EXPECT_EQ(mixed.digits, 2U);
}

TEST(NumberSlots, NameTheUnit) {
  EXPECT_EQ(OnlyNumber("넓이 5 ㎠").unit, "cm^2");
  EXPECT_EQ(OnlyNumber("3개").unit, "개");
  EXPECT_EQ(OnlyNumber("3 명입니다").unit, "명");
  EXPECT_EQ(OnlyNumber("2시간").unit, "시간");
  EXPECT_EQ(OnlyNumber("90°").unit, "°");
  EXPECT_EQ(OnlyNumber("36.5℃").unit, "°C");
  EXPECT_EQ(OnlyNumber("3 주어진").unit, "");
  EXPECT_EQ(OnlyNumber("3x").unit, "");
  EXPECT_EQ(OnlyNumber("300㎖").unit, "mL");
}

TEST(NumberSlots, PointIntoTheCanonicalText) {
  const NormalizedText text = Normalize("기온은 -3 ℃, 넓이는 3만 5000 ㎡");
  const SlottedText slotted = Slot(text);
  ASSERT_EQ(slotted.numbers.size(), 2U);
  const auto piece = [&](const NumberSlot& slot) {
    return text.canonical.substr(slot.begin, slot.end - slot.begin);
  };
  EXPECT_EQ(piece(slotted.numbers[0]), "-3");
  EXPECT_EQ(piece(slotted.numbers[1]), "3만 5000");
}

TEST(NumberSlots, RelateOperands) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(SlotOf("24+35").relations, Names{"no_carry"});
  EXPECT_EQ(SlotOf("27+35").relations, Names{"carry"});
  EXPECT_EQ(SlotOf("302-158").relations, Names{"borrow"});
  EXPECT_EQ(SlotOf("456-123").relations, Names{"no_borrow"});
  EXPECT_EQ(SlotOf("3-5").relations, Names{"negative_result"});
  EXPECT_EQ(SlotOf("0.7+0.5").relations, Names{"carry"});
  EXPECT_EQ(SlotOf("1.25+0.3").relations, Names{"no_carry"});
  EXPECT_EQ(SlotOf("24×3").relations, Names{"carry"});
  EXPECT_EQ(SlotOf("21×3").relations, Names{"no_carry"});
  EXPECT_EQ(SlotOf("2×7").relations, Names{});
  EXPECT_EQ(SlotOf("84÷7").relations, Names{"divisible"});
  EXPECT_EQ(SlotOf("85÷7").relations, Names{"remainder"});
  EXPECT_EQ(SlotOf("3÷4").relations, Names{"smaller_dividend"});
  EXPECT_EQ(SlotOf("3÷0").relations, Names{});
  EXPECT_EQ(SlotOf("\\frac{1}{5}+\\frac{2}{5}").relations, Names{"same_denominator"});
  EXPECT_EQ(SlotOf("2⅓-1½").relations, Names{"different_denominator"});
  EXPECT_EQ(SlotOf("25+25").relations, (Names{"carry", "equal"}));
  EXPECT_EQ(SlotOf("5씩 5묶음").relations, Names{"repeated"});
  EXPECT_EQ(SlotOf("3, 5").relations, Names{});
}

TEST(NumberSlots, TemplatesIgnoreValuesOnly) {
  EXPECT_EQ(SlotOf("24+35").slotted, SlotOf("71+18").slotted);
  EXPECT_NE(SlotOf("24+35").slotted, SlotOf("24×35").slotted);
  EXPECT_NE(SlotOf("24+35").slotted, SlotOf("241+35").slotted);
  EXPECT_NE(SlotOf("x^2=4").slotted, SlotOf("x^3=4").slotted);
  EXPECT_NE(SlotOf("3 cm").slotted, SlotOf("3 m").slotted);
}

TEST(NumberSlots, SurviveHugeNumbers) {
  const std::string huge(20000, '9');
  const NumberSlot slot = OnlyNumber(huge);
  EXPECT_EQ(slot.digits, huge.size());
  EXPECT_EQ(slot.value, std::numeric_limits<double>::max());
  EXPECT_TRUE(std::isfinite(OnlyNumber("0." + huge).value));
  EXPECT_TRUE(std::isfinite(OnlyNumber(huge + "조 1").value));
  const NumberSlot fraction = OnlyNumber("1/" + huge);
  EXPECT_EQ(fraction.denominator, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(SlotOf(huge + "+" + huge).relations, std::vector<std::string>{"equal"});
}

TEST(NumberSlots, AcceptTextThatNobodyNormalised) {
  NormalizedText text;
  text.canonical =
      "1\xFF.\xEC"
      "2^(3";
  const SlottedText slotted = Slot(text);
  EXPECT_EQ(slotted.numbers.size(), 2U);
}

}  // namespace
}  // namespace munhang::text
