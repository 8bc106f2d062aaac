#ifndef MUNHANG_LOCALMODEL_LEARNERS_H_
#define MUNHANG_LOCALMODEL_LEARNERS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "localmodel/feature_table.h"
#include "localmodel/matrix.h"

namespace munhang::localmodel {

// A text and the class it belongs to. The text outlives the learning.
struct Example {
  std::span<const WeightedFeature> text;
  uint16_t label;
  // How much it counts against others, 0 to 1; of texts that are much alike each counts little.
  float weight = 1;
};

// All learners are single-threaded and give the same weights, bit for bit, for the same examples in
// the same order. Scores are natural logarithms up to a common constant.

// Multinomial naive Bayes over the weights: ln of each feature's smoothed share of a class's weight
// (Rennie et al., ICML 2003, sections 4.1 to 4.3), less the mean of its row, which no softmax
// tells.
Matrix LearnNaiveBayes(std::span<const Example> examples, size_t features, size_t classes,
                       double smoothing);

struct LinearModel {
  Matrix weights;
  std::vector<float> bias;

  void Score(std::span<const WeightedFeature> text, float* scores) const;
};

struct SoftmaxOptions {
  int epochs = 15;
  float rate = 0.5f;
  // Share of features left out of an example in each pass.
  float dropout = 0.3f;
  uint64_t seed = 1;
};

// Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer, JMLR 2011), the rate falling to
// a tenth over the passes. An example takes part in a pass with the probability that its weight is.
LinearModel LearnSoftmax(std::span<const Example> examples, size_t features, size_t classes,
                         const SoftmaxOptions& options);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_LEARNERS_H_
