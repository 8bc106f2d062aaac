#ifndef MUNHANG_RETRIEVAL_FEATURES_H_
#define MUNHANG_RETRIEVAL_FEATURES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/text/number_slots.h"

namespace munhang::retrieval {

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
// as one character.
void AppendGrams(std::string_view text, View view, std::vector<Gram>* grams);

// Hashes of all features of a text, with repetitions.
std::vector<uint64_t> Features(std::string_view canonical, const text::SlottedText& slotted);

}  // namespace munhang::retrieval

#endif  // MUNHANG_RETRIEVAL_FEATURES_H_
