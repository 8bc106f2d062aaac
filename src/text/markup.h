#ifndef MUNHANG_TEXT_MARKUP_H_
#define MUNHANG_TEXT_MARKUP_H_

#include <string>
#include <string_view>

namespace munhang::text {

// Replaces HTML character references by their characters and known tags by what they mean in
// running text: <sup>2</sup> by ^{2}, <sub> by _{...}, block and line tags by a space, inline
// tags by nothing. "<보기>" and "a<b" are not tags and stay.
std::u32string FoldMarkup(std::u32string_view text);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_MARKUP_H_
