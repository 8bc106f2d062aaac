#include "pipeline/corrections.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace munhang::pipeline {

struct Corrections::Snapshot {
  std::unordered_map<std::string, std::shared_ptr<const CorrectionScope>> tenants;
  std::shared_ptr<const CorrectionScope> shared;
  CorrectionCounts counts;
  bool has_pictures = false;
};

namespace {

using ports::FeedbackEntry;

std::shared_ptr<const CorrectionScope> ToScope(
    const std::map<uint64_t, std::shared_ptr<const Correction>, std::greater<>>& by_serial) {
  if (by_serial.empty()) return nullptr;
  std::vector<std::shared_ptr<const Correction>> corrections;
  corrections.reserve(by_serial.size());
  for (const auto& [serial, correction] : by_serial) corrections.push_back(correction);
  return std::make_shared<const CorrectionScope>(std::move(corrections));
}

// Takes from a closer and a further match what they add up to.
void AddMatch(const CorrectionMatch& match, std::optional<CorrectionFound>* found) {
  const AgreedLabels& agreed = *match.agreed;
  if (!*found) {
    found->emplace(agreed.labels, match.likeness, std::string(agreed.feedback_id));
    return;
  }
  CorrectedLabels& labels = (*found)->labels;
  if (!labels.difficulty) labels.difficulty = agreed.labels.difficulty;
  if (!labels.cognitive_level) labels.cognitive_level = agreed.labels.cognitive_level;
  if (!labels.achievement_level) labels.achievement_level = agreed.labels.achievement_level;
  if (!agreed.labels.code) return;
  labels.code = agreed.labels.code;
  (*found)->likeness = match.likeness;
  (*found)->feedback_id = agreed.feedback_id;
}

}  // namespace

Corrections::Corrections(const LocalEvidence& evidence, std::vector<StandardCode> codes)
    : evidence_(evidence),
      codes_(std::move(codes)),
      snapshot_(std::make_shared<const Snapshot>()) {}

Corrections::~Corrections() = default;

std::shared_ptr<const Corrections::Snapshot> Corrections::snapshot() const {
  std::shared_lock lock(swapping_);
  return snapshot_;
}

bool Corrections::any() const {
  const CorrectionCounts in_force = counts();
  return in_force.of_tenants > 0 || in_force.shared > 0;
}

CorrectionCounts Corrections::counts() const { return snapshot()->counts; }

bool Corrections::IsKnown(const std::optional<StandardCode>& code) const {
  return !code || std::find(codes_.begin(), codes_.end(), *code) != codes_.end();
}

std::shared_ptr<const Correction> Corrections::ToCorrection(const FeedbackEntry& entry) const {
  const ReadText text = Read(entry.text);
  ComparedItem item = Compared(evidence_, text, evidence_.Judge(text), entry.pictures);
  SortByWeight(&item.features);
  return std::make_shared<const Correction>(entry.id, entry.corrected,
                                            std::make_shared<const ComparedItem>(std::move(item)));
}

bool Corrections::Place(const FeedbackEntry& entry, std::set<std::string>* tenants) {
  BySerial& own = by_tenant_[entry.tenant];
  const auto known = own.find(entry.serial);
  const bool counts = !entry.revoked && !entry.corrected.empty() && IsKnown(entry.corrected.code);
  if (!counts) {
    if (known == own.end()) return false;
    own.erase(known);
    tenants->insert(entry.tenant);
    return shared_.erase(entry.serial) > 0;
  }
  std::shared_ptr<const Correction> correction =
      known == own.end() ? ToCorrection(entry) : known->second;
  if (known == own.end()) {
    own.emplace(entry.serial, correction);
    tenants->insert(entry.tenant);
  }
  return entry.promoted && shared_.emplace(entry.serial, std::move(correction)).second;
}

void Corrections::Learn(const std::vector<FeedbackEntry>& changed) {
  std::lock_guard lock(writing_);
  std::set<std::string> tenants;
  bool shared = false;
  for (const FeedbackEntry& entry : changed) shared |= Place(entry, &tenants);
  if (tenants.empty() && !shared) return;

  auto next = std::make_shared<Snapshot>(*snapshot());
  for (const std::string& tenant : tenants) {
    next->tenants.erase(tenant);
    if (auto scope = ToScope(by_tenant_.at(tenant)))
      next->tenants.emplace(tenant, std::move(scope));
  }
  if (shared) next->shared = ToScope(shared_);
  next->counts = {.of_tenants = 0, .shared = shared_.size()};
  next->has_pictures = next->shared != nullptr && next->shared->has_pictures();
  for (const auto& [tenant, scope] : next->tenants) {
    next->counts.of_tenants += scope->size();
    next->has_pictures |= scope->has_pictures();
  }
  std::shared_ptr<const Snapshot> before = std::move(next);
  {
    std::unique_lock swap(swapping_);
    snapshot_.swap(before);
  }
  // What was before goes outside the lock, unless a reader still has it.
}

std::optional<CorrectionFound> Corrections::Find(const std::string& tenant, const Item& item,
                                                 const ReadText& text, const Gathered& gathered,
                                                 std::optional<GradeGroup> grade_group) const {
  const std::shared_ptr<const Snapshot> current = snapshot();
  const auto own = current->tenants.find(tenant);
  const CorrectionScope* scopes[] = {own == current->tenants.end() ? nullptr : own->second.get(),
                                     current->shared.get()};
  if (scopes[0] == nullptr && scopes[1] == nullptr) return std::nullopt;
  // Pictures take long to tell apart, and rarely matter.
  if (!item.images.empty() && !current->has_pictures) return std::nullopt;

  const ComparedItem compared = Compared(evidence_, text, gathered, PictureKey(item.images));
  std::optional<CorrectionFound> found;
  bool templates = true;
  for (const CorrectionScope* scope : scopes) {
    if (scope == nullptr) continue;
    templates = templates && !scope->IsSplit(compared);
    for (const CorrectionMatch& match : scope->Find(compared, templates)) {
      const auto& code = match.agreed->labels.code;
      if (code && grade_group && code->grade_group() != *grade_group) continue;
      AddMatch(match, &found);
      if (found->labels.code) return found;
    }
  }
  return found;
}

}  // namespace munhang::pipeline
