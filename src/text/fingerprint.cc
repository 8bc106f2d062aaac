#include "munhang/text/fingerprint.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <optional>

#include "text/characters.h"
#include "text/utf8.h"

namespace munhang::text {
namespace {

bool IsSlotBracket(char32_t c) { return c == U'⟨' || c == U'⟩'; }

// Whether `before` and `after` would read as one thing, or as another thing, without the space
// between them: "3 5", "√(2) √(3)", "30° 15". `next` follows `after`.
bool SpaceSeparates(char32_t before, char32_t after, char32_t next) {
  const bool number_follows = IsDigit(after) || IsSlotBracket(after);
  if (IsOneOf(before, U",.:;°%")) return number_follows;
  if (!EndsOperand(before) && !IsSlotBracket(before)) return false;
  // A remark, not a factor: "12 (단, ...)".
  if (after == U'(' && IsHangulSyllable(next)) return false;
  return StartsOperand(after) || number_follows;
}

std::string WithoutIdleSpaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto code_point_at = [&](std::size_t at) {
    return at < text.size() ? DecodeUtf8At(text, at).code_point : U' ';
  };
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCharacter character = DecodeUtf8At(text, at);
    at += character.length;
    if (character.code_point != U' ') {
      out.append(text.substr(at - character.length, character.length));
      before = character.code_point;
      continue;
    }
    if (at >= text.size()) break;
    const DecodedCharacter after = DecodeUtf8At(text, at);
    if (SpaceSeparates(before, after.code_point, code_point_at(at + after.length))) {
      out.push_back(' ');
    }
  }
  return out;
}

std::optional<std::uint64_t> ParseWord(std::string_view hex) {
  std::uint64_t word = 0;
  for (const char c : hex) {
    int digit = -1;
    if (c >= '0' && c <= '9') digit = c - '0';
    if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
    if (digit < 0) return std::nullopt;
    word = word << 4 | static_cast<std::uint64_t>(digit);
  }
  return word;
}

}  // namespace

std::string Fingerprint::ToHex() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(32);
  for (const std::uint64_t word : {high, low}) {
    for (int shift = 60; shift >= 0; shift -= 4) hex.push_back(kDigits[word >> shift & 0xF]);
  }
  return hex;
}

std::optional<Fingerprint> Fingerprint::FromHex(std::string_view hex) {
  if (hex.size() != 32) return std::nullopt;
  const std::optional<std::uint64_t> high = ParseWord(hex.substr(0, 16));
  const std::optional<std::uint64_t> low = ParseWord(hex.substr(16));
  if (!high.has_value() || !low.has_value()) return std::nullopt;
  return Fingerprint{*high, *low};
}

Fingerprint BytesFingerprint(std::string_view bytes) {
  // Fetched once: looking the algorithm up costs more than hashing an item. Never freed, so that
  // it outlives every static object that may still use it.
  static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
  unsigned int length = 0;
  if (sha256 == nullptr ||
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, sha256, nullptr) != 1) {
    // Out of memory or a broken library; a made-up key would serve wrong answers.
    std::abort();
  }
  Fingerprint fingerprint;
  for (std::size_t i = 0; i < 8; ++i) {
    fingerprint.high = fingerprint.high << 8 | digest[i];
    fingerprint.low = fingerprint.low << 8 | digest[8 + i];
  }
  return fingerprint;
}

std::string ExactKeyText(const NormalizedText& text) { return WithoutIdleSpaces(text.canonical); }

Fingerprint TextFingerprint(const NormalizedText& text) {
  return BytesFingerprint(ExactKeyText(text));
}

Fingerprint TemplateFingerprint(const SlottedText& slotted) {
  std::string key = WithoutIdleSpaces(slotted.slotted);
  for (const std::string& relation : slotted.relations) {
    // A newline occurs in neither.
    key.push_back('\n');
    key.append(relation);
  }
  return BytesFingerprint(key);
}

}  // namespace munhang::text
