#include "localmodel/out_of_fold_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <string>

#include "localmodel/decisions.h"
#include "localmodel/softmax.h"
#include "localmodel/traits.h"

namespace munhang::localmodel {
namespace {

using nlohmann::json;

constexpr size_t kBins = 10;

// Four digits are what the figures are good for, and keep the description short.
double Rounded(double share) { return std::floor(share * 10000 + 0.5) / 10000; }

// Counts of what came out right.
struct Tally {
  double items = 0;
  double top_1 = 0;
  double top_3 = 0;
  double top_10 = 0;
  double grade_group = 0;
  double domain = 0;
  double flagged = 0;
  std::array<double, kBins> confidence{};
  std::array<double, kBins> right{};

  json Figures() const {
    double error = 0;
    for (size_t i = 0; i < kBins; ++i) error += std::abs(confidence[i] - right[i]);
    const auto share = [this](double count) { return Rounded(count / items); };
    return {{"items", items},
            {"top_1", share(top_1)},
            {"top_3", share(top_3)},
            {"top_10", share(top_10)},
            {"grade_group", share(grade_group)},
            {"domain", share(domain)},
            {"ece", share(error)},
            {"flagged_novel", share(flagged)}};
  }
};

std::vector<float> TraitProbabilities(const Opinion& opinion, Trait trait) {
  const auto begin = opinion.traits.begin() + static_cast<ptrdiff_t>(FirstColumn(trait));
  std::vector<float> scores(
      begin, begin + static_cast<ptrdiff_t>(kTraitSizes[static_cast<size_t>(trait)]));
  Softmax(std::span(scores));
  return scores;
}

size_t LevelOf(const Opinion& opinion, bool middle) {
  const auto probabilities =
      TraitProbabilities(opinion, middle ? Trait::kMiddleLevel : Trait::kElementaryLevel);
  return Median(std::span<const float>(probabilities));
}

void Count(const curriculum::KnowledgeBase& knowledge, const Opinion& opinion,
           const std::vector<double>& probabilities, Tally* tally) {
  const size_t label = opinion.document->standard;
  const auto rank = std::count_if(probabilities.begin(), probabilities.end(),
                                  [&](double p) { return p > probabilities[label]; });
  const size_t best = MostLikely(std::span<const double>(probabilities));
  const StandardCode answer = knowledge.standards()[best].code;
  const StandardCode truth = knowledge.standards()[label].code;
  ++tally->items;
  tally->top_1 += rank == 0 ? 1 : 0;
  tally->top_3 += rank < 3 ? 1 : 0;
  tally->top_10 += rank < 10 ? 1 : 0;
  tally->grade_group += answer.grade_group() == truth.grade_group() ? 1 : 0;
  tally->domain += answer.domain() == truth.domain() ? 1 : 0;
  const size_t bin = std::min(static_cast<size_t>(probabilities[best] * kBins), kBins - 1);
  tally->confidence[bin] += probabilities[best];
  tally->right[bin] += best == label ? 1 : 0;
}

}  // namespace

json OutOfFoldFigures(const curriculum::KnowledgeBase& knowledge,
                      const std::vector<Opinion>& opinions, const Blend& blend,
                      const NoveltyScore& novelty) {
  Tally all;
  std::map<std::string, Tally> by_author;
  std::array<double, 4> traits{};
  double off_curriculum = 0;
  std::array<double, 2> flagged{};
  for (const Opinion& opinion : opinions) {
    const std::vector<double> probabilities = Blended(opinion, blend);
    const bool off = opinion.document->standard == kOffCurriculum;
    const bool novel = novelty.Of(NoveltySignals(opinion, blend)) > 0.5;
    if (novel) ++flagged[off ? 1 : 0];
    if (off) {
      ++off_curriculum;
      continue;
    }
    const LabelledItem& item = *opinion.document->item;
    if (novel) ++by_author[item.author].flagged;
    Count(knowledge, opinion, probabilities, &all);
    Count(knowledge, opinion, probabilities, &by_author[item.author]);
    const auto difficulty = TraitProbabilities(opinion, Trait::kDifficulty);
    const int answer = static_cast<int>(NearlyRight(std::span<const float>(difficulty))) + 1;
    traits[0] += answer == item.difficulty ? 1 : 0;
    traits[1] += std::abs(answer - item.difficulty) <= 1 ? 1 : 0;
    const auto cognitive = TraitProbabilities(opinion, Trait::kCognitiveLevel);
    traits[2] +=
        MostLikely(std::span<const float>(cognitive)) == static_cast<size_t>(item.cognitive_level)
            ? 1
            : 0;
    const bool middle = item.code.grade_group() == GradeGroup::kMiddle13;
    traits[3] += LevelOf(opinion, middle) == static_cast<size_t>(item.achievement_level) ? 1 : 0;
  }
  json authors = json::object();
  for (const auto& [author, tally] : by_author) authors[author] = tally.Figures();
  all.flagged = flagged[0];
  const auto share = [&](double count) { return Rounded(count / all.items); };
  return {{"all", all.Figures()},
          {"authors", authors},
          {"traits",
           {{"difficulty", share(traits[0])},
            {"difficulty_within_1", share(traits[1])},
            {"cognitive_level", share(traits[2])},
            {"achievement_level", share(traits[3])}}},
          {"novelty",
           {{"off_curriculum_texts", off_curriculum},
            {"flagged_off_curriculum",
             off_curriculum > 0 ? Rounded(flagged[1] / off_curriculum) : 0}}}};
}

}  // namespace munhang::localmodel
