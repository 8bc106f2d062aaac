#ifndef MUNHANG_TEXT_CHARACTER_TABLES_H_
#define MUNHANG_TEXT_CHARACTER_TABLES_H_

#include <string_view>

namespace munhang::text {

// Signs with several code points, as one: dashes, multiplication signs, boxes, quotes, circled
// numbers in other circles. `c` itself when it has no other spelling.
char32_t OneSpelling(char32_t c);

// Signs whose canonical form takes several characters (㎠ as cm^2); empty for the rest.
std::u32string_view Spelled(char32_t c);

// The plain character of a superscript, of a subscript; 0 when `c` is none.
char32_t Raised(char32_t c);
char32_t Lowered(char32_t c);

// The letter a conjoining Jamo that composed with nothing stands for; `c` for other characters.
char32_t StandaloneJamo(char32_t c);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_CHARACTER_TABLES_H_
