#include "text/utf8.h"

#include <cstdint>
#include <optional>

#include "munhang/text/normalizer.h"

namespace munhang::text {
namespace {

struct LeadByte {
  std::size_t length;  // 0: starts nothing
  std::uint8_t second_min;
  std::uint8_t second_max;
};

// Unicode 15, table 3-7.
constexpr LeadByte ClassifyLead(std::uint8_t lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xC2) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead < 0xF4) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

DecodedCharacter DecodeUtf8At(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const std::uint8_t lead = byte(at);
  const LeadByte form = ClassifyLead(lead);
  if (form.length == 1) return {lead, 1, true};
  if (form.length == 0) return {};
  char32_t code_point = lead & (0x7F >> form.length);
  for (std::size_t i = 1; i < form.length; ++i) {
    if (at + i >= bytes.size()) return {kReplacementCharacter, i, false};
    const std::uint8_t next = byte(at + i);
    const std::uint8_t min = i == 1 ? form.second_min : 0x80;
    const std::uint8_t max = i == 1 ? form.second_max : 0xBF;
    if (next < min || next > max) return {kReplacementCharacter, i, false};
    code_point = (code_point << 6) | (next & 0x3F);
  }
  return {code_point, form.length, true};
}

std::u32string DecodeUtf8(std::string_view bytes) {
  std::u32string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const DecodedCharacter character = DecodeUtf8At(bytes, at);
    out.push_back(character.code_point);
    at += character.length;
  }
  return out;
}

void AppendUtf8(char32_t code_point, std::string& out) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) {
    code_point = kReplacementCharacter;
  }
  const auto push = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    push(code_point);
    return;
  }
  if (code_point < 0x800) {
    push(0xC0 | (code_point >> 6));
  } else {
    if (code_point < 0x10000) {
      push(0xE0 | (code_point >> 12));
    } else {
      push(0xF0 | (code_point >> 18));
      push(0x80 | ((code_point >> 12) & 0x3F));
    }
    push(0x80 | ((code_point >> 6) & 0x3F));
  }
  push(0x80 | (code_point & 0x3F));
}

std::string EncodeUtf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size() * 3);
  for (const char32_t code_point : code_points) AppendUtf8(code_point, out);
  return out;
}

std::optional<std::size_t> FirstInvalidUtf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const DecodedCharacter character = DecodeUtf8At(bytes, at);
    if (!character.valid) return at;
    at += character.length;
  }
  return std::nullopt;
}

bool IsValidUtf8(std::string_view bytes) { return !FirstInvalidUtf8(bytes).has_value(); }

}  // namespace munhang::text
