#ifndef MUNHANG_LOCALMODEL_CALIBRATION_H_
#define MUNHANG_LOCALMODEL_CALIBRATION_H_

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "localmodel/members.h"

namespace munhang::localmodel {

// How the members' scores become one: standards' scores = naive_bayes * NB + softmax * LR, whose
// softmax is then the probability of each standard.
struct Blend {
  double naive_bayes = 0.5;
  double softmax = 0.5;
};

// The blend under which the labels are most likely. The likelihood is concave in the two weights,
// so that there is one best blend; found by Newton's method.
Blend FitBlend(const std::vector<Opinion>& opinions);

// Scores of the standards by a blend, and their softmax.
std::vector<double> BlendedScores(const Opinion& opinion, const Blend& blend);
std::vector<double> Blended(const Opinion& opinion, const Blend& blend);

// What speaks for a text being off the curriculum, as numbers of about the size of 1.
inline constexpr size_t kNoveltySignals = 4;
// The scores are those before the softmax.
std::array<double, kNoveltySignals> NoveltySignals(double off_curriculum_margin,
                                                   double unknown_share,
                                                   std::span<const double> scores);
std::array<double, kNoveltySignals> NoveltySignals(const Opinion& opinion, const Blend& blend);

// Logistic regression over the signals: novelty = 1 / (1 + exp(-(bias + weights . signals))).
struct NoveltyScore {
  std::array<double, kNoveltySignals> weights{};
  double bias = 0;

  double Of(const std::array<double, kNoveltySignals>& signals) const;
};

// Fitted so that both kinds of text weigh the same, then shifted so that at most the share `missed`
// of the texts off the curriculum come out below one half and with a probable standard.
NoveltyScore FitNovelty(const std::vector<Opinion>& opinions, const Blend& blend, double missed);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_CALIBRATION_H_
