#ifndef MUNHANG_LOCALMODEL_LOCAL_MODEL_H_
#define MUNHANG_LOCALMODEL_LOCAL_MODEL_H_

#include <absl/status/statusor.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/domain/classification.h"
#include "munhang/domain/standard_code.h"
#include "munhang/localmodel/weighed_text.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::localmodel {

// What the model says of a text.
struct Prediction {
  // Probability of each standard, in the order of LocalModel::codes(); sums to 1.
  std::vector<double> standards;
  // 1 to 5: the value that is most likely right to within one step.
  int difficulty = 1;
  CognitiveLevel cognitive_level = CognitiveLevel::kApply;
  // The level that a student shows who solves the item, in elementary and in middle school; which
  // of them holds depends on the standard.
  AchievementLevel elementary_level = AchievementLevel::kB;
  AchievementLevel middle_level = AchievementLevel::kC;
  // 0 to 1; above one half the text is likely not an item of this curriculum.
  double novelty = 1;

  AchievementLevel LevelFor(StandardCode code) const {
    return code.grade_group() == GradeGroup::kMiddle13 ? middle_level : elementary_level;
  }
};

// A text that the model has learnt from and that resembles another.
struct KnownText {
  // Position in LocalModel::codes().
  size_t standard = 0;
  // Refers to the model.
  std::string_view text;
  // Cosine of the weighted features, of the known text its heaviest ones: 0 to 1.
  double similarity = 0;
  // Bit i: the text exercises concept i of its standard. 0 when nobody has said.
  uint16_t concepts = 0;
};

// Something in a text and how much it speaks for one standard against another: what it adds to the
// log-odds between the two.
struct Term {
  // A word or formula of the canonical text, or the name of a number feature.
  std::string text;
  double weight = 0;
  // Whether it is a text::NamedFeature rather than a word.
  bool is_number_feature = false;
};

// The local classifier: a linear softmax over text::CountFeatures whose weights blend multinomial
// naive Bayes and multinomial logistic regression (docs/adr/0009), calibrated on texts of authors
// that the judging models had not seen, with the texts it learnt from for showing what an item is
// like. Read from a model file, which stays mapped. Immutable and thread-safe.
class LocalModel {
 public:
  // The model built into the binary. Aborts only if the binary is broken: the build checks it.
  static LocalModel Embedded();

  // A file that `munhang train` wrote. Errors name the file: NOT_FOUND, or INVALID_ARGUMENT when it
  // is damaged or was made for other features or another normalisation than this program's.
  static absl::StatusOr<LocalModel> FromFile(const std::string& path);

  // The same for bytes in memory, aligned to 8, which the model refers to.
  static absl::StatusOr<LocalModel> FromBytes(std::string_view bytes, const std::string& name);

  LocalModel(LocalModel&& other) noexcept;
  LocalModel& operator=(LocalModel&& other) noexcept;
  ~LocalModel();

  // The standards it tells apart, in the order of the curriculum.
  const std::vector<StandardCode>& codes() const;
  // Changes with whatever the model has learnt; part of every answer's provenance.
  const std::string& version() const;
  // What the model is made of and what was measured in training, as JSON; see docs/quality.md.
  std::string_view description() const;

  // All of the following are linear in the length of the text.
  WeighedText Read(const text::NormalizedText& text, const text::SlottedText& slotted) const;
  Prediction Predict(const WeighedText& text) const;

  // The known texts of a standard that are nearest, nearest first.
  std::vector<KnownText> Nearest(const WeighedText& text, size_t standard, size_t limit) const;

  // What in the text speaks for `standard` against `rival`, strongest first, what speaks against it
  // last. The weights and the difference of the two standards' biases sum to the log-odds.
  std::vector<Term> Explain(const text::NormalizedText& text, const text::SlottedText& slotted,
                            size_t standard, size_t rival) const;

 private:
  struct Content;
  explicit LocalModel(std::unique_ptr<const Content> content);

  std::unique_ptr<const Content> content_;
};

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_LOCAL_MODEL_H_
