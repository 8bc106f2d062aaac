#ifndef MUNHANG_TEXT_UNITS_H_
#define MUNHANG_TEXT_UNITS_H_

#include <cstddef>
#include <string_view>

namespace munhang::text {

// Length of the unit in Latin letters (cm, kg, mL, ...) that starts at `at` and is not part of a
// longer word, without its exponent; 0 when there is none. Litres count in either case.
std::size_t LatinUnitLength(std::u32string_view text, std::size_t at);

// Whether the unit has squares and cubes in school items (mm, cm, m, km).
bool IsLengthUnit(std::u32string_view unit);

// The unit as printed in Korean textbooks: litres as L, the rest unchanged.
std::u32string_view CanonicalUnit(std::u32string_view unit);

// Byte length of the unit that follows a number in canonical UTF-8 text at `at`, in Latin letters
// with its exponent, as a sign (°, °C) or in Hangul (개, 시간); 0 when no known unit follows.
std::size_t UnitLengthInUtf8(std::string_view text, std::size_t at);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_UNITS_H_
