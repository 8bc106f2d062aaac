#include "observability/json_text.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace munhang::observability {
namespace {

constexpr std::string_view kReplacementCharacter = "\xef\xbf\xbd";

bool IsPlain(char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; }

// Length of the UTF-8 sequence that `bytes` starts with, 0 when it is not well formed (The Unicode
// Standard, table 3-7).
size_t SequenceLength(std::string_view bytes) {
  const auto at = [bytes](size_t i) -> uint8_t {
    return i < bytes.size() ? static_cast<uint8_t>(bytes[i]) : 0;
  };
  const uint8_t lead = at(0);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  // The second byte shuts out overlong forms, surrogates and what lies above U+10FFFF.
  const uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const uint8_t high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (at(1) < low || at(1) > high) return 0;
  const size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (size_t i = 2; i < length; ++i) {
    if ((at(i) & 0xc0) != 0x80) return 0;
  }
  return length;
}

void AppendEscape(unsigned code_point, std::string* json) {
  static constexpr char kHex[] = "0123456789abcdef";
  *json += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) *json += kHex[(code_point >> shift) & 15];
}

void AppendSpecialAscii(char c, std::string* json) {
  switch (c) {
    case '"':
      *json += "\\\"";
      return;
    case '\\':
      *json += "\\\\";
      return;
    case '\n':
      *json += "\\n";
      return;
    case '\r':
      *json += "\\r";
      return;
    case '\t':
      *json += "\\t";
      return;
    default:
      AppendEscape(static_cast<uint8_t>(c), json);
  }
}

// A sequence of two bytes or more.
void AppendSequence(std::string_view sequence, std::string* json) {
  if (sequence[0] == '\xc2' && static_cast<uint8_t>(sequence[1]) < 0xa0) {
    AppendEscape(static_cast<uint8_t>(sequence[1]), json);  // Control characters U+0080 to U+009F.
  } else if (sequence == "\u2028") {
    *json += "\\u2028";
  } else if (sequence == "\u2029") {
    *json += "\\u2029";
  } else {
    *json += sequence;
  }
}

}  // namespace

void AppendJsonString(std::string_view bytes, std::string* json) {
  *json += '"';
  while (!bytes.empty()) {
    size_t plain = 0;
    while (plain < bytes.size() && IsPlain(bytes[plain])) ++plain;
    *json += bytes.substr(0, plain);
    bytes.remove_prefix(plain);
    if (bytes.empty()) break;

    const size_t length = SequenceLength(bytes);
    if (length == 0) {
      *json += kReplacementCharacter;
      bytes.remove_prefix(1);
      continue;
    }
    if (length == 1) {
      AppendSpecialAscii(bytes[0], json);
    } else {
      AppendSequence(bytes.substr(0, length), json);
    }
    bytes.remove_prefix(length);
  }
  *json += '"';
}

void AppendJsonNumber(double value, std::string* json) {
  if (!std::isfinite(value)) {
    *json += "null";
    return;
  }
  char digits[32];
  const auto result = std::to_chars(digits, digits + sizeof(digits), value);
  json->append(digits, result.ptr);
}

}  // namespace munhang::observability
