#ifndef MUNHANG_TEXT_FINGERPRINT_H_
#define MUNHANG_TEXT_FINGERPRINT_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::text {

// The first 128 bits of a SHA-256 digest (FIPS 180-4), big-endian: the same on every machine and
// in every process. Items come from outside, so the digest must resist made-up collisions; 128
// bits leave a 2^64 birthday bound. Whoever serves an answer by fingerprint still compares the
// texts.
struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend constexpr auto operator<=>(const Fingerprint&, const Fingerprint&) = default;

  // 32 lower-case hexadecimal digits, high word first.
  std::string ToHex() const;
  // The inverse of ToHex; nullopt for anything but 32 hexadecimal digits of either case.
  static std::optional<Fingerprint> FromHex(std::string_view hex);
};

// The text that decides whether two items are the same question: the canonical text without the
// spaces that cannot carry meaning. Korean word spacing is not reliable between sources and never
// decides what an item asks, so those spaces go. A space stays where two factors would run
// together ("3 5" and "35", "2 □" and "2□", "√(2) √(3)" and a product) and after a separator
// before a digit ("1, 250" is two numbers, "1,250" one). `compact` would merge those.
std::string ExactKeyText(const NormalizedText& text);

// Fingerprint of ExactKeyText(text). Thread-safe, as are the functions below.
Fingerprint TextFingerprint(const NormalizedText& text);

// Fingerprint of the slotted text, spaces treated as in ExactKeyText, and of the relations in
// their order. Equal for items that differ only in numbers of the same type and relation.
Fingerprint TemplateFingerprint(const SlottedText& slotted);

// Fingerprint of arbitrary bytes, for composed cache keys.
Fingerprint BytesFingerprint(std::string_view bytes);

}  // namespace munhang::text

template <>
struct std::hash<munhang::text::Fingerprint> {
  // The bits are already uniform.
  std::size_t operator()(const munhang::text::Fingerprint& fingerprint) const noexcept {
    return static_cast<std::size_t>(fingerprint.low);
  }
};

#endif  // MUNHANG_TEXT_FINGERPRINT_H_
