#ifndef MUNHANG_TEXT_LATEX_H_
#define MUNHANG_TEXT_LATEX_H_

#include <string>
#include <string_view>

namespace munhang::text {

// Rewrites LaTeX (and the "{a} over {b}" of the Hangul word processor) as running text: commands
// become signs, fractions a/b with the parentheses they need, arguments of ^ and _ parenthesised,
// rows "a ; b". Dollar signs and backslashes go; braces go where there is LaTeX and stay in text
// without any. Vulgar fractions (½) are written out too, because "2½" needs the same care as
// 2\frac{1}{2}: it becomes 2_1/2.
std::u32string LowerLatex(std::u32string_view text);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_LATEX_H_
