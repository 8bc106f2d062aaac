#include "munhang/localmodel/training.h"

#include <absl/status/status.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "localmodel/calibration.h"
#include "localmodel/corpus.h"
#include "localmodel/known_texts.h"
#include "localmodel/members.h"
#include "localmodel/model_file.h"
#include "localmodel/out_of_fold_figures.h"
#include "munhang/text/fingerprint.h"
#include "munhang/text/normalizer.h"

namespace munhang::localmodel {
namespace {

using nlohmann::json;

// Share of the texts off the curriculum that novelty may leave below one half.
constexpr double kMissedOffCurriculum = 0.03;

absl::Status CheckTrainable(const curriculum::KnowledgeBase& knowledge, const ItemBank& bank,
                            const TrainingOptions& options) {
  std::set<std::string> authors;
  std::set<StandardCode> codes;
  for (const LabelledItem& item : bank.items) {
    if (!item.generated) authors.insert(item.author);
    codes.insert(item.code);
  }
  if (options.folds < 2 || options.features == 0 || options.features > size_t{1} << 16) {
    return absl::InvalidArgumentError("at least 2 folds and 1 to 65536 features are needed");
  }
  if (authors.size() < 2) {
    return absl::InvalidArgumentError(
        "hand-written items of at least two authors are needed: one's are scored by what the "
        "others' teach");
  }
  for (const curriculum::Standard& standard : knowledge.standards()) {
    if (!codes.contains(standard.code)) {
      return absl::InvalidArgumentError(standard.code.ToString() + " has no item");
    }
  }
  if (bank.off_curriculum.size() < options.folds) {
    return absl::InvalidArgumentError(
        "texts off the curriculum (off_curriculum*.jsonl) are needed, one for each fold at least");
  }
  return absl::OkStatus();
}

// Runs the jobs on so many threads, in order of their numbers.
void RunAll(std::vector<std::function<void()>> jobs, size_t threads) {
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t at = next++; at < jobs.size(); at = next++) jobs[at]();
  };
  std::vector<std::future<void>> others;
  for (size_t i = 1; i < threads; ++i) others.push_back(std::async(std::launch::async, work));
  work();
  for (auto& other : others) other.get();
}

// One matrix of the members' opinions, blended.
Matrix BlendWeights(const Members& members, const Blend& blend) {
  Matrix weights(members.naive_bayes.rows, members.naive_bayes.columns);
  for (size_t i = 0; i < weights.values.size(); ++i) {
    weights.values[i] = static_cast<float>(blend.naive_bayes * members.naive_bayes.values[i] +
                                           blend.softmax * members.softmax.weights.values[i]);
  }
  // What is common to a row no softmax tells; without it eight bits go further.
  for (size_t i = 0; i < weights.rows; ++i) {
    float* const row = weights.row(i);
    const auto [least, most] = std::minmax_element(row, row + weights.columns);
    const float middle = (*least + *most) / 2;
    for (size_t k = 0; k < weights.columns; ++k) row[k] -= middle;
  }
  return weights;
}

Matrix JoinTraits(const Members& members, std::vector<float>* bias) {
  Matrix weights(members.features.hashes.size(), kTraitColumns);
  bias->assign(kTraitColumns, 0.0f);
  for (size_t t = 0; t < kTraitCount; ++t) {
    const size_t first = FirstColumn(static_cast<Trait>(t));
    const LinearModel& model = members.traits[t];
    std::copy(model.bias.begin(), model.bias.end(), bias->begin() + static_cast<ptrdiff_t>(first));
    for (size_t i = 0; i < weights.rows; ++i) {
      std::copy_n(model.weights.row(i), model.weights.columns, weights.row(i) + first);
    }
  }
  return weights;
}

// Equal for equal texts and labels in the same order.
std::string DataFingerprint(const Corpus& corpus) {
  std::string all;
  for (const Document& document : corpus.documents) {
    all += std::to_string(document.standard);
    if (document.item != nullptr) {
      const LabelledItem& item = *document.item;
      all += " " + std::to_string(item.difficulty) + std::string(Name(item.cognitive_level)) +
             std::string(Name(item.achievement_level));
      for (const size_t tag : item.concepts) all += " " + std::to_string(tag);
    }
    all.append(" ").append(document.text).push_back('\n');
  }
  return text::BytesFingerprint(all).ToHex();
}

json Describe(const curriculum::KnowledgeBase& knowledge, const Corpus& corpus, const Blend& blend,
              const NoveltyScore& novelty, const json& figures) {
  json codes = json::array();
  for (const curriculum::Standard& standard : knowledge.standards()) {
    codes.push_back(standard.code.ToString());
  }
  const std::string data = DataFingerprint(corpus);
  return {{"version", "local-1-" + data.substr(0, 8)},
          {"normalizer", text::kNormalizerVersion},
          {"features", text::kFeatureVersion},
          {"taxonomy", knowledge.taxonomy_version()},
          {"standards", codes},
          {"data", data},
          {"documents", corpus.documents.size()},
          {"blend", {{"naive_bayes", blend.naive_bayes}, {"softmax", blend.softmax}}},
          {"novelty", {{"weights", novelty.weights}, {"bias", novelty.bias}}},
          {"out_of_fold", figures}};
}

void WriteFile(const Members& members, const Blend& blend, const KnownTexts& texts,
               const json& description, ModelFileWriter* writer) {
  writer->Add(Section::kDescription, description.dump());
  writer->Add<uint64_t>(Section::kFeatureHashes, members.features.hashes);
  std::vector<float> idf = members.features.idf;
  // The weight of an unseen feature is stored last.
  idf.push_back(members.features.unseen_idf);
  writer->Add<float>(Section::kFeatureIdf, idf);
  const Quantized standards(BlendWeights(members, blend));
  writer->Add<float>(Section::kStandardScales, standards.scales);
  writer->Add<int8_t>(Section::kStandardWeights, standards.values);
  std::vector<float> bias = members.softmax.bias;
  for (float& value : bias) value = static_cast<float>(value * blend.softmax);
  writer->Add<float>(Section::kStandardBias, bias);
  std::vector<float> trait_bias;
  const Quantized traits(JoinTraits(members, &trait_bias));
  writer->Add<float>(Section::kTraitScales, traits.scales);
  writer->Add<int8_t>(Section::kTraitWeights, traits.values);
  writer->Add<float>(Section::kTraitBias, trait_bias);
  texts.AddTo(writer);
}

}  // namespace

absl::StatusOr<TrainedModel> Train(const curriculum::KnowledgeBase& knowledge, const ItemBank& bank,
                                   const TrainingOptions& options) {
  if (absl::Status status = CheckTrainable(knowledge, bank, options); !status.ok()) return status;
  const size_t standards = knowledge.standards().size();
  const Corpus corpus(knowledge, bank, options.folds, options.threads);
  options.on_progress(std::to_string(corpus.documents.size()) + " texts read");

  // A model of everything, and one for each fold that has not seen its texts, which it then judges.
  std::unique_ptr<const Members> members;
  std::vector<std::vector<Opinion>> judged(options.folds);
  std::vector<std::function<void()>> jobs;
  jobs.emplace_back([&] {
    std::vector<const Document*> all;
    all.reserve(corpus.documents.size());
    for (const Document& document : corpus.documents) all.push_back(&document);
    members = std::make_unique<const Members>(all, standards, options);
  });
  for (size_t fold = 0; fold < options.folds; ++fold) {
    jobs.emplace_back([&, fold] {
      std::vector<const Document*> seen;
      for (const Document& document : corpus.documents) {
        if (document.fold != fold) seen.push_back(&document);
      }
      const Members others(seen, standards, options);
      for (const Document& document : corpus.documents) {
        if (document.fold == fold) judged[fold].push_back(Judge(others, document));
      }
    });
  }
  RunAll(std::move(jobs), options.threads);
  std::vector<Opinion> opinions;
  for (auto& fold : judged) std::move(fold.begin(), fold.end(), std::back_inserter(opinions));
  options.on_progress(std::to_string(opinions.size()) + " texts judged by models of other authors");

  const Blend blend = FitBlend(opinions);
  const NoveltyScore novelty = FitNovelty(opinions, blend, kMissedOffCurriculum);
  const json figures = OutOfFoldFigures(knowledge, opinions, blend, novelty);
  options.on_progress(figures.dump());

  ModelFileWriter writer;
  const json description = Describe(knowledge, corpus, blend, novelty, figures);
  WriteFile(*members, blend, KnownTexts(corpus, members->table), description, &writer);
  auto file = writer.Finish();
  if (!file.ok()) return file.status();
  return TrainedModel{*std::move(file), description["version"], figures.dump()};
}

}  // namespace munhang::localmodel
