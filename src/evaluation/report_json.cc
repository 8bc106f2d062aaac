#include "munhang/evaluation/report_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace munhang::evaluation {
namespace {

using Json = nlohmann::ordered_json;

double Rounded(double value) { return std::round(value * 1e4) / 1e4; }

Json ToJson(const std::optional<double>& value) {
  return value ? Json(Rounded(*value)) : Json(nullptr);
}

Json ToJson(const Ratio& ratio) { return ToJson(ratio.Share()); }

Json ToJson(const Setting& setting) {
  return {{"inputs", setting.inputs},
          {"server", setting.server.empty() ? Json(nullptr) : Json(setting.server)},
          {"date", setting.date},
          {"with_grade_group", setting.with_grade_group},
          {"taxonomy_version", setting.taxonomy_version},
          {"knowledge_version", setting.knowledge_version},
          {"model_version", setting.model_version},
          {"faulty_lines", setting.faulty_lines},
          {"failed_items", setting.failed_items}};
}

Json ToJson(const std::array<ReliabilityBin, kReliabilityBins>& bins) {
  Json json = Json::array();
  for (size_t i = 0; i < bins.size(); ++i) {
    const ReliabilityBin& bin = bins[i];
    const bool empty = bin.items == 0;
    json.push_back({{"from", Rounded(static_cast<double>(i) / kReliabilityBins)},
                    {"to", Rounded(static_cast<double>(i + 1) / kReliabilityBins)},
                    {"items", bin.items},
                    {"confidence", empty ? Json(nullptr) : Json(Rounded(bin.Confidence()))},
                    {"accuracy", empty ? Json(nullptr) : Json(Rounded(bin.Accuracy()))}});
  }
  return json;
}

Json ToJson(const Matches& concepts) {
  if (concepts.expected == 0 && concepts.answered == 0) return nullptr;
  return {{"precision", ToJson(concepts.Precision())},
          {"recall", ToJson(concepts.Recall())},
          {"f1", ToJson(concepts.F1())}};
}

Json ToJson(const Figures& figures) {
  const Interval interval = WilsonInterval(figures.top_1);
  return {{"items", figures.items},
          {"top_1", ToJson(figures.top_1)},
          {"top_1_interval", {Rounded(interval.low), Rounded(interval.high)}},
          {"top_3", ToJson(figures.top_3)},
          {"top_10", ToJson(figures.top_10)},
          {"mrr", ToJson(figures.mean_reciprocal_rank)},
          {"macro_f1", ToJson(figures.macro_f1)},
          {"kappa", ToJson(figures.kappa)},
          {"grade_group", ToJson(figures.grade_group)},
          {"domain", ToJson(figures.domain)},
          {"ece", ToJson(figures.calibration_error)},
          {"brier", ToJson(figures.brier)},
          {"needs_review", ToJson(figures.needs_review)},
          {"top_1_without_review", ToJson(figures.right_without_review)},
          {"difficulty", ToJson(figures.difficulty)},
          {"difficulty_within_1", ToJson(figures.difficulty_within_1)},
          {"cognitive_level", ToJson(figures.cognitive_level)},
          {"achievement_level", ToJson(figures.achievement_level)},
          {"concepts", ToJson(figures.concepts)},
          {"bins", ToJson(figures.bins)}};
}

Json ToJson(const std::vector<Group>& groups) {
  Json json = Json::object();
  for (const Group& group : groups) json[group.name] = ToJson(group.figures);
  return json;
}

Json ToJson(const std::vector<StandardFigures>& standards) {
  Json json = Json::array();
  for (const StandardFigures& standard : standards) {
    const Matches& matches = standard.matches;
    json.push_back({{"standard_code", standard.code.ToString()},
                    {"items", matches.expected},
                    {"answered", matches.answered},
                    {"right", matches.right},
                    {"precision", ToJson(matches.Precision())},
                    {"recall", ToJson(matches.Recall())},
                    {"f1", ToJson(matches.F1())}});
  }
  return json;
}

Json ToJson(const std::vector<Confusion>& confusions) {
  Json json = Json::array();
  for (const Confusion& confusion : confusions) {
    Json examples = Json::array();
    for (const Example& example : confusion.examples) {
      examples.push_back({{"item_id", example.item_id},
                          {"text", example.text},
                          {"confidence", Rounded(example.confidence)}});
    }
    json.push_back({{"expected", confusion.expected.ToString()},
                    {"answered", confusion.answered.ToString()},
                    {"count", confusion.count},
                    {"examples", std::move(examples)}});
  }
  return json;
}

template <typename Value, size_t N>
Json ToJson(const CountMatrix<N>& counts) {
  Json names = Json::array();
  for (size_t i = 0; i < N; ++i) names.push_back(Name(static_cast<Value>(i)));
  return {{"names", std::move(names)}, {"counts", counts}};
}

Json DifficultyCounts(const CountMatrix<kMostDifficulty>& counts) {
  Json names = Json::array();
  for (size_t i = 1; i <= kMostDifficulty; ++i) names.push_back(std::to_string(i));
  return {{"names", std::move(names)}, {"counts", counts}};
}

Json ToJson(const std::array<HistogramBin, kHistogramBins>& bins) {
  Json json = Json::array();
  for (size_t i = 0; i < bins.size(); ++i) {
    json.push_back({{"from", Rounded(static_cast<double>(i) / kHistogramBins)},
                    {"to", Rounded(static_cast<double>(i + 1) / kHistogramBins)},
                    {"right", bins[i].right},
                    {"wrong", bins[i].wrong}});
  }
  return json;
}

Json ToJson(const std::vector<SelectivePoint>& points) {
  Json json = Json::array();
  for (const SelectivePoint& point : points) {
    json.push_back({{"confidence", Rounded(point.confidence)},
                    {"answered", ToJson(point.answered)},
                    {"accuracy", ToJson(point.right)}});
  }
  return json;
}

Json OffCurriculum(const Evaluation& evaluation) {
  if (evaluation.off_curriculum.empty()) return nullptr;
  Json kinds = Json::object();
  for (const OffCurriculumFigures& kind : evaluation.off_curriculum) {
    Json examples = Json::array();
    for (const Example& example : kind.examples) {
      examples.push_back({{"item_id", example.item_id},
                          {"text", example.text},
                          {"answered", example.answered.ToString()},
                          {"confidence", Rounded(example.confidence)}});
    }
    kinds[kind.kind] = {{"items", kind.answered_without_review.of},
                        {"without_review", ToJson(kind.answered_without_review)},
                        {"examples", std::move(examples)}};
  }
  const Ratio& all = evaluation.off_curriculum_without_review;
  return {{"items", all.of}, {"without_review", ToJson(all)}, {"by_kind", std::move(kinds)}};
}

}  // namespace

std::string RenderJson(const Setting& setting, const Evaluation& evaluation) {
  Json json;
  json["setting"] = ToJson(setting);
  json["all"] = ToJson(evaluation.all);
  json["by_style"] = ToJson(evaluation.styles);
  json["by_author"] = ToJson(evaluation.authors);
  json["by_grade_group"] = ToJson(evaluation.grade_groups);
  json["by_domain"] = ToJson(evaluation.domains);
  json["standards"] = ToJson(evaluation.standards);
  json["confusions"] = ToJson(evaluation.confusions);
  json["grade_group_counts"] = ToJson<GradeGroup>(evaluation.grade_group_counts);
  json["domain_counts"] = ToJson<Domain>(evaluation.domain_counts);
  json["difficulty_counts"] = DifficultyCounts(evaluation.difficulty_counts);
  json["cognitive_level_counts"] = ToJson<CognitiveLevel>(evaluation.cognitive_level_counts);
  json["confidences"] = ToJson(evaluation.confidences);
  json["selective"] = ToJson(evaluation.selective);
  json["off_curriculum"] = OffCurriculum(evaluation);
  // What a service answered may hold bytes that are not UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace munhang::evaluation
