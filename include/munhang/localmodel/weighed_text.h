#ifndef MUNHANG_LOCALMODEL_WEIGHED_TEXT_H_
#define MUNHANG_LOCALMODEL_WEIGHED_TEXT_H_

#include <cstdint>
#include <vector>

namespace munhang::localmodel {

// A feature by its number in a model, and its weight in a text.
struct WeightedFeature {
  uint32_t feature;
  float weight;
};

// A text as a model sees it.
struct WeighedText {
  // The features that the model knows; their weights have unit length.
  std::vector<WeightedFeature> features;
  // Share of the text's weight in features that it does not know: 0 to 1, 1 for an empty text.
  double unknown_share = 1;
};

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_WEIGHED_TEXT_H_
