#ifndef MUNHANG_TEXT_NUMBER_SLOTS_H_
#define MUNHANG_TEXT_NUMBER_SLOTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/text/normalizer.h"

namespace munhang::text {

enum class NumberKind {
  kNatural,    // 24, 1,250, 3만 5000
  kDecimal,    // 0.25
  kRecurring,  // 0.3̇
  kFraction,   // 3/5
  kMixed,      // 2_1/3
  kPercent,    // 30%, 12.5%
};

enum class FractionKind {
  kNone,      // not a fraction or mixed number
  kUnit,      // 1/n, n > 1
  kProper,    // numerator < denominator
  kImproper,  // the rest, also a zero denominator
};

// One number of a canonical text.
struct NumberSlot {
  NumberKind kind = NumberKind::kNatural;
  FractionKind fraction = FractionKind::kNone;
  bool negative = false;  // a unary minus precedes and belongs to the slot
  // Signed value, percentages as printed (30% is 30), recurring decimals as the fraction they
  // stand for. Saturates at the largest finite double; 0 for a zero denominator.
  double value = 0;
  // Digits of the whole part: of 1,250 and of 3만 5000 four and five, of 0.25 one, of 2_1/3 one.
  // Of a fraction, digits of the denominator. Leading zeros count as printed.
  std::size_t digits = 0;
  std::size_t decimals = 0;  // digits after the point
  // Of a fraction and of a mixed number's fraction part; saturate at 2^64-1. Else 0.
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 0;
  // Half-open byte range in NormalizedText::canonical, sign and percent sign included.
  std::size_t begin = 0;
  std::size_t end = 0;
  // The unit that follows, as printed: "cm^2", "°", "개", "시간"; empty when none is known. It
  // lies outside [begin, end) and stays literal in the slotted text.
  std::string unit;
};

// A text with its numbers replaced by their types: texts that differ in numbers of the same type
// are equal, texts that differ in operator, relation sign, exponent, unit or word are not.
struct SlottedText {
  // In order of `begin`, not overlapping.
  std::vector<NumberSlot> numbers;
  // The canonical text with each number as ⟨sign kind size⟩:
  //   ⟨0⟩           zero, but for percentages and 00
  //   ⟨N2⟩          natural number of two digits; sizes 1 2 3 4, 5 for 5-8 and 9 for 9 or more
  //   ⟨D1.2⟩        decimal, whole digits (sizes as above) and decimals 1 2 3, 4 for more
  //   ⟨R1.2⟩        recurring decimal
  //   ⟨Fp1⟩         fraction: u unit, p proper, i improper; size of the denominator
  //   ⟨Mp1.1⟩       mixed number: fraction kind, size of the whole part, of the denominator
  //   ⟨P2⟩ ⟨P2.1⟩   percentage
  //   ⟨-N1⟩         negative number
  // Exponents, subscripts, labels such as A4, (1) and ① and, of "3:25", the colon stay literal.
  // A particle right after a number takes the form that follows a vowel (를, 는, 가, 와, 라, 로),
  // because the other form only tells which digit the number ends in.
  // At most ten times as long as the canonical text.
  std::string slotted;
  // How numbers relate, in order of occurrence, for numbers joined by one operator:
  //   a+b            carry | no_carry (natural and decimal), same_denominator |
  //                  different_denominator (fraction and mixed)
  //   a-b            borrow | no_borrow | negative_result, denominators as above
  //   a×b            carry | no_carry, when one is a one-digit natural number
  //   a÷b            divisible | remainder | smaller_dividend (natural numbers)
  //   any operator   equal, when both have the same value
  // and "repeated" for every other number whose value and kind an earlier number had.
  std::vector<std::string> relations;
};

// Finds the numbers of `text.canonical`. Pure and thread-safe; linear; throws nothing but
// std::bad_alloc. Digit strings of any length are safe.
SlottedText Slot(const NormalizedText& text);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_NUMBER_SLOTS_H_
