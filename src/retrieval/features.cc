#include "retrieval/features.h"

#include <algorithm>
#include <array>

namespace munhang::retrieval {
namespace {

struct Symbol {
  uint64_t value;
  uint32_t begin;
  uint32_t end;
};

constexpr uint64_t kBoundary = 0x110000;
// A relation or a shape counts as much as a short word would, which has its n-grams in both views.
constexpr size_t kRepeats = 8;
constexpr std::string_view kSlotOpen = "⟨";
constexpr std::string_view kSlotClose = "⟩";

// The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): every input bit moves every output
// bit.
uint64_t Mix(uint64_t value) {
  value ^= value >> 30;
  value *= 0xbf58476d1ce4e5b9ull;
  value ^= value >> 27;
  value *= 0x94d049bb133111ebull;
  value ^= value >> 31;
  return value;
}

uint64_t Extend(uint64_t hash, uint64_t symbol) { return Mix(hash * 0x100000001b3ull + symbol); }

size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

// Bytes of a character, or of a whole slot, as one number. The text is valid UTF-8.
std::vector<Symbol> Symbols(std::string_view text) {
  std::vector<Symbol> symbols;
  symbols.reserve(text.size() / 2 + 2);
  symbols.push_back({kBoundary, 0, 0});
  for (size_t at = 0; at < text.size();) {
    size_t length = SequenceLength(static_cast<unsigned char>(text[at]));
    if (text.substr(at).starts_with(kSlotOpen)) {
      const size_t close = text.find(kSlotClose, at);
      if (close != std::string_view::npos) length = close + kSlotClose.size() - at;
    }
    length = std::min(length, text.size() - at);
    uint64_t value = length > 4 ? 1 : 0;
    for (size_t i = 0; i < length; ++i) {
      const auto byte = static_cast<unsigned char>(text[at + i]);
      value = length > 4 ? Extend(value, byte) : (value << 8 | byte);
    }
    symbols.push_back({value, static_cast<uint32_t>(at), static_cast<uint32_t>(at + length)});
    at += length;
  }
  const auto end = static_cast<uint32_t>(text.size());
  symbols.push_back({kBoundary, end, end});
  return symbols;
}

// Signs that hold an expression together.
bool IsSign(std::string_view symbol) {
  static constexpr std::array<std::string_view, 14> kSigns = {"+", "-", "×", "÷", "=", "<", ">",
                                                              "≤", "≥", "(", ")", "□", "/", "√"};
  return std::find(kSigns.begin(), kSigns.end(), symbol) != kSigns.end();
}

void AppendRepeated(uint64_t hash, std::vector<uint64_t>* features) {
  for (size_t i = 0; i < kRepeats; ++i) features->push_back(Extend(hash, i));
}

// The shape of every expression: its numbers' types and its signs in order, without what asks for
// the result ("=", "=□"). Tells 24+35 from 24+35+7, which share all their n-grams but the last.
void AppendShapes(std::string_view slotted, std::vector<uint64_t>* features) {
  uint64_t shape = 0;
  uint64_t asked = 0;
  bool has_slot = false;
  bool has_sign = false;
  const auto finish = [&] {
    if (has_slot && has_sign) AppendRepeated(asked, features);
    shape = asked = 0;
    has_slot = has_sign = false;
  };
  for (const Symbol& symbol : Symbols(slotted)) {
    const std::string_view text = slotted.substr(symbol.begin, symbol.end - symbol.begin);
    const bool is_slot = text.starts_with(kSlotOpen);
    if (!is_slot && !IsSign(text)) {
      finish();
      continue;
    }
    shape = Extend(shape, symbol.value);
    if (text != "=" && text != "□") asked = shape;
    has_slot |= is_slot;
    has_sign |= !is_slot && text != "=" && text != "□";
  }
  finish();
}

}  // namespace

void AppendGrams(std::string_view text, View view, std::vector<Gram>* grams) {
  const std::vector<Symbol> symbols = Symbols(text);
  grams->reserve(grams->size() + symbols.size() * kLongestGram);
  for (size_t first = 0; first < symbols.size(); ++first) {
    uint64_t hash = static_cast<uint64_t>(view);
    const size_t last = std::min(first + kLongestGram, symbols.size());
    for (size_t i = first; i < last; ++i) {
      hash = Extend(hash, symbols[i].value);
      grams->push_back({hash, symbols[first].begin, symbols[i].end});
    }
  }
}

std::vector<uint64_t> Features(std::string_view canonical, const text::SlottedText& slotted) {
  std::vector<Gram> grams;
  AppendGrams(canonical, View::kWritten, &grams);
  AppendGrams(slotted.slotted, View::kSlotted, &grams);
  std::vector<uint64_t> features;
  features.reserve(grams.size() + slotted.relations.size() * kRepeats);
  for (const Gram& gram : grams) features.push_back(gram.hash);
  for (const std::string& relation : slotted.relations) {
    uint64_t hash = Mix(static_cast<uint64_t>(View::kSlotted));
    for (const char c : relation) hash = Extend(hash, static_cast<unsigned char>(c));
    AppendRepeated(hash, &features);
  }
  AppendShapes(slotted.slotted, &features);
  return features;
}

}  // namespace munhang::retrieval
