#ifndef MUNHANG_LOCALMODEL_KNOWN_TEXTS_H_
#define MUNHANG_LOCALMODEL_KNOWN_TEXTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "localmodel/corpus.h"
#include "localmodel/feature_table.h"
#include "localmodel/model_file.h"

namespace munhang::localmodel {

// Features kept of every known text: its heaviest.
inline constexpr size_t kTextFeatureCount = 48;

// The wordings and hand-written items that a model keeps for showing which of them an item is like,
// those of a standard together.
class KnownTexts {
 public:
  KnownTexts(const Corpus& corpus, const FeatureTable& table);

  void AddTo(ModelFileWriter* writer) const;

 private:
  void Add(const Document& document, const FeatureTable& table);

  std::vector<uint16_t> standards_;
  std::vector<uint16_t> concepts_;
  std::vector<uint16_t> features_;
  std::vector<uint8_t> weights_;
  std::vector<uint32_t> offsets_ = {0};
  std::string texts_;
};

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_KNOWN_TEXTS_H_
