#ifndef MUNHANG_TEXT_NOTATION_H_
#define MUNHANG_TEXT_NOTATION_H_

#include <string>
#include <string_view>

namespace munhang::text {

// Decides, while the typed spaces still tell, which letters and punctuation are signs: "3 x 4"
// and 3*4 are products ("2x 3" is not), x**2 a power, "( )" and ____ blanks.
std::u32string ResolveSigns(std::u32string_view text);

// Brings notation to the form promised in normalizer.h: relation signs typed as several
// characters, roots, powers, mixed numbers, units, markers. `text` has canonical spacing.
std::u32string CanonicalNotation(std::u32string_view text);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_NOTATION_H_
