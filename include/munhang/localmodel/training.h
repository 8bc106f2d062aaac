#ifndef MUNHANG_LOCALMODEL_TRAINING_H_
#define MUNHANG_LOCALMODEL_TRAINING_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/localmodel/item_bank.h"

namespace munhang::localmodel {

struct TrainingOptions {
  // Learners run side by side on this many threads; the model is the same for any number.
  size_t threads = 2;
  // Features that the model keeps, the most frequent first. At most 65536.
  size_t features = 52000;
  // Passes over the texts; fewer give a quick look.
  int passes = 30;
  // The authors of the bank are dealt into this many folds; each is scored by a model that saw none
  // of its texts. At least 2.
  size_t folds = 4;
  // Called with a line about each step done, from the thread that called Train.
  std::function<void(std::string_view)> on_progress = [](std::string_view) {};
};

struct TrainedModel {
  // The bytes of a model file.
  std::string file;
  // Name of this model: changes with what it has learnt.
  std::string version;
  // What was measured on texts of authors that the scoring model had not seen: JSON, as in the
  // file's description.
  std::string figures;
};

// Learns a model from the bank and from the wordings of the knowledge base. The same bank and
// knowledge give the same bytes on every machine. INVALID_ARGUMENT when the bank has too little to
// learn from: fewer than two authors of hand-written items, a standard without any item, hardly any
// text off the curriculum.
absl::StatusOr<TrainedModel> Train(const curriculum::KnowledgeBase& knowledge, const ItemBank& bank,
                                   const TrainingOptions& options);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_TRAINING_H_
