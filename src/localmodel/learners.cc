#include "localmodel/learners.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "localmodel/portable_math.h"
#include "localmodel/random.h"
#include "localmodel/softmax.h"

namespace munhang::localmodel {
namespace {

constexpr float kSmallest = 1e-8f;

// Leaves each feature out with the given probability and scales the others up.
class Dropout {
 public:
  Dropout(float share, float scale)
      : limit_(static_cast<uint64_t>(static_cast<double>(share) * 65536)), scale_(scale) {}

  void Apply(std::span<const WeightedFeature> text, Random* random,
             std::vector<WeightedFeature>* kept) const {
    kept->clear();
    uint64_t bits = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      if (i % 4 == 0) bits = random->Next();
      if ((bits & 0xffff) >= limit_) kept->push_back({text[i].feature, text[i].weight * scale_});
      bits >>= 16;
    }
  }

 private:
  uint64_t limit_;
  float scale_;
};

// weight -= rate * gradient / sqrt(sum of squared gradients), entry by entry.
void AdaGrad(const float* gradient, float scale, float rate, size_t count, float* weights,
             float* squares) {
  for (size_t k = 0; k < count; ++k) {
    const float slope = scale * gradient[k];
    squares[k] += slope * slope;
    weights[k] -= rate * slope / (std::sqrt(squares[k]) + kSmallest);
  }
}

std::vector<size_t> AllPositions(size_t count) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  return order;
}

// The rate of a pass, from `rate` down to `last` of it.
float Falling(float rate, float last, int epoch, int epochs) {
  return rate * (1 - (1 - last) * static_cast<float>(epoch) / static_cast<float>(epochs));
}

}  // namespace

Matrix LearnNaiveBayes(std::span<const Example> examples, size_t features, size_t classes,
                       double smoothing) {
  Matrix weights(features, classes);
  std::vector<double> totals(classes, smoothing * static_cast<double>(features));
  for (const Example& example : examples) {
    for (const WeightedFeature& entry : example.text) {
      const float counted = example.weight * entry.weight;
      weights.row(entry.feature)[example.label] += counted;
      totals[example.label] += counted;
    }
  }
  for (double& total : totals) total = PortableLog(total);
  for (size_t i = 0; i < features; ++i) {
    float* const row = weights.row(i);
    double sum = 0;
    for (size_t k = 0; k < classes; ++k) {
      row[k] = static_cast<float>(PortableLog(row[k] + smoothing) - totals[k]);
      sum += row[k];
    }
    const auto mean = static_cast<float>(sum / static_cast<double>(classes));
    for (size_t k = 0; k < classes; ++k) row[k] -= mean;
  }
  return weights;
}

void LinearModel::Score(std::span<const WeightedFeature> text, float* scores) const {
  std::copy(bias.begin(), bias.end(), scores);
  weights.AddProduct(text, scores);
}

LinearModel LearnSoftmax(std::span<const Example> examples, size_t features, size_t classes,
                         const SoftmaxOptions& options) {
  LinearModel model{Matrix(features, classes), std::vector<float>(classes, 0.0f)};
  Matrix squares(features, classes);
  std::vector<float> bias_squares(classes, 0.0f);
  Random random(options.seed);
  const Dropout dropout(options.dropout, 1 / (1 - options.dropout));
  std::vector<size_t> order = AllPositions(examples.size());
  std::vector<WeightedFeature> kept;
  std::vector<float> gradient(classes);
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    random.Shuffle(&order);
    const float rate = Falling(options.rate, 0.1f, epoch, options.epochs);
    for (const size_t at : order) {
      if (examples[at].weight < 1 && random.Uniform() >= examples[at].weight) continue;
      dropout.Apply(examples[at].text, &random, &kept);
      model.Score(kept, gradient.data());
      Softmax(std::span(gradient));
      gradient[examples[at].label] -= 1;
      for (const WeightedFeature& entry : kept) {
        AdaGrad(gradient.data(), entry.weight, rate, classes, model.weights.row(entry.feature),
                squares.row(entry.feature));
      }
    }
  }
  return model;
}

}  // namespace munhang::localmodel
