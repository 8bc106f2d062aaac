#include "pipeline/correction_scope.h"

#include <unordered_set>
#include <utility>

namespace munhang::pipeline {
namespace {

// Texts of one neighbourhood that an item is compared with, the newest. Bounds a look-up whatever
// is sent as feedback: ten thousand corrections of ordinary items have some three thousand
// neighbourhoods, the largest of fewer than a hundred texts (docs/adr/0010).
constexpr size_t kMostCompared = 1024;

}  // namespace

void AgreedLabels::Add(const Correction& correction) {
  const CorrectedLabels& more = correction.labels;
  if (feedback_id.empty() || (!labels.code && more.code)) feedback_id = correction.feedback_id;
  if (!labels.code) labels.code = more.code;
  if (!labels.difficulty) labels.difficulty = more.difficulty;
  if (!labels.cognitive_level) labels.cognitive_level = more.cognitive_level;
  if (!labels.achievement_level) labels.achievement_level = more.achievement_level;
}

CorrectionScope::CorrectionScope(std::vector<std::shared_ptr<const Correction>> corrections)
    : corrections_(std::move(corrections)) {
  by_text_.reserve(corrections_.size());
  by_template_.reserve(corrections_.size());
  for (const auto& correction : corrections_) {
    by_text_[correction->item->whole].Add(*correction);
    has_pictures_ |= !correction->item->shape;
  }
  for (const auto& correction : corrections_) {
    const ComparedItem& item = *correction->item;
    if (!item.shape) continue;
    Template& shape = by_template_[*item.shape];
    // What counts is how the text stands now, not a standard that was corrected again.
    const auto code = by_text_.at(item.whole).labels.code;
    shape.split |= code && shape.agreed.labels.code && *code != *shape.agreed.labels.code;
    shape.agreed.Add(*correction);
  }
  std::unordered_set<std::string_view> seen;
  seen.reserve(by_text_.size());
  for (const auto& correction : corrections_) {
    const ComparedItem& item = *correction->item;
    if (item.neighbourhood.empty() || item.features.empty()) continue;
    const Template& shape = by_template_.at(*item.shape);
    if (shape.split || !seen.insert(item.whole).second) continue;
    neighbours_[item.neighbourhood].push_back({&item.features, &shape.agreed});
  }
}

bool CorrectionScope::IsSplit(const ComparedItem& item) const {
  if (!item.shape) return false;
  const auto found = by_template_.find(*item.shape);
  return found != by_template_.end() && found->second.split;
}

std::vector<CorrectionMatch> CorrectionScope::Find(const ComparedItem& item, bool templates) const {
  std::vector<CorrectionMatch> matches;
  if (const auto found = by_text_.find(item.whole); found != by_text_.end()) {
    matches.push_back({Likeness::kSame, &found->second});
    // Nothing further can matter.
    if (found->second.labels.code) return matches;
  }
  if (!templates || !item.shape || IsSplit(item)) return matches;
  if (const auto found = by_template_.find(*item.shape); found != by_template_.end()) {
    matches.push_back({Likeness::kSameTemplate, &found->second.agreed});
    if (found->second.agreed.labels.code) return matches;
  }
  if (const AgreedLabels* near = FindNear(item)) matches.push_back({Likeness::kNear, near});
  return matches;
}

const AgreedLabels* CorrectionScope::FindNear(const ComparedItem& item) const {
  if (item.neighbourhood.empty()) return nullptr;
  const auto found = neighbours_.find(item.neighbourhood);
  if (found == neighbours_.end()) return nullptr;
  const NearTexts near(item.features);
  size_t compared = 0;
  for (const Neighbour& neighbour : found->second) {
    if (compared++ == kMostCompared) return nullptr;
    if (near.Contains(*neighbour.features)) return neighbour.agreed;
  }
  return nullptr;
}

}  // namespace munhang::pipeline
