#ifndef MUNHANG_TEXT_SPACING_H_
#define MUNHANG_TEXT_SPACING_H_

#include <string>
#include <string_view>

namespace munhang::text {

// Canonical spaces: none at the ends, around operators, inside brackets, before closing
// punctuation and between a number and a unit in Latin letters; one after a comma that separates
// and around ①; elsewhere one where there was any.
std::u32string CanonicalSpacing(std::u32string_view text);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_SPACING_H_
