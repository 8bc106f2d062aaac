#ifndef MUNHANG_LOCALMODEL_CORPUS_H_
#define MUNHANG_LOCALMODEL_CORPUS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "localmodel/feature_table.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/localmodel/item_bank.h"
#include "munhang/text/features.h"

namespace munhang::localmodel {

// A text to learn from.
struct Document {
  // Position in KnowledgeBase::standards(); kOffCurriculum for a text that none fits.
  uint16_t standard = 0;
  // The item with its labels; nullptr for a wording of the knowledge base and the like.
  const LabelledItem* item = nullptr;
  std::string_view text;
  // Texts of fold k are scored by a model learnt without them; kAlwaysLearnt is in every model.
  size_t fold = 0;
  // Whether it is worded as an item, rather than a description of the standard.
  bool is_item = true;
  // Share of a whole text that it counts for: items of one template are much alike.
  float weight = 1;
  std::vector<text::CountedFeature> counted;
};

inline constexpr uint16_t kOffCurriculum = UINT16_MAX;
inline constexpr size_t kAlwaysLearnt = SIZE_MAX;

// Every text with its features counted: the wordings and descriptions of the knowledge base, the
// bank's items, the texts off the curriculum. Refers to knowledge base and bank. Hand-written items
// are dealt into folds by author, texts off the curriculum one by one; generated items stay with
// every model, as templates of the same kind do in service.
struct Corpus {
  Corpus(const curriculum::KnowledgeBase& knowledge, const ItemBank& bank, size_t folds,
         size_t threads);

  std::vector<Document> documents;
  // Concept lists of the knowledge base as one text each; what `documents` refer to.
  std::vector<std::string> concept_lists;
};

// The features of a selection of documents, most frequent first, with their weights.
struct Features {
  // At most `most` features of those that occur in documents of a weight of two or more.
  Features(const std::vector<const Document*>& documents, size_t most);

  FeatureTable Table() const { return {hashes, idf, unseen_idf}; }

  std::vector<uint64_t> hashes;
  std::vector<float> idf;
  float unseen_idf = 0;
};

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_CORPUS_H_
