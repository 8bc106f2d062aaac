#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/command.h"
#include "munhang/app/configuration.h"
#include "munhang/app/service.h"
#include "munhang/curriculum/description.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/localmodel/local_model.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::cli {
namespace {

using curriculum::Standard;
using localmodel::Term;
using nlohmann::ordered_json;

struct Arguments {
  std::string text;
  std::string config;
  std::string against;
  bool json = false;
};

constexpr size_t kShownCandidates = 5;
constexpr size_t kShownTerms = 8;
constexpr size_t kShownTexts = 3;

std::string Fixed(double value, int digits) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%+.*f", digits, value);
  return buffer;
}

std::string Share(double value) { return Fixed(value, 3).substr(1); }

// Everything that is explained, as JSON; the words of the report below are made from it.
ordered_json Explain(const app::Engine& engine, const std::string& item,
                     std::optional<size_t> rival) {
  const auto& knowledge = engine.knowledge();
  const auto& model = engine.model();
  const text::NormalizedText text = text::Normalize(item);
  const text::SlottedText slotted = text::Slot(text);
  const localmodel::WeighedText weighed = model.Read(text, slotted);
  const localmodel::Prediction prediction = model.Predict(weighed);
  std::vector<size_t> order(prediction.standards.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&prediction](size_t a, size_t b) {
    return prediction.standards[a] > prediction.standards[b];
  });
  const size_t best = order[0];
  const size_t other = rival && *rival != best ? *rival : order[1];

  ordered_json report;
  report["canonical_text"] = text.canonical;
  report["slotted_text"] = slotted.slotted;
  for (size_t i = 0; i < kShownCandidates; ++i) {
    const Standard& standard = knowledge.standards()[order[i]];
    report["candidates"].push_back({{"standard_code", standard.code.ToString()},
                                    {"confidence", prediction.standards[order[i]]},
                                    {"element", standard.element},
                                    {"gist", standard.gist}});
  }
  report["difficulty"] = prediction.difficulty;
  report["cognitive_level"] = Name(prediction.cognitive_level);
  report["achievement_level"] = Name(prediction.LevelFor(model.codes()[best]));
  report["novelty"] = prediction.novelty;
  report["unknown_share"] = weighed.unknown_share;
  report["against"] = model.codes()[other].ToString();
  for (const curriculum::Contrast& contrast : knowledge.standards()[best].contrasts) {
    if (contrast.code == model.codes()[other]) report["difference"] = contrast.difference;
  }
  report["terms"] = ordered_json::array();
  for (const Term& term : model.Explain(text, slotted, best, other)) {
    report["terms"].push_back({{"text", term.text},
                               {"weight", term.weight},
                               {"kind", term.is_number_feature ? "number" : "word"}});
  }
  report["nearest"] = ordered_json::array();
  for (const size_t standard : {best, other}) {
    for (const auto& known : model.Nearest(weighed, standard, kShownTexts)) {
      report["nearest"].push_back({{"standard_code", model.codes()[standard].ToString()},
                                   {"similarity", known.similarity},
                                   {"text", known.text}});
    }
  }
  report["model"] = model.version();
  return report;
}

void PrintTerms(const ordered_json& terms, bool in_favour) {
  size_t shown = 0;
  const auto print = [&](const ordered_json& term) {
    const double weight = term["weight"];
    if ((weight > 0) != in_favour || std::abs(weight) < 0.005 || shown++ >= kShownTerms) return;
    Print("  " + Fixed(weight, 2) + "  " + term["text"].get<std::string>() +
          (term["kind"] == "number" ? "  (수)" : "") + "\n");
  };
  if (in_favour) {
    for (auto term = terms.begin(); term != terms.end(); ++term) print(*term);
  } else {
    for (auto term = terms.rbegin(); term != terms.rend(); ++term) print(*term);
  }
  if (shown == 0) Print("  없음\n");
}

void PrintReport(const ordered_json& report) {
  Print("읽은 글    " + report["canonical_text"].get<std::string>() + "\n");
  Print("수의 꼴    " + report["slotted_text"].get<std::string>() + "\n\n");
  for (const ordered_json& candidate : report["candidates"]) {
    Print(Share(candidate["confidence"]) + "  " + candidate["standard_code"].get<std::string>() +
          "  " + candidate["element"].get<std::string>() + "\n");
  }
  Print("\n난이도 " + std::to_string(report["difficulty"].get<int>()) + ", 인지수준 " +
        report["cognitive_level"].get<std::string>() + ", 성취수준 " +
        report["achievement_level"].get<std::string>() + ", 교육과정 밖일 확률 " +
        Share(report["novelty"]) + "\n");
  const std::string answer = report["candidates"][0]["standard_code"];
  const std::string against = report["against"];
  Print("\n" + answer + " 쪽으로 이끈 것 (" + against + "에 견준 로그 승산)\n");
  PrintTerms(report["terms"], true);
  Print("\n" + against + " 쪽으로 이끈 것\n");
  PrintTerms(report["terms"], false);
  if (report.contains("difference")) {
    Print("\n구별점: " + report["difference"].get<std::string>() + "\n");
  }
  Print("\n가까운 문항\n");
  for (const ordered_json& known : report["nearest"]) {
    Print("  " + Share(known["similarity"]) + "  " + known["standard_code"].get<std::string>() +
          "  " + known["text"].get<std::string>() + "\n");
  }
}

int Run(const Arguments& arguments) {
  auto config = ReadConfiguration(arguments.config);
  if (!config) return kExitConfiguration;
  const auto engine = app::Engine::Create(*config);
  if (!engine.ok()) return Fail(kExitConfiguration, engine.status());
  std::optional<size_t> rival;
  if (!arguments.against.empty()) {
    const auto code = StandardCode::Parse(arguments.against);
    rival = code ? (*engine)->knowledge().IndexOf(*code) : std::nullopt;
    if (!rival) return Fail(kExitUsage, arguments.against + " is not in the curriculum");
  }
  const ordered_json report = Explain(**engine, arguments.text, rival);
  if (arguments.json) {
    Print(report.dump() + "\n");
  } else {
    PrintReport(report);
  }
  return kExitDone;
}

}  // namespace

void RegisterExplain(CLI::App& app, Command* chosen) {
  CLI::App* command = app.add_subcommand(
      "explain", "Show which words, numbers and known texts decide the local answer");
  command->footer(
      "Examples:\n"
      "  munhang explain '24+35='\n"
      "  munhang explain '12와 18의 최대공약수를 구하세요.' --against 6수01-05");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("TEXT", arguments->text, "The item")->required();
  command->add_option("--against", arguments->against,
                      "Standard to compare with; without it the runner-up");
  command->add_option("--config", arguments->config, "Configuration file");
  command->add_flag("--json", arguments->json, "As one JSON object");
  command->callback([arguments, chosen] { *chosen = [arguments] { return Run(*arguments); }; });
}

}  // namespace munhang::cli
