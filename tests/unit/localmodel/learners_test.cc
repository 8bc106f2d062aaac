#include "localmodel/learners.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "localmodel/calibration.h"
#include "localmodel/random.h"

namespace munhang::localmodel {
namespace {

// Three classes; class k has feature k mostly, and features 3 and 4 say nothing.
struct Toy {
  explicit Toy(uint64_t seed) {
    Random random(seed);
    for (uint16_t i = 0; i < 300; ++i) {
      const auto label = static_cast<uint16_t>(i % 3);
      const auto shown = random.Uniform() < 0.9 ? label : static_cast<uint16_t>(random.Next() % 3);
      texts.push_back({{shown, 0.8f}, {3 + i % 2u, 0.6f}});
      labels.push_back(label);
    }
    for (size_t i = 0; i < texts.size(); ++i) examples.push_back({texts[i], labels[i]});
  }

  std::vector<std::vector<WeightedFeature>> texts;
  std::vector<uint16_t> labels;
  std::vector<Example> examples;
};

template <typename Score>
double Accuracy(const Toy& toy, const Score& score) {
  size_t right = 0;
  for (const Example& example : toy.examples) {
    std::vector<float> scores(3, 0.0f);
    score(example.text, scores.data());
    const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
    if (best == example.label) ++right;
  }
  return static_cast<double>(right) / static_cast<double>(toy.examples.size());
}

TEST(LearnersTest, NaiveBayesLearns) {
  const Toy toy(1);
  const Matrix weights = LearnNaiveBayes(toy.examples, 5, 3, 0.01);
  EXPECT_GT(Accuracy(Toy(2), [&](auto text, float* out) { weights.AddProduct(text, out); }), 0.85);
  // Rows are centred, and a feature that all classes share says next to nothing.
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_NEAR(weights.row(i)[0] + weights.row(i)[1] + weights.row(i)[2], 0, 1e-5);
  }
  EXPECT_GT(std::abs(weights.row(0)[0]), 10 * std::abs(weights.row(3)[0]));
}

TEST(LearnersTest, SoftmaxLearnsAndIsRepeatable) {
  const Toy toy(1);
  const SoftmaxOptions options{.epochs = 10, .rate = 0.5f, .dropout = 0.3f, .seed = 7};
  const LinearModel model = LearnSoftmax(toy.examples, 5, 3, options);
  EXPECT_GT(Accuracy(Toy(2), [&](auto text, float* out) { model.Score(text, out); }), 0.85);
  const LinearModel again = LearnSoftmax(toy.examples, 5, 3, options);
  EXPECT_EQ(model.weights.values, again.weights.values);
  EXPECT_EQ(model.bias, again.bias);
  SoftmaxOptions other = options;
  other.seed = 8;
  EXPECT_NE(model.weights.values, LearnSoftmax(toy.examples, 5, 3, other).weights.values);
}

TEST(MatrixTest, QuantizedWeightsStayNear) {
  Matrix matrix(50, 7);
  Random random(3);
  for (float& value : matrix.values) value = static_cast<float>(random.Normal());
  // A row of zeros has no scale.
  std::fill_n(matrix.row(9), 7, 0.0f);
  const Quantized quantized(matrix);
  const QuantizedMatrix view{7, quantized.scales, quantized.values};
  for (size_t i = 0; i < 50; ++i) {
    float largest = 0;
    for (size_t k = 0; k < 7; ++k) largest = std::max(largest, std::abs(matrix.row(i)[k]));
    for (size_t k = 0; k < 7; ++k) {
      EXPECT_NEAR(view.at(i, k), matrix.row(i)[k], largest / 127 / 2 * 1.001);
    }
  }
  const std::vector<WeightedFeature> text = {{0, 0.5f}, {9, 1.0f}, {49, -0.25f}};
  std::vector<float> out(7, 1.0f);
  view.AddProduct(text, out.data());
  for (size_t k = 0; k < 7; ++k) {
    EXPECT_NEAR(out[k], 1 + 0.5f * view.at(0, k) - 0.25f * view.at(49, k), 1e-5);
  }
}

// Texts whose labels are drawn from the softmax of twice the first member's scores: the blend that
// explains them is 2 and 0.
TEST(CalibrationTest, FindsTheBlendThatMadeTheLabels) {
  Random random(5);
  std::vector<Document> documents(4000);
  std::vector<Opinion> opinions;
  for (Document& document : documents) {
    Opinion opinion;
    for (int k = 0; k < 4; ++k) {
      opinion.naive_bayes.push_back(static_cast<float>(random.Normal()));
      opinion.softmax.push_back(static_cast<float>(random.Normal()));
    }
    double left = random.Uniform();
    const std::vector<double> truth = Blended(opinion, {2, 0});
    while (document.standard < 3 && left > truth[document.standard]) {
      left -= truth[document.standard++];
    }
    opinion.document = &document;
    opinions.push_back(std::move(opinion));
  }
  const Blend blend = FitBlend(opinions);
  EXPECT_NEAR(blend.naive_bayes, 2, 0.15);
  EXPECT_NEAR(blend.softmax, 0, 0.08);
}

TEST(CalibrationTest, NoveltyMissesNoMoreThanAllowed) {
  Random random(6);
  std::vector<Document> documents(1000);
  std::vector<Opinion> opinions;
  for (size_t i = 0; i < documents.size(); ++i) {
    const bool off = i % 5 == 0;
    documents[i].standard = off ? kOffCurriculum : 0;
    Opinion opinion;
    opinion.document = &documents[i];
    opinion.naive_bayes = opinion.softmax = {1, 0};
    opinion.unknown_share = (off ? 0.5 : 0.2) + 0.1 * random.Normal();
    opinions.push_back(std::move(opinion));
  }
  const NoveltyScore novelty = FitNovelty(opinions, {}, 0.05);
  size_t missed = 0;
  size_t flagged = 0;
  for (const Opinion& opinion : opinions) {
    const bool novel = novelty.Of(NoveltySignals(opinion, {})) > 0.5;
    if (opinion.document->standard == kOffCurriculum && !novel) ++missed;
    if (opinion.document->standard != kOffCurriculum && novel) ++flagged;
  }
  EXPECT_LE(missed, 11u);
  EXPECT_LT(flagged, 200u);
}

}  // namespace
}  // namespace munhang::localmodel
