#ifndef MUNHANG_TEXT_LATEX_FRACTION_H_
#define MUNHANG_TEXT_LATEX_FRACTION_H_

#include <string>
#include <string_view>

namespace munhang::text {

// Appends the fraction of `numerator` and `denominator` to a text `before`, in front of `after`,
// so that it reads as the same number: 3/5, (x+1)/2, 1/(2x), a_b/c after a whole number, and in
// parentheses where a neighbour would otherwise join it.
void AppendFraction(std::u32string_view numerator, std::u32string_view denominator,
                    std::u32string_view after, std::u32string& before);

// Digits only, as many as you like: whether numerator < denominator.
bool IsProperFraction(std::u32string_view numerator, std::u32string_view denominator);

// Whether every character is an ASCII digit; false when empty.
bool IsAllDigits(std::u32string_view text);

// Whether `text` ends in a whole number that can be the whole part of a mixed number: not the
// end of 2.5, 1/3, x^2, a_1 or A4.
bool EndsInWholeNumber(std::u32string_view text);

// Whether the text is one parenthesised group, or the root of one.
bool IsOneGroup(std::u32string_view text);

std::u32string_view TrimSpaces(std::u32string_view text);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_LATEX_FRACTION_H_
