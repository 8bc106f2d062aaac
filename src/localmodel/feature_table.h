#ifndef MUNHANG_LOCALMODEL_FEATURE_TABLE_H_
#define MUNHANG_LOCALMODEL_FEATURE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "munhang/localmodel/weighed_text.h"
#include "munhang/text/features.h"

namespace munhang::localmodel {

// The features that a model knows, numbered in the order given, and how much each tells: its
// inverse document frequency. A feature weighs (1 + ln tf) * idf in a text. Immutable and
// thread-safe; refers to the arrays it is made from.
class FeatureTable {
 public:
  // One idf for each hash, all hashes distinct; `unseen_idf` is that of features not in the table.
  FeatureTable(std::span<const uint64_t> hashes, std::span<const float> idf, float unseen_idf);

  size_t size() const { return hashes_.size(); }
  std::optional<uint32_t> Find(uint64_t hash) const;
  float idf(uint32_t feature) const { return idf_[feature]; }
  WeighedText Weigh(const std::vector<text::CountedFeature>& counted) const;

 private:
  std::span<const uint64_t> hashes_;
  std::span<const float> idf_;
  float unseen_idf_;
  // Open addressing, at most half full; feature numbers plus one, 0 where empty.
  std::vector<uint32_t> slots_;
};

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_FEATURE_TABLE_H_
