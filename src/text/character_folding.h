#ifndef MUNHANG_TEXT_CHARACTER_FOLDING_H_
#define MUNHANG_TEXT_CHARACTER_FOLDING_H_

#include <string>
#include <string_view>

namespace munhang::text {

// Brings each character to one spelling: NFKC, except where NFKC would change what a formula
// says. It turns x² into x2, ½ into 1⁄2 (so 2½ into 21⁄2), ① into 1, ㎠ into cm2 and ㄱ into a
// conjoining letter. Those become ^(2), stay, stay, cm^2 and stay. Dashes, signs, boxes,
// brackets and quotes that look alike become one; every kind of space becomes U+0020; invisible
// characters go.
std::u32string FoldCharacters(std::u32string_view text);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_CHARACTER_FOLDING_H_
