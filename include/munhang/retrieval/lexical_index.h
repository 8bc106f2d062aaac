#ifndef MUNHANG_RETRIEVAL_LEXICAL_INDEX_H_
#define MUNHANG_RETRIEVAL_LEXICAL_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::retrieval {

// Version of the features and the scoring; part of every answer's provenance.
inline constexpr std::string_view kLexicalVersion = "lexical-1";

// How a text scores against every standard.
struct Ranking {
  // Natural logarithms up to a common constant; position as in KnowledgeBase::standards().
  std::vector<double> scores;
  // Share of the text's weight in features that no known text has: 0 to 1.
  double unknown_share = 1;
};

// A known text that resembles the query.
struct Neighbour {
  // Position in KnowledgeBase::standards().
  size_t standard = 0;
  // A text of that standard; refers to the knowledge base.
  std::string_view text;
  // Cosine of the weighted features, 0 to 1.
  double similarity = 0;
};

// A part of the query and how much it speaks for one standard against another.
struct Term {
  std::string text;
  double weight = 0;
};

// A known text, as it is read and as it is shown.
struct Source {
  size_t standard;
  std::string text;
  std::string_view shown;
};

// A feature of a text and how often it occurs.
struct Counted {
  uint64_t hash;
  uint32_t count;
};

// Lexical retrieval over the knowledge base. A text's features are its character 1- to 4-grams
// twice over, as written and with its numbers as typed slots, plus the relations of its numbers and
// the shapes of its expressions; weighted by (1 + ln tf) * (1 + ln((1 + N) / (1 + df))) and scaled
// to unit length. Standards are scored by multinomial naive Bayes on these weights with a small
// smoothing mass (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text Classifiers",
// ICML 2003, sections 4.1 to 4.3).
//
// Immutable and thread-safe. Keeps a reference to the knowledge base.
class LexicalIndex {
 public:
  explicit LexicalIndex(const curriculum::KnowledgeBase& knowledge);

  // Linear in the length of the text.
  Ranking Rank(const text::NormalizedText& text, const text::SlottedText& slotted) const;

  // The texts of the given standards that are nearest to the query, nearest first.
  std::vector<Neighbour> Nearest(const text::NormalizedText& text, const text::SlottedText& slotted,
                                 const std::vector<size_t>& standards, size_t limit) const;

  // The words of the query that speak most for `standard` against `rival`, strongest first.
  std::vector<Term> Explain(const text::NormalizedText& text, size_t standard, size_t rival,
                            size_t limit) const;

 private:
  class FeatureWeights;

  // A known text as its features.
  struct Document {
    size_t standard;
    // What is shown of it.
    std::string_view shown;
    uint32_t begin;
    uint32_t end;
  };
  struct Weighted {
    uint32_t feature;
    float weight;
  };

  static constexpr uint32_t kUnknown = UINT32_MAX;

  uint32_t FindFeature(uint64_t hash) const;
  uint32_t InternFeature(uint64_t hash);
  void AddDocument(const Source& source, const std::vector<Counted>& counted);
  void WeighDocuments();
  void SumByStandard();
  std::vector<Weighted> WeighQuery(const text::NormalizedText& text,
                                   const text::SlottedText& slotted, double* unknown_share) const;
  float Posting(uint32_t feature, size_t standard) const;

  const curriculum::KnowledgeBase& knowledge_;

  // Open addressing; a power of two of slots. Features are told apart by the 32 bits of their tags
  // within a run of slots, so two are confused about once in a billion look-ups.
  struct Slot {
    uint32_t feature;
    uint32_t tag;
  };
  std::vector<Slot> slots_;
  uint32_t feature_count_ = 0;
  std::vector<float> idf_;
  float unseen_idf_ = 0;

  std::vector<Document> documents_;
  std::vector<Weighted> document_features_;

  // For each feature, the standards whose texts have it: ln of its smoothed probability under the
  // standard over that of an unseen feature.
  std::vector<uint32_t> posting_begin_;
  std::vector<uint16_t> posting_standard_;
  std::vector<float> posting_weight_;
  // For each standard, ln of the total weight of its texts with smoothing.
  std::vector<double> log_total_;
};

}  // namespace munhang::retrieval

#endif  // MUNHANG_RETRIEVAL_LEXICAL_INDEX_H_
