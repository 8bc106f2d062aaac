#ifndef MUNHANG_PIPELINE_ITEM_LIKENESS_H_
#define MUNHANG_PIPELINE_ITEM_LIKENESS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/localmodel/weighed_text.h"
#include "munhang/text/fingerprint.h"
#include "pipeline/local_evidence.h"

namespace munhang::pipeline {

// Least cosine of the weighted features of two texts that ask the same thing in nearly the same
// words. Of thousands of pairs of labelled items that reach it, within one neighbourhood, none has
// two standards (docs/adr/0010).
inline constexpr double kNearCosine = 0.9;

// Longer texts are compared as wholes only. A correction keeps the features of its text, 8 bytes
// for every few characters, and nearly all items are far shorter.
inline constexpr size_t kMostNearBytes = 2048;

// Everything by which an item is compared with others.
struct ComparedItem {
  // The text without idle spaces, and what tells its pictures from others.
  std::string whole;
  // The rest is empty for an item with pictures: only the same pictures make it the same item.
  //
  // Equal for texts that differ in numbers of the same kinds only.
  std::optional<text::Fingerprint> shape;
  // The model's own first candidate, the signs of the text, and the concepts it names. Only texts
  // of the same neighbourhood can be near: 24+35 and 24×35, = and >, or 최대공약수 and 최소공배수
  // are not, however many words they share. Empty for a text that is too long.
  std::string neighbourhood;
  // As the model weighs them.
  std::vector<localmodel::WeightedFeature> features;
};

// `pictures` is the PictureKey of the item.
ComparedItem Compared(const LocalEvidence& local, const ReadText& text, const Gathered& gathered,
                      std::string_view pictures);

// The signs of operators and relations in the text, sorted: "+=" for "3+4=□". A negative number
// counts as a sign. Signs inside other numbers, such as 3/4, do not.
std::string SignsOf(const text::SlottedText& slotted);

// Puts the heaviest features first, as NearTexts wants those of a known text.
void SortByWeight(std::vector<localmodel::WeightedFeature>* features);

// A text's features in a form that others are quickly compared with.
class NearTexts {
 public:
  explicit NearTexts(const std::vector<localmodel::WeightedFeature>& features);

  // Whether the cosine is at least kNearCosine. `known` has its heaviest features first, so that
  // one that is not near is found out after a few of them.
  bool Contains(const std::vector<localmodel::WeightedFeature>& known) const;

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  float WeightOf(uint32_t feature) const;

  // Open addressing, at most half full.
  std::vector<localmodel::WeightedFeature> table_;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_PIPELINE_ITEM_LIKENESS_H_
