#include "pipeline/item_likeness.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

namespace munhang::pipeline {
namespace {

using localmodel::WeightedFeature;

constexpr std::string_view kSlotOpen = "⟨";
constexpr std::string_view kSlotClose = "⟩";
// Stands for the minus of a negative number.
constexpr char kNegative = 'n';

// The spellings that text::Normalize leaves of operators and relations.
constexpr auto kSigns = std::to_array<std::string_view>(
    {"+", "-", "×", "÷", "/", "^", "√", "±", "∓", ":", "=", "≠", "<", ">",
     "≤", "≥", "≒", "≡", "∽", "∥", "⊥", "∝", "∈", "∉", "⊂", "⊆", "∩", "∪"});

size_t CharacterLength(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

}  // namespace

std::string SignsOf(const text::SlottedText& slotted) {
  const std::string_view text = slotted.slotted;
  std::vector<std::string_view> signs;
  for (size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kSlotOpen)) {
      at = std::min(text.find(kSlotClose, at), text.size() - 1) + 1;
      continue;
    }
    const std::string_view character = rest.substr(0, CharacterLength(rest.front()));
    if (std::find(kSigns.begin(), kSigns.end(), character) != kSigns.end()) {
      signs.push_back(character);
    }
    at += character.size();
  }
  std::sort(signs.begin(), signs.end());
  std::string sorted;
  for (const std::string_view sign : signs) sorted += sign;
  for (const text::NumberSlot& number : slotted.numbers) {
    if (number.negative) sorted += kNegative;
  }
  return sorted;
}

ComparedItem Compared(const LocalEvidence& local, const ReadText& text, const Gathered& gathered,
                      std::string_view pictures) {
  ComparedItem item;
  item.whole = text::ExactKeyText(text.normalized);
  if (!pictures.empty()) {
    // No text contains a line break once it is normalised.
    item.whole.append("\n").append(pictures);
    return item;
  }
  item.shape = text::TemplateFingerprint(text.slotted);
  if (text.normalized.canonical.size() > kMostNearBytes) return item;
  item.neighbourhood = std::to_string(gathered.first) + " " + SignsOf(text.slotted) + " " +
                       local.NamedConcepts(text, gathered.first);
  item.features = gathered.weighed.features;
  return item;
}

void SortByWeight(std::vector<WeightedFeature>* features) {
  std::stable_sort(
      features->begin(), features->end(),
      [](const WeightedFeature& a, const WeightedFeature& b) { return a.weight > b.weight; });
}

NearTexts::NearTexts(const std::vector<WeightedFeature>& features)
    : table_(std::bit_ceil(features.size() * 2 + 2), {kNone, 0}) {
  const size_t mask = table_.size() - 1;
  for (const WeightedFeature& entry : features) {
    size_t at = (static_cast<size_t>(entry.feature) * 0x9e3779b1u) & mask;
    while (table_[at].feature != kNone) at = (at + 1) & mask;
    table_[at] = entry;
  }
}

float NearTexts::WeightOf(uint32_t feature) const {
  const size_t mask = table_.size() - 1;
  size_t at = (static_cast<size_t>(feature) * 0x9e3779b1u) & mask;
  while (table_[at].feature != feature && table_[at].feature != kNone) at = (at + 1) & mask;
  return table_[at].feature == feature ? table_[at].weight : 0;
}

bool NearTexts::Contains(const std::vector<WeightedFeature>& known) const {
  // Rounding of unit lengths and sums; far below what tells texts apart.
  constexpr double kRounding = 1e-5;
  constexpr size_t kLooks = 8;
  double cosine = 0;
  // Squared lengths of what is left of both vectors. By Cauchy and Schwarz the rest of the cosine
  // is at most the product of the lengths.
  double known_left = 1;
  double ours_left = 1;
  for (size_t i = 0; i < known.size(); ++i) {
    const double theirs = known[i].weight;
    const double ours = WeightOf(known[i].feature);
    cosine += theirs * ours;
    known_left -= theirs * theirs;
    ours_left -= ours * ours;
    if (i % kLooks != kLooks - 1) continue;
    const double missing = kNearCosine - kRounding - cosine;
    if (missing > 0 &&
        missing * missing > std::max(known_left, 0.0) * std::max(ours_left, 0.0) + kRounding) {
      return false;
    }
  }
  return cosine >= kNearCosine - kRounding;
}

}  // namespace munhang::pipeline
