#ifndef MUNHANG_LOCALMODEL_MEMBERS_H_
#define MUNHANG_LOCALMODEL_MEMBERS_H_

#include <array>
#include <cstddef>
#include <vector>

#include "localmodel/corpus.h"
#include "localmodel/learners.h"
#include "localmodel/traits.h"
#include "munhang/localmodel/training.h"

namespace munhang::localmodel {

// What one set of documents teaches: the features, two opinions about the standard, and the traits.
struct Members {
  Members(const std::vector<const Document*>& documents, size_t standards,
          const TrainingOptions& options);

  Features features;
  FeatureTable table;
  Matrix naive_bayes;
  LinearModel softmax;
  // In the order of Trait.
  std::vector<LinearModel> traits;
};

// What the members of a model that has not seen a document say of it.
struct Opinion {
  const Document* document = nullptr;
  std::vector<float> naive_bayes;
  std::vector<float> softmax;
  std::array<float, kTraitColumns> traits{};
  double unknown_share = 0;
};

Opinion Judge(const Members& members, const Document& document);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_MEMBERS_H_
