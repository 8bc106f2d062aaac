#include "localmodel/calibration.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "localmodel/portable_math.h"
#include "localmodel/softmax.h"
#include "localmodel/traits.h"

namespace munhang::localmodel {
namespace {

constexpr int kNewtonSteps = 30;
// Answers below this probability are for review anyway (review.confidence_below, by default).
constexpr double kUnsure = 0.5;

bool OnCurriculum(const Opinion& opinion) { return opinion.document->standard != kOffCurriculum; }

}  // namespace

std::vector<double> BlendedScores(const Opinion& opinion, const Blend& blend) {
  std::vector<double> scores(opinion.softmax.size());
  for (size_t k = 0; k < scores.size(); ++k) {
    scores[k] = blend.naive_bayes * opinion.naive_bayes[k] + blend.softmax * opinion.softmax[k];
  }
  return scores;
}

std::vector<double> Blended(const Opinion& opinion, const Blend& blend) {
  std::vector<double> scores = BlendedScores(opinion, blend);
  Softmax(std::span(scores));
  return scores;
}

Blend FitBlend(const std::vector<Opinion>& opinions) {
  Blend blend;
  for (int step = 0; step < kNewtonSteps; ++step) {
    // Gradient and Hessian of the log-likelihood: label less mean, and minus the covariance, of the
    // two members' scores under the blend.
    double gradient_nb = 0;
    double gradient_lr = 0;
    double nb_nb = 0;
    double nb_lr = 0;
    double lr_lr = 0;
    for (const Opinion& opinion : opinions) {
      if (!OnCurriculum(opinion)) continue;
      const std::vector<double> p = Blended(opinion, blend);
      double mean_nb = 0;
      double mean_lr = 0;
      double square_nb = 0;
      double square_lr = 0;
      double product = 0;
      for (size_t k = 0; k < p.size(); ++k) {
        const double nb = opinion.naive_bayes[k];
        const double lr = opinion.softmax[k];
        mean_nb += p[k] * nb;
        mean_lr += p[k] * lr;
        square_nb += p[k] * nb * nb;
        square_lr += p[k] * lr * lr;
        product += p[k] * nb * lr;
      }
      gradient_nb += opinion.naive_bayes[opinion.document->standard] - mean_nb;
      gradient_lr += opinion.softmax[opinion.document->standard] - mean_lr;
      nb_nb += square_nb - mean_nb * mean_nb;
      lr_lr += square_lr - mean_lr * mean_lr;
      nb_lr += product - mean_nb * mean_lr;
    }
    // A touch of damping keeps the step finite when one member always agrees with the other.
    nb_nb += 1e-6;
    lr_lr += 1e-6;
    const double determinant = nb_nb * lr_lr - nb_lr * nb_lr;
    const double step_nb = (lr_lr * gradient_nb - nb_lr * gradient_lr) / determinant;
    const double step_lr = (nb_nb * gradient_lr - nb_lr * gradient_nb) / determinant;
    blend.naive_bayes += std::clamp(step_nb, -0.5, 0.5);
    blend.softmax += std::clamp(step_lr, -0.5, 0.5);
    if (std::abs(step_nb) + std::abs(step_lr) < 1e-9) break;
  }
  return blend;
}

std::array<double, kNoveltySignals> NoveltySignals(double off_curriculum_margin,
                                                   double unknown_share,
                                                   std::span<const double> scores) {
  // How far the best score stands out, among all and above the mean: what weights that are common
  // to a feature's row do not change.
  const double best = *std::max_element(scores.begin(), scores.end());
  double mean = 0;
  double total = 0;
  for (const double score : scores) {
    mean += score / static_cast<double>(scores.size());
    total += PortableExp(score - best);
  }
  return {off_curriculum_margin / 4, unknown_share * 4, (best - mean) / 4, 1 - 1 / total};
}

std::array<double, kNoveltySignals> NoveltySignals(const Opinion& opinion, const Blend& blend) {
  const size_t column = FirstColumn(Trait::kOffCurriculum);
  return NoveltySignals(static_cast<double>(opinion.traits[column + 1]) - opinion.traits[column],
                        opinion.unknown_share, BlendedScores(opinion, blend));
}

double NoveltyScore::Of(const std::array<double, kNoveltySignals>& signals) const {
  double sum = bias;
  for (size_t i = 0; i < signals.size(); ++i) sum += weights[i] * signals[i];
  return 1 / (1 + PortableExp(-sum));
}

NoveltyScore FitNovelty(const std::vector<Opinion>& opinions, const Blend& blend, double missed) {
  constexpr int kPasses = 2000;
  constexpr double kRate = 1.0;
  std::vector<std::array<double, kNoveltySignals>> signals;
  std::array<double, 2> counts{};
  for (const Opinion& opinion : opinions) {
    signals.push_back(NoveltySignals(opinion, blend));
    ++counts[OnCurriculum(opinion) ? 0 : 1];
  }
  NoveltyScore score;
  for (int pass = 0; pass < kPasses; ++pass) {
    NoveltyScore gradient;
    for (size_t i = 0; i < opinions.size(); ++i) {
      const int label = OnCurriculum(opinions[i]) ? 0 : 1;
      const double slope =
          (label - score.Of(signals[i])) / (2 * counts[static_cast<size_t>(label)]);
      gradient.bias += slope;
      for (size_t k = 0; k < kNoveltySignals; ++k) gradient.weights[k] += slope * signals[i][k];
    }
    score.bias += kRate * gradient.bias;
    for (size_t k = 0; k < kNoveltySignals; ++k) score.weights[k] += kRate * gradient.weights[k];
  }
  // Log-odds of the texts off the curriculum, lowest first; the shift puts all but the share that
  // may be missed above zero. Those that no standard is likely for are caught by their confidence.
  std::vector<double> odds;
  for (size_t i = 0; i < opinions.size(); ++i) {
    if (OnCurriculum(opinions[i])) continue;
    if (1 - signals[i].back() < kUnsure) continue;
    double sum = score.bias;
    for (size_t k = 0; k < kNoveltySignals; ++k) sum += score.weights[k] * signals[i][k];
    odds.push_back(sum);
  }
  std::sort(odds.begin(), odds.end());
  const auto allowed = static_cast<size_t>(missed * counts[1]);
  if (allowed < odds.size()) score.bias -= odds[allowed];
  return score;
}

}  // namespace munhang::localmodel
