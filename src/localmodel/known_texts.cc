#include "localmodel/known_texts.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace munhang::localmodel {
namespace {

constexpr size_t kMostConcepts = 16;
constexpr float kWeightSteps = 255;

bool IsShown(const Document& document) {
  return document.is_item && (document.item == nullptr || !document.item->generated);
}

}  // namespace

KnownTexts::KnownTexts(const Corpus& corpus, const FeatureTable& table) {
  std::vector<const Document*> shown;
  for (const Document& document : corpus.documents) {
    if (IsShown(document)) shown.push_back(&document);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Document* a, const Document* b) { return a->standard < b->standard; });
  for (const Document* document : shown) Add(*document, table);
}

void KnownTexts::Add(const Document& document, const FeatureTable& table) {
  standards_.push_back(document.standard);
  uint16_t concepts = 0;
  if (document.item != nullptr) {
    for (const size_t tag : document.item->concepts) {
      if (tag < kMostConcepts) concepts = static_cast<uint16_t>(concepts | 1u << tag);
    }
  }
  concepts_.push_back(concepts);
  std::vector<WeightedFeature> heaviest = table.Weigh(document.counted).features;
  std::sort(heaviest.begin(), heaviest.end(), [](const auto& a, const auto& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.feature < b.feature;
  });
  heaviest.resize(std::min(heaviest.size(), kTextFeatureCount));
  std::sort(heaviest.begin(), heaviest.end(),
            [](const auto& a, const auto& b) { return a.feature < b.feature; });
  heaviest.resize(kTextFeatureCount, {0, 0.0f});
  for (const WeightedFeature& entry : heaviest) {
    features_.push_back(static_cast<uint16_t>(entry.feature));
    weights_.push_back(static_cast<uint8_t>(std::lround(entry.weight * kWeightSteps)));
  }
  texts_ += document.text;
  offsets_.push_back(static_cast<uint32_t>(texts_.size()));
}

void KnownTexts::AddTo(ModelFileWriter* writer) const {
  writer->Add<uint16_t>(Section::kTextStandards, standards_);
  writer->Add<uint16_t>(Section::kTextConcepts, concepts_);
  writer->Add<uint16_t>(Section::kTextFeatures, features_);
  writer->Add<uint8_t>(Section::kTextWeights, weights_);
  writer->Add<uint32_t>(Section::kTextOffsets, offsets_);
  writer->Add(Section::kTexts, texts_);
}

}  // namespace munhang::localmodel
