#ifndef MUNHANG_PIPELINE_LOCAL_EVIDENCE_H_
#define MUNHANG_PIPELINE_LOCAL_EVIDENCE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/evidence.h"
#include "munhang/domain/search.h"
#include "munhang/localmodel/local_model.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::pipeline {

// An item's text in the forms that the stages read.
struct ReadText {
  text::NormalizedText normalized;
  text::SlottedText slotted;
};

ReadText Read(std::string_view text);

// What the local model makes of a text, and the evidence drawn from it.
struct Gathered {
  localmodel::WeighedText weighed;
  localmodel::Prediction prediction;
  // Position in LocalModel::codes() of the most probable standard, whatever the hints say.
  size_t first = 0;
  Evidence evidence;
};

// Everything the service can say of an item by itself: the local model's distribution over
// standards, the texts and words behind it, and the item's traits. Immutable and thread-safe; keeps
// references to knowledge and model, which have the same standards.
class LocalEvidence {
 public:
  LocalEvidence(const curriculum::KnowledgeBase& knowledge, const localmodel::LocalModel& model);

  // The same without evidence, which takes most of the time.
  Gathered Judge(const ReadText& text) const;

  // Candidates keep to the grade group when one is given.
  Gathered Gather(const ReadText& text, std::optional<GradeGroup> grade_group) const;

  // Fills in what is said about the first candidate: its passages, concepts and terms.
  void Describe(const ReadText& text, const localmodel::WeighedText& weighed,
                Evidence* evidence) const;

  // The concepts that the text names, of those by which the first candidate is told from the
  // standards that it is mistaken for; joined in a fixed order, so that equal texts mean equal
  // sets.
  std::string NamedConcepts(const ReadText& text, size_t first) const;

  std::vector<SearchHit> Search(const ReadText& text, const SearchQuery& query) const;

  // Changes whenever the same item and knowledge could give another answer.
  std::string version() const;

 private:
  const curriculum::KnowledgeBase& knowledge_;
  const localmodel::LocalModel& model_;
  // Of each standard: its concepts and those of its contrasts, without spaces, sorted.
  std::vector<std::vector<std::string>> telling_concepts_;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_PIPELINE_LOCAL_EVIDENCE_H_
