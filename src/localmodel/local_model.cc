#include "munhang/localmodel/local_model.h"

#include <absl/status/status.h>

#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "localmodel/calibration.h"
#include "localmodel/decisions.h"
#include "localmodel/feature_table.h"
#include "localmodel/known_texts.h"
#include "localmodel/matrix.h"
#include "localmodel/model_file.h"
#include "localmodel/softmax.h"
#include "localmodel/traits.h"
#include "munhang/text/features.h"

namespace munhang::localmodel {
namespace {

using nlohmann::json;

// The features of a text by number, for looking up those of other texts.
class FeatureWeights {
 public:
  explicit FeatureWeights(const std::vector<WeightedFeature>& weighted)
      : table_(std::bit_ceil(weighted.size() * 2 + 2), {kNone, 0}) {
    for (const WeightedFeature& entry : weighted) table_[Place(entry.feature)] = entry;
  }

  // 0 for a feature that the text does not have.
  float Of(uint32_t feature) const { return table_[Place(feature)].weight; }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  // Where the feature is, or else would be.
  size_t Place(uint32_t feature) const {
    const size_t mask = table_.size() - 1;
    size_t at = (static_cast<size_t>(feature) * 0x9e3779b1u) & mask;
    while (table_[at].feature != kNone && table_[at].feature != feature) at = (at + 1) & mask;
    return at;
  }

  std::vector<WeightedFeature> table_;
};

// For each byte of a text, and for its end, the number of the word it is in. A text with its
// numbers as slots has the same words in the same order.
std::vector<size_t> Words(std::string_view text) {
  std::vector<size_t> words;
  words.reserve(text.size() + 1);
  size_t word = 0;
  for (const char c : text) {
    words.push_back(word);
    if (c == ' ') ++word;
  }
  words.push_back(word);
  return words;
}

// Sums by word; a word that occurs twice is one term.
class TermSums {
 public:
  void AddWord(size_t word, double weight) {
    if (word >= sums_.size()) sums_.resize(word + 1, 0);
    sums_[word] += weight;
  }

  std::vector<Term> Terms(std::string_view text) const {
    std::vector<Term> terms;
    size_t begin = 0;
    for (const double sum : sums_) {
      if (begin > text.size()) break;
      const size_t end = std::min(text.find(' ', begin), text.size());
      const std::string_view word = text.substr(begin, end - begin);
      const auto same = std::find_if(terms.begin(), terms.end(),
                                     [word](const Term& term) { return term.text == word; });
      if (same != terms.end()) {
        same->weight += sum;
      } else if (!word.empty()) {
        terms.push_back({std::string(word), sum, false});
      }
      begin = end + 1;
    }
    return terms;
  }

 private:
  std::vector<double> sums_;
};

}  // namespace

struct LocalModel::Content {
  explicit Content(ModelFile model_file) : file(std::move(model_file)) {}

  // Whether the sections fit together; what is wrong else.
  absl::Status Load();
  absl::Status ReadDescription();

  ModelFile file;
  std::vector<StandardCode> codes;
  std::string version;
  std::optional<FeatureTable> table;
  QuantizedMatrix standards;
  std::span<const float> standard_bias;
  QuantizedMatrix traits;
  std::span<const float> trait_bias;
  NoveltyScore novelty;

  std::span<const uint16_t> text_concepts;
  std::span<const uint16_t> text_features;
  std::span<const uint8_t> text_weights;
  std::span<const uint32_t> text_offsets;
  std::string_view texts;
  // The known texts of standard i are those from text_begin[i] to text_begin[i + 1].
  std::vector<uint32_t> text_begin;
};

absl::Status LocalModel::Content::ReadDescription() {
  const json description =
      json::parse(file.Bytes(Section::kDescription), nullptr, /*allow_exceptions=*/false);
  const auto fault = [this](const std::string& what) {
    return absl::InvalidArgumentError(file.name() + ": " + what);
  };
  try {
    version = description.at("version").get<std::string>();
    for (const auto& [key, ours] : {std::pair("normalizer", text::kNormalizerVersion),
                                    std::pair("features", text::kFeatureVersion)}) {
      const std::string theirs = description.at(key);
      if (theirs != ours) {
        return fault("made for " + theirs + ", this program has " + std::string(ours) +
                     "; train again with this program");
      }
    }
    for (const json& code : description.at("standards")) {
      const auto parsed = StandardCode::Parse(code.get<std::string>());
      if (!parsed) return fault("unknown standard " + code.dump());
      codes.push_back(*parsed);
    }
    novelty.weights = description.at("novelty").at("weights");
    novelty.bias = description.at("novelty").at("bias");
  } catch (const json::exception&) {
    return fault("its description is incomplete");
  }
  return absl::OkStatus();
}

absl::Status LocalModel::Content::Load() {
  if (absl::Status read = ReadDescription(); !read.ok()) return read;
  const auto hashes = file.Array<uint64_t>(Section::kFeatureHashes);
  const auto idf = file.Array<float>(Section::kFeatureIdf);
  standards = {codes.size(), file.Array<float>(Section::kStandardScales),
               file.Array<int8_t>(Section::kStandardWeights)};
  standard_bias = file.Array<float>(Section::kStandardBias);
  traits = {kTraitColumns, file.Array<float>(Section::kTraitScales),
            file.Array<int8_t>(Section::kTraitWeights)};
  trait_bias = file.Array<float>(Section::kTraitBias);
  const auto text_standards = file.Array<uint16_t>(Section::kTextStandards);
  text_concepts = file.Array<uint16_t>(Section::kTextConcepts);
  text_features = file.Array<uint16_t>(Section::kTextFeatures);
  text_weights = file.Array<uint8_t>(Section::kTextWeights);
  text_offsets = file.Array<uint32_t>(Section::kTextOffsets);
  texts = file.Bytes(Section::kTexts);

  const size_t features = hashes.size();
  const size_t known = text_standards.size();
  const bool fits =
      features > 0 && codes.size() > 1 && idf.size() == features + 1 &&
      standards.scales.size() == features &&
      standards.values.size() == features * standards.columns &&
      standard_bias.size() == codes.size() && traits.scales.size() == features &&
      traits.values.size() == features * kTraitColumns && trait_bias.size() == kTraitColumns &&
      text_concepts.size() == known && text_features.size() == known * kTextFeatureCount &&
      text_weights.size() == text_features.size() && text_offsets.size() == known + 1 &&
      std::is_sorted(text_offsets.begin(), text_offsets.end()) &&
      text_offsets.back() == texts.size() &&
      std::is_sorted(text_standards.begin(), text_standards.end()) &&
      (known == 0 || text_standards.back() < codes.size());
  if (!fits) return absl::InvalidArgumentError(file.name() + ": its sections do not fit together");
  for (uint32_t i = 0, at = 0; i <= codes.size(); ++i) {
    while (at < known && text_standards[at] < i) ++at;
    text_begin.push_back(at);
  }
  table.emplace(hashes, idf.first(features), idf.back());
  return absl::OkStatus();
}

LocalModel::LocalModel(std::unique_ptr<const Content> content) : content_(std::move(content)) {}
LocalModel::LocalModel(LocalModel&& other) noexcept = default;
LocalModel& LocalModel::operator=(LocalModel&& other) noexcept = default;
LocalModel::~LocalModel() = default;

absl::StatusOr<LocalModel> LocalModel::FromFile(const std::string& path) {
  auto file = ModelFile::Map(path);
  if (!file.ok()) return file.status();
  auto content = std::make_unique<Content>(*std::move(file));
  if (absl::Status loaded = content->Load(); !loaded.ok()) return loaded;
  return LocalModel(std::move(content));
}

absl::StatusOr<LocalModel> LocalModel::FromBytes(std::string_view bytes, const std::string& name) {
  auto file = ModelFile::FromBytes(bytes, name);
  if (!file.ok()) return file.status();
  auto content = std::make_unique<Content>(*std::move(file));
  if (absl::Status loaded = content->Load(); !loaded.ok()) return loaded;
  return LocalModel(std::move(content));
}

const std::vector<StandardCode>& LocalModel::codes() const { return content_->codes; }
const std::string& LocalModel::version() const { return content_->version; }
std::string_view LocalModel::description() const {
  return content_->file.Bytes(Section::kDescription);
}

WeighedText LocalModel::Read(const text::NormalizedText& text,
                             const text::SlottedText& slotted) const {
  return content_->table->Weigh(text::CountFeatures(text, slotted));
}

Prediction LocalModel::Predict(const WeighedText& text) const {
  Prediction prediction;
  std::vector<float> scores(content_->standard_bias.begin(), content_->standard_bias.end());
  content_->standards.AddProduct(text.features, scores.data());
  prediction.standards.assign(scores.begin(), scores.end());

  std::array<float, kTraitColumns> traits;
  std::copy(content_->trait_bias.begin(), content_->trait_bias.end(), traits.begin());
  content_->traits.AddProduct(text.features, traits.data());
  const auto columns = [&traits](Trait trait) {
    return std::span(traits).subspan(FirstColumn(trait), kTraitSizes[static_cast<size_t>(trait)]);
  };
  const auto median = [&columns](Trait trait) {
    Softmax(columns(trait));
    return Median(std::span<const float>(columns(trait)));
  };
  Softmax(columns(Trait::kDifficulty));
  prediction.difficulty =
      static_cast<int>(NearlyRight(std::span<const float>(columns(Trait::kDifficulty)))) + 1;
  prediction.cognitive_level = static_cast<CognitiveLevel>(
      MostLikely(std::span<const float>(columns(Trait::kCognitiveLevel))));
  prediction.elementary_level = static_cast<AchievementLevel>(median(Trait::kElementaryLevel));
  prediction.middle_level = static_cast<AchievementLevel>(median(Trait::kMiddleLevel));
  const auto off = columns(Trait::kOffCurriculum);
  prediction.novelty = content_->novelty.Of(NoveltySignals(
      static_cast<double>(off[1]) - off[0], text.unknown_share, prediction.standards));
  Softmax(std::span(prediction.standards));
  return prediction;
}

std::vector<KnownText> LocalModel::Nearest(const WeighedText& text, size_t standard,
                                           size_t limit) const {
  constexpr double kWeightSteps = 255;
  const Content& content = *content_;
  const FeatureWeights query(text.features);
  std::vector<std::pair<double, uint32_t>> found;
  for (uint32_t i = content.text_begin[standard]; i < content.text_begin[standard + 1]; ++i) {
    double cosine = 0;
    const size_t first = i * kTextFeatureCount;
    for (size_t k = first; k < first + kTextFeatureCount; ++k) {
      cosine += static_cast<double>(query.Of(content.text_features[k])) * content.text_weights[k];
    }
    found.emplace_back(std::min(cosine / kWeightSteps, 1.0), i);
  }
  const size_t kept = std::min(limit, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<ptrdiff_t>(kept), found.end(),
                    [](const auto& a, const auto& b) {
                      return a.first != b.first ? a.first > b.first : a.second < b.second;
                    });
  std::vector<KnownText> nearest;
  for (const auto& [similarity, i] : std::span(found).first(kept)) {
    const uint32_t begin = content.text_offsets[i];
    nearest.push_back({standard, content.texts.substr(begin, content.text_offsets[i + 1] - begin),
                       similarity, content.text_concepts[i]});
  }
  return nearest;
}

std::vector<Term> LocalModel::Explain(const text::NormalizedText& text,
                                      const text::SlottedText& slotted, size_t standard,
                                      size_t rival) const {
  const FeatureWeights weights(Read(text, slotted).features);
  // What a feature adds to the log-odds.
  const auto share_of = [&](uint64_t hash) {
    const auto feature = content_->table->Find(hash);
    if (!feature) return 0.0;
    return static_cast<double>(weights.Of(*feature)) *
           (static_cast<double>(content_->standards.at(*feature, standard)) -
            content_->standards.at(*feature, rival));
  };
  TermSums sums;
  for (const auto& [view, words] : {std::pair(text::View::kWritten, Words(text.canonical)),
                                    std::pair(text::View::kSlotted, Words(slotted.slotted))}) {
    std::vector<text::Gram> grams;
    text::AppendGrams(view == text::View::kWritten ? text.canonical : slotted.slotted, view,
                      &grams);
    std::unordered_map<uint64_t, size_t> occurrences;
    for (const text::Gram& gram : grams) ++occurrences[gram.hash];
    for (const text::Gram& gram : grams) {
      const double share = share_of(gram.hash) / static_cast<double>(occurrences[gram.hash]);
      const size_t first = words[gram.begin];
      const size_t last = words[gram.end > gram.begin ? gram.end - 1 : gram.end];
      for (size_t word = first; word <= last; ++word) {
        sums.AddWord(word, share / static_cast<double>(last - first + 1));
      }
    }
  }
  std::vector<Term> terms = sums.Terms(text.canonical);
  for (const text::NamedFeature& feature : text::NumberFeatures(text, slotted)) {
    double sum = 0;
    for (size_t i = 0; i < feature.repeats; ++i) sum += share_of(text::RepeatedHash(feature, i));
    terms.push_back({feature.name, sum, true});
  }
  std::stable_sort(terms.begin(), terms.end(),
                   [](const Term& a, const Term& b) { return a.weight > b.weight; });
  return terms;
}

}  // namespace munhang::localmodel
