#include "munhang/text/features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <set>
#include <string>

namespace munhang::text {
namespace {

struct Symbol {
  uint64_t value;
  uint32_t begin;
  uint32_t end;
};

constexpr uint64_t kBoundary = 0x110000;
// A relation or a shape counts as much as a short word would, which has its n-grams in both views.
constexpr size_t kRepeats = 8;
// What a text is made of says less, and much of it at once.
constexpr size_t kMakeUpRepeats = 4;
constexpr uint64_t kMakeUpSeed = 0x6d616b652d757021ull;
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

uint64_t HashBytes(std::string_view bytes, uint64_t seed) {
  uint64_t hash = Mix(seed);
  for (const char c : bytes) hash = Extend(hash, static_cast<unsigned char>(c));
  return hash;
}

// The shape of every expression: its numbers' types and its signs in order, without what asks for
// the result ("=", "=□"). Tells 24+35 from 24+35+7, which share all their n-grams but the last.
void AppendShapes(std::string_view slotted, std::vector<NamedFeature>* features) {
  uint64_t shape = 0;
  uint64_t asked = 0;
  size_t begin = 0;
  size_t asked_end = 0;
  bool has_slot = false;
  bool has_sign = false;
  const auto finish = [&] {
    if (has_slot && has_sign) {
      features->push_back(
          {"식의 꼴 " + std::string(slotted.substr(begin, asked_end - begin)), asked, kRepeats});
    }
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
    if (shape == 0) begin = symbol.begin;
    shape = Extend(shape, symbol.value);
    if (text != "=" && text != "□") {
      asked = shape;
      asked_end = symbol.end;
    }
    has_slot |= is_slot;
    has_sign |= !is_slot && text != "=" && text != "□";
  }
  finish();
}

// What a relation of SlottedText is called where people read it.
std::string_view RelationName(std::string_view relation) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kNames = {
      {{"carry", "받아올림 있음"},
       {"no_carry", "받아올림 없음"},
       {"borrow", "받아내림 있음"},
       {"no_borrow", "받아내림 없음"},
       {"negative_result", "차가 음수"},
       {"same_denominator", "분모가 같음"},
       {"different_denominator", "분모가 다름"},
       {"divisible", "나누어떨어짐"},
       {"remainder", "나머지 있음"},
       {"smaller_dividend", "나누는 수가 더 큼"},
       {"equal", "같은 두 수"},
       {"repeated", "되풀이되는 수"}}};
  for (const auto& [name, shown] : kNames) {
    if (name == relation) return shown;
  }
  return relation;
}

std::string_view KindName(const NumberSlot& number) {
  switch (number.kind) {
    case NumberKind::kNatural:
      return "자연수";
    case NumberKind::kDecimal:
      return "소수";
    case NumberKind::kRecurring:
      return "순환소수";
    case NumberKind::kMixed:
      return "대분수";
    case NumberKind::kPercent:
      return "백분율";
    case NumberKind::kFraction:
      break;
  }
  switch (number.fraction) {
    case FractionKind::kUnit:
      return "단위분수";
    case FractionKind::kProper:
      return "진분수";
    default:
      return "가분수";
  }
}

// Size classes of the largest number, along the limits that the curriculum draws.
std::string_view Magnitude(double value) {
  static constexpr std::array<std::pair<double, std::string_view>, 7> kClasses = {
      {{5, "5"}, {9, "9"}, {20, "20"}, {50, "50"}, {100, "100"}, {999, "999"}, {9999, "9999"}}};
  for (const auto& [limit, name] : kClasses) {
    if (value <= limit) return name;
  }
  return "more";
}

void AppendMakeUp(const NormalizedText& text, const SlottedText& slotted,
                  std::vector<NamedFeature>* features) {
  const auto add = [features](std::string name) {
    const uint64_t hash = HashBytes(name, kMakeUpSeed);
    features->push_back({std::move(name), hash, kMakeUpRepeats});
  };
  std::set<std::string> kinds;
  std::set<std::string_view> units;
  size_t most_digits = 0;
  double largest = 0;
  bool negative = false;
  for (const NumberSlot& number : slotted.numbers) {
    std::string kind(KindName(number));
    if (number.decimals > 0) {
      kind += " " + std::to_string(std::min<size_t>(number.decimals, 4)) + "자리";
    }
    kinds.insert(std::move(kind));
    if (!number.unit.empty()) units.insert(number.unit);
    most_digits = std::max(most_digits, number.digits);
    largest = std::max(largest, std::abs(number.value));
    negative |= number.negative;
  }
  for (const std::string& kind : kinds) add(kind);
  for (const std::string_view unit : units) add("단위 " + std::string(unit));
  if (negative) add("음수");
  add("가장 긴 수 " + std::to_string(std::min<size_t>(most_digits, 9)) + "자리");
  add("가장 큰 수 " + std::string(Magnitude(largest)) + " 이하");
  add("수 " + std::to_string(std::min<size_t>(slotted.numbers.size(), 12)) + "개");
  // Two classes to every doubling of the length.
  const size_t length = text.compact.size() + 1;
  const size_t octave = static_cast<size_t>(std::bit_width(length));
  const size_t half = octave >= 2 ? (length >> (octave - 2)) & 1 : 0;
  add("글의 길이 " + std::to_string(octave * 2 + half));
}

// Distinct features with their counts, in the order of their first occurrences.
std::vector<CountedFeature> Count(const std::vector<uint64_t>& features) {
  std::vector<CountedFeature> counted;
  counted.reserve(features.size());
  // Open addressing; half empty. Entries are positions in `counted`, plus one.
  std::vector<uint32_t> table(std::bit_ceil(features.size() * 2 + 2), 0);
  const size_t mask = table.size() - 1;
  for (const uint64_t hash : features) {
    size_t at = hash & mask;
    while (table[at] != 0 && counted[table[at] - 1].hash != hash) at = (at + 1) & mask;
    if (table[at] == 0) {
      counted.push_back({hash, 0});
      table[at] = static_cast<uint32_t>(counted.size());
    }
    ++counted[table[at] - 1].count;
  }
  return counted;
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

std::vector<NamedFeature> NumberFeatures(const NormalizedText& text, const SlottedText& slotted) {
  std::vector<NamedFeature> features;
  if (text.canonical.empty()) return features;
  for (const std::string& relation : slotted.relations) {
    features.push_back({std::string(RelationName(relation)),
                        HashBytes(relation, static_cast<uint64_t>(View::kSlotted)), kRepeats});
  }
  AppendShapes(slotted.slotted, &features);
  AppendMakeUp(text, slotted, &features);
  return features;
}

uint64_t RepeatedHash(const NamedFeature& feature, size_t repeat) {
  return Extend(feature.hash, repeat);
}

std::vector<CountedFeature> CountFeatures(const NormalizedText& text, const SlottedText& slotted) {
  if (text.canonical.empty()) return {};
  std::vector<Gram> grams;
  AppendGrams(text.canonical, View::kWritten, &grams);
  AppendGrams(slotted.slotted, View::kSlotted, &grams);
  const std::vector<NamedFeature> named = NumberFeatures(text, slotted);
  std::vector<uint64_t> features;
  features.reserve(grams.size() + named.size() * kRepeats);
  for (const Gram& gram : grams) features.push_back(gram.hash);
  for (const NamedFeature& feature : named) {
    for (size_t i = 0; i < feature.repeats; ++i) features.push_back(RepeatedHash(feature, i));
  }
  return Count(features);
}

}  // namespace munhang::text
