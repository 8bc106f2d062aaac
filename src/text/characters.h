#ifndef MUNHANG_TEXT_CHARACTERS_H_
#define MUNHANG_TEXT_CHARACTERS_H_

#include <string_view>

namespace munhang::text {

// Marks a digit of a recurring decimal's cycle; follows the digit.
inline constexpr char32_t kCombiningDot = 0x0307;
// Draws a line over the character before it.
inline constexpr char32_t kCombiningOverline = 0x0305;

constexpr bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
constexpr bool IsUpper(char32_t c) { return c >= U'A' && c <= U'Z'; }
constexpr bool IsLatin(char32_t c) { return IsUpper(c) || (c >= U'a' && c <= U'z'); }
constexpr bool IsGreek(char32_t c) { return (c >= U'α' && c <= U'ω') || (c >= U'Α' && c <= U'Ω'); }
constexpr bool IsAlphanumeric(char32_t c) { return IsDigit(c) || IsLatin(c); }
constexpr bool IsHangulSyllable(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }
// ㄱ to ㅎ, the letters of statement markers and of points in elementary geometry.
constexpr bool IsHangulConsonant(char32_t c) { return c >= 0x3131 && c <= 0x314E; }
// ① to ㊿, the markers of answer options.
constexpr bool IsCircledNumber(char32_t c) {
  return (c >= 0x2460 && c <= 0x2473) || c == 0x24EA || (c >= 0x3251 && c <= 0x325F) ||
         (c >= 0x32B1 && c <= 0x32BF);
}

constexpr bool IsOneOf(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }

// What can end, and start, a factor written beside a multiplication sign.
constexpr bool EndsOperand(char32_t c) {
  return IsAlphanumeric(c) || IsGreek(c) || c == U')' || c == U']' || c == U'□' ||
         c == kCombiningDot;
}
constexpr bool StartsOperand(char32_t c) {
  return IsAlphanumeric(c) || IsGreek(c) || c == U'(' || c == U'□' || c == U'√';
}

// Signs that take no space on either side in the canonical form.
constexpr bool IsTightSign(char32_t c) { return IsOneOf(c, U"+-×÷=<>≤≥≠±∓^≒≡∽⊥∥/~*→"); }
// Signs that take no space after them.
constexpr bool IsPrefixSign(char32_t c) { return IsOneOf(c, U"√∠△‾"); }

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_CHARACTERS_H_
