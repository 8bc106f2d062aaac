#ifndef MUNHANG_TEXT_UTF8_H_
#define MUNHANG_TEXT_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace munhang::text {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

struct DecodedCharacter {
  char32_t code_point = kReplacementCharacter;
  std::size_t length = 1;  // bytes consumed, 1 to 4
  bool valid = false;
};

// Decodes the character at `bytes[at]`. REQUIRES: at < bytes.size(). An ill-formed sequence
// consumes its longest well-formed beginning, at least one byte (Unicode 15, section 3.9).
DecodedCharacter DecodeUtf8At(std::string_view bytes, std::size_t at);

// Ill-formed sequences become U+FFFD.
std::u32string DecodeUtf8(std::string_view bytes);

// Values that are no Unicode scalar become U+FFFD.
void AppendUtf8(char32_t code_point, std::string& out);
std::string EncodeUtf8(std::u32string_view code_points);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_UTF8_H_
