#ifndef MUNHANG_TEXT_FEATURES_H_
#define MUNHANG_TEXT_FEATURES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::text {

// Version of the features. Everything trained on them depends on it.
inline constexpr std::string_view kFeatureVersion = "features-1";

// Longest character n-gram.
inline constexpr size_t kLongestGram = 4;

// Two views of a text are kept apart by the seed of their hashes.
enum class View : uint64_t { kWritten = 0x9ae16a3b2f90404full, kSlotted = 0xc3a5c85c97cb3127ull };

// One occurrence of an n-gram: bytes [begin, end) of the text it was taken from.
struct Gram {
  uint64_t hash;
  uint32_t begin;
  uint32_t end;
};

// Appends the 1- to 4-grams of `text`, with a boundary mark at either end. A number slot ⟨…⟩ counts
// as one character. `text` is valid UTF-8.
void AppendGrams(std::string_view text, View view, std::vector<Gram>* grams);

// A feature that is no n-gram.
struct NamedFeature {
  // What people may read of it, in Korean: "받아올림 있음", "식의 꼴 ⟨N2⟩+⟨N2⟩".
  std::string name;
  uint64_t hash;
  // Under how many hashes it counts, so that it says as much as a short word would.
  size_t repeats;
};

// The hash of a feature's repeat, 0 to repeats - 1.
uint64_t RepeatedHash(const NamedFeature& feature, size_t repeat);

// What the numbers of a text say, in this order:
//   how they relate (SlottedText::relations);
//   the shape of every expression: its numbers' types and signs in order, without what asks for the
//     result ("=", "=□"), which tells 24+35 from 24+35+7;
//   what the text is made of: the kinds, sizes, units and number of its numbers, and its length.
std::vector<NamedFeature> NumberFeatures(const NormalizedText& text, const SlottedText& slotted);

// A distinct feature of a text and how often it occurs.
struct CountedFeature {
  uint64_t hash;
  uint32_t count;
};

// What a text shows of itself to a linear model, in the order of first occurrence: its n-grams as
// written, those with its numbers as typed slots, and its number features. Nothing for an empty
// text. Pure, thread-safe, linear in the length of the text.
std::vector<CountedFeature> CountFeatures(const NormalizedText& text, const SlottedText& slotted);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_FEATURES_H_
