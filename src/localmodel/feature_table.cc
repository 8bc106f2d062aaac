#include "localmodel/feature_table.h"

#include <array>
#include <bit>
#include <cmath>

#include "localmodel/portable_math.h"

namespace munhang::localmodel {
namespace {

float TermFrequency(uint32_t count) {
  static const std::array<float, 64> kSmall = [] {
    std::array<float, 64> values{};
    for (size_t i = 1; i < values.size(); ++i) {
      values[i] = static_cast<float>(1 + PortableLog(static_cast<double>(i)));
    }
    return values;
  }();
  if (count < kSmall.size()) return kSmall[count];
  return static_cast<float>(1 + PortableLog(count));
}

}  // namespace

FeatureTable::FeatureTable(std::span<const uint64_t> hashes, std::span<const float> idf,
                           float unseen_idf)
    : hashes_(hashes),
      idf_(idf),
      unseen_idf_(unseen_idf),
      slots_(std::bit_ceil(hashes.size() * 2 + 1), 0) {
  const size_t mask = slots_.size() - 1;
  for (size_t i = 0; i < hashes_.size(); ++i) {
    size_t at = hashes_[i] & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<uint32_t>(i) + 1;
  }
}

std::optional<uint32_t> FeatureTable::Find(uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask; slots_[at] != 0; at = (at + 1) & mask) {
    if (hashes_[slots_[at] - 1] == hash) return slots_[at] - 1;
  }
  return std::nullopt;
}

WeighedText FeatureTable::Weigh(const std::vector<text::CountedFeature>& counted) const {
  WeighedText text;
  text.features.reserve(counted.size());
  double known = 0;
  double unknown = 0;
  double squares = 0;
  for (const text::CountedFeature& entry : counted) {
    const float frequency = TermFrequency(entry.count);
    const auto feature = Find(entry.hash);
    if (!feature) {
      unknown += frequency * unseen_idf_;
      continue;
    }
    const float weight = frequency * idf_[*feature];
    text.features.push_back({*feature, weight});
    known += weight;
    squares += static_cast<double>(weight) * weight;
  }
  if (known + unknown > 0) text.unknown_share = unknown / (known + unknown);
  const auto scale = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0);
  for (WeightedFeature& entry : text.features) entry.weight *= scale;
  return text;
}

}  // namespace munhang::localmodel
