#ifndef MUNHANG_PIPELINE_LOCAL_EVIDENCE_H_
#define MUNHANG_PIPELINE_LOCAL_EVIDENCE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/evidence.h"
#include "munhang/domain/search.h"
#include "munhang/retrieval/lexical_index.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::pipeline {

// An item's text in the forms that the stages read.
struct ReadText {
  text::NormalizedText normalized;
  text::SlottedText slotted;
};

ReadText Read(std::string_view text);

// Everything the service can say of an item by itself: a distribution over standards from lexical
// retrieval, the texts and words behind it, and the item's traits. Immutable and thread-safe.
class LocalEvidence {
 public:
  explicit LocalEvidence(const curriculum::KnowledgeBase& knowledge);

  // Candidates keep to the grade group when one is given.
  Evidence Gather(const ReadText& text, std::optional<GradeGroup> grade_group) const;

  std::vector<SearchHit> Search(const ReadText& text, const SearchQuery& query) const;

  // Changes whenever the same item and knowledge could give another answer.
  std::string version() const;

 private:
  const curriculum::KnowledgeBase& knowledge_;
  const retrieval::LexicalIndex index_;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_PIPELINE_LOCAL_EVIDENCE_H_
