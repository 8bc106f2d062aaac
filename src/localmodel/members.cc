#include "localmodel/members.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace munhang::localmodel {
namespace {

// Weight that every feature has under every standard before any text is counted; chosen by the
// likelihood of texts of authors left out.
constexpr double kSmoothing = 0.006;

// Four fifths of the features are left out of each pass, so that a text is known by all that it
// says and not by one telling word, which items from life do not have (docs/adr/0009).
SoftmaxOptions StandardOptions(const TrainingOptions& options) {
  return {.epochs = options.passes, .rate = 0.5f, .dropout = 0.8f, .seed = 1};
}

SoftmaxOptions TraitOptions(const TrainingOptions& options) {
  return {.epochs = std::min(options.passes, 8), .rate = 0.15f, .dropout = 0.5f, .seed = 2};
}

// The column of a document's trait; nullopt when it does not have it.
std::optional<uint16_t> LabelOf(Trait trait, const Document& document) {
  if (trait == Trait::kOffCurriculum) return document.standard == kOffCurriculum ? 1 : 0;
  if (document.item == nullptr) return std::nullopt;
  const LabelledItem& item = *document.item;
  const bool middle = item.code.grade_group() == GradeGroup::kMiddle13;
  switch (trait) {
    case Trait::kDifficulty:
      return static_cast<uint16_t>(item.difficulty - 1);
    case Trait::kCognitiveLevel:
      return static_cast<uint16_t>(item.cognitive_level);
    case Trait::kElementaryLevel:
      if (middle) return std::nullopt;
      return static_cast<uint16_t>(item.achievement_level);
    default:
      if (!middle) return std::nullopt;
      return static_cast<uint16_t>(item.achievement_level);
  }
}

}  // namespace

Members::Members(const std::vector<const Document*>& documents, size_t standards,
                 const TrainingOptions& options)
    : features(documents, options.features),
      table(features.Table()),
      naive_bayes(0, 0),
      softmax{{0, 0}, {}} {
  const size_t count = features.hashes.size();
  std::vector<std::vector<WeightedFeature>> texts;
  texts.reserve(documents.size());
  for (const Document* document : documents) {
    texts.push_back(table.Weigh(document->counted).features);
  }
  std::vector<Example> examples;
  for (size_t i = 0; i < documents.size(); ++i) {
    if (documents[i]->standard != kOffCurriculum) {
      examples.push_back({texts[i], documents[i]->standard, documents[i]->weight});
    }
  }
  naive_bayes = LearnNaiveBayes(examples, count, standards, kSmoothing);
  softmax = LearnSoftmax(examples, count, standards, StandardOptions(options));
  for (size_t t = 0; t < kTraitCount; ++t) {
    examples.clear();
    for (size_t i = 0; i < documents.size(); ++i) {
      const auto label = LabelOf(static_cast<Trait>(t), *documents[i]);
      if (label) examples.push_back({texts[i], *label, documents[i]->weight});
    }
    traits.push_back(LearnSoftmax(examples, count, kTraitSizes[t], TraitOptions(options)));
  }
}

Opinion Judge(const Members& members, const Document& document) {
  const WeighedText text = members.table.Weigh(document.counted);
  Opinion opinion;
  opinion.document = &document;
  opinion.unknown_share = text.unknown_share;
  opinion.naive_bayes.assign(members.naive_bayes.columns, 0.0f);
  members.naive_bayes.AddProduct(text.features, opinion.naive_bayes.data());
  opinion.softmax.resize(members.softmax.bias.size());
  members.softmax.Score(text.features, opinion.softmax.data());
  for (size_t t = 0; t < kTraitCount; ++t) {
    members.traits[t].Score(text.features,
                            opinion.traits.data() + FirstColumn(static_cast<Trait>(t)));
  }
  return opinion;
}

}  // namespace munhang::localmodel
