#ifndef MUNHANG_PIPELINE_CORRECTION_SCOPE_H_
#define MUNHANG_PIPELINE_CORRECTION_SCOPE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "munhang/domain/feedback.h"
#include "munhang/text/fingerprint.h"
#include "pipeline/item_likeness.h"

namespace munhang::pipeline {

// How an item resembles a corrected one, closest first.
enum class Likeness : uint8_t { kSame, kSameTemplate, kNear };

// A correction with what its item is compared by. At least one label is set.
struct Correction {
  std::string feedback_id;
  CorrectedLabels labels;
  // Shared with the same correction before it was promoted. Its features are sorted by weight.
  std::shared_ptr<const ComparedItem> item;
};

// The labels that corrections of one text, or of one template, add up to.
struct AgreedLabels {
  CorrectedLabels labels;
  // The correction that gave the standard, or else the newest.
  std::string_view feedback_id;

  // Takes the labels that are not set yet.
  void Add(const Correction& correction);
};

struct CorrectionMatch {
  Likeness likeness;
  // Belongs to the scope.
  const AgreedLabels* agreed;
};

// The corrections that count for one tenant, or for all, in the form in which they are looked up.
// Immutable.
class CorrectionScope {
 public:
  // `corrections` are newest first.
  explicit CorrectionScope(std::vector<std::shared_ptr<const Correction>> corrections);

  size_t size() const { return corrections_.size(); }
  bool has_pictures() const { return has_pictures_; }

  // Whether corrected texts of that template have different standards.
  bool IsSplit(const ComparedItem& item) const;

  // What corrections say of the item, closest first, up to the first match that has a standard.
  // Without `templates` no other text than the item's own counts.
  std::vector<CorrectionMatch> Find(const ComparedItem& item, bool templates) const;

 private:
  struct Template {
    AgreedLabels agreed;
    bool split = false;
  };
  // A text that others may be near to.
  struct Neighbour {
    const std::vector<localmodel::WeightedFeature>* features;
    const AgreedLabels* agreed;
  };

  const AgreedLabels* FindNear(const ComparedItem& item) const;

  // Own what the tables refer to.
  std::vector<std::shared_ptr<const Correction>> corrections_;
  bool has_pictures_ = false;
  std::unordered_map<std::string_view, AgreedLabels> by_text_;
  std::unordered_map<text::Fingerprint, Template> by_template_;
  // By neighbourhood; newest first.
  std::unordered_map<std::string_view, std::vector<Neighbour>> neighbours_;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_PIPELINE_CORRECTION_SCOPE_H_
