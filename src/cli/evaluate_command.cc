#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "cli/answer_collector.h"
#include "cli/byte_source.h"
#include "cli/classify_options.h"
#include "cli/command.h"
#include "cli/evaluation_table.h"
#include "cli/gold_reader.h"
#include "cli/measured_answers.h"
#include "cli/progress.h"
#include "cli/result_writer.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/evaluation/metrics.h"
#include "munhang/evaluation/report_html.h"
#include "munhang/evaluation/report_json.h"
#include "munhang/evaluation/setting.h"

namespace munhang::cli {
namespace {

using curriculum::KnowledgeBase;

constexpr char kFooter[] =
    "Example:\n"
    "  munhang evaluate --input gold.jsonl --html report.html --json report.json\n"
    "\n"
    "Labelled items: JSONL as for 'munhang classify' with standard_code and optionally "
    "difficulty,\n"
    "cognitive_level, achievement_level, concepts, style and author. A line with a fault is "
    "reported\n"
    "and left out. Texts off the curriculum: JSONL with kind; reported is the share that is "
    "answered\n"
    "without being marked for review.\n"
    "\n"
    "A table is printed; --json has every figure, --html a page with plots. - writes either to "
    "standard\n"
    "output in place of the table.";

struct EvaluateOptions {
  std::vector<std::string> inputs;
  std::vector<std::string> off_curriculum;
  std::string config;
  std::string server;
  // Empty for none, "-" for standard output.
  std::string json;
  std::string html;
  bool with_grade_group = false;
};

std::vector<std::string> InputFiles(const EvaluateOptions& options) {
  std::vector<std::string> files = options.inputs;
  files.insert(files.end(), options.off_curriculum.begin(), options.off_curriculum.end());
  return files;
}

absl::StatusOr<Questions> ReadQuestions(const EvaluateOptions& options,
                                        const KnowledgeBase& knowledge) {
  Questions questions;
  for (const std::string& path : options.inputs) {
    const auto source = FileSource::Open(path, nullptr);
    if (!source.ok()) return source.status();
    absl::Status read = ReadGold(**source, path, knowledge, &questions);
    if (!read.ok()) return read;
  }
  for (const std::string& path : options.off_curriculum) {
    const auto source = FileSource::Open(path, nullptr);
    if (!source.ok()) return source.status();
    absl::Status read = ReadOffCurriculum(**source, path, &questions);
    if (!read.ok()) return read;
  }
  return questions;
}

using Report = std::unique_ptr<ResultWriter>;

// nullptr without a path. Reports are written when everything is known, but opened before, so that
// a mistake in a name costs no answers.
absl::StatusOr<Report> OpenReport(const std::string& path, const EvaluateOptions& options) {
  if (path.empty()) return nullptr;
  for (const std::string& input : InputFiles(options)) {
    std::error_code missing;
    if (!std::filesystem::equivalent(path, input, missing)) continue;
    return absl::FailedPreconditionError("cannot write " + path + ": it is an input");
  }
  return ResultWriter::Open(path, 0, FileIdentity{});
}

absl::Status WriteReport(ResultWriter& report, const std::string& content) {
  if (absl::Status appended = report.Append(content); !appended.ok()) return appended;
  return report.Flush();
}

std::string Today() {
  const std::chrono::year_month_day today(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  char date[32];
  std::snprintf(date, sizeof date, "%04d-%02u-%02u", static_cast<int>(today.year()),
                static_cast<unsigned>(today.month()), static_cast<unsigned>(today.day()));
  return date;
}

evaluation::Setting Describe(const EvaluateOptions& options, const Questions& questions,
                             const MeasuredAnswers& measured) {
  return {.inputs = InputFiles(options),
          .server = options.server,
          .date = Today(),
          .with_grade_group = options.with_grade_group,
          .taxonomy_version = measured.versions.taxonomy(),
          .knowledge_version = measured.versions.knowledge(),
          .model_version = measured.versions.model(),
          .faulty_lines = questions.faulty_lines,
          .failed_items = measured.failed_items};
}

// Asks, measures and writes. Faults of the input are known already.
int AskAndReport(const EvaluateOptions& options, const Questions& questions,
                 const KnowledgeBase& knowledge) {
  ClassifyOptions service;
  service.config = options.config;
  service.server = options.server;
  int exit_code = kExitDone;
  const auto classifier = MakeClassifier(service, &exit_code);
  if (classifier == nullptr) return exit_code;
  const auto json = OpenReport(options.json, options);
  if (!json.ok()) return Fail(kExitUsage, json.status());
  const auto html = OpenReport(options.html, options);
  if (!html.ok()) return Fail(kExitUsage, html.status());

  const auto collected = CollectAnswers(Requests(questions, options.with_grade_group), *classifier);
  if (!collected.ok()) return Fail(kExitUnreachable, collected.status());
  const MeasuredAnswers measured = MatchAnswers(questions, collected->answers);
  const evaluation::Setting setting = Describe(options, questions, measured);
  const evaluation::Evaluation evaluation =
      evaluation::Evaluate(measured.outcomes, measured.off_curriculum);
  absl::Status written;
  if (*json != nullptr) written = WriteReport(**json, RenderJson(setting, evaluation));
  if (*html != nullptr && written.ok()) {
    written = WriteReport(**html, RenderHtml(setting, evaluation, knowledge));
  }
  // A reader of the output that has seen enough does not want to be told.
  if (absl::IsCancelled(written)) return kExitDone;
  if (!written.ok()) return Fail(kExitFailed, written);
  if (options.json != "-" && options.html != "-") Print(RenderEvaluation(evaluation));
  std::fputs((RenderSummary(collected->counts, collected->elapsed) + "\n").c_str(), stderr);
  if (measured.failed_items == 0) return kExitDone;
  return Fail(kExitFailed, measured.failures.ToStatus());
}

int Evaluate(const EvaluateOptions& options) {
  if (!options.json.empty() && options.json == options.html) {
    return Fail(kExitUsage, "--json and --html name the same file\nsee 'munhang evaluate --help'");
  }
  const KnowledgeBase knowledge = KnowledgeBase::Embedded();
  const auto questions = ReadQuestions(options, knowledge);
  if (!questions.ok()) return Fail(kExitFailed, questions.status());
  if (questions->faulty_lines > 0) Fail(kExitFailed, questions->faults.ToStatus());
  if (questions->gold.empty()) return Fail(kExitFailed, "there is no labelled item to measure");
  const int exit_code = AskAndReport(options, *questions, knowledge);
  return exit_code == kExitDone && questions->faulty_lines > 0 ? kExitFailed : exit_code;
}

}  // namespace

void RegisterEvaluate(CLI::App& app, Command* chosen) {
  CLI::App* command = app.add_subcommand("evaluate", "Measure answers against labelled items");
  auto options = std::make_shared<EvaluateOptions>();
  command->add_option("--input", options->inputs, "Files of labelled items; - is standard input")
      ->option_text("FILE...")
      ->required();
  command
      ->add_option("--off-curriculum", options->off_curriculum,
                   "Files of texts that no standard fits")
      ->option_text("FILE...");
  command->add_flag("--with-grade-group", options->with_grade_group,
                    "Give each item's true grade group as a hint");
  command->add_option("--json", options->json, "Every figure, for programs")->option_text("FILE");
  command->add_option("--html", options->html, "A page with plots, for people")
      ->option_text("FILE");
  auto* config =
      command
          ->add_option("--config", options->config, "Configuration of the pipeline in this process")
          ->option_text("FILE");
  command
      ->add_option("--server", options->server,
                   "Ask the service at host:port instead of working in this process")
      ->option_text("ADDR")
      ->excludes(config);
  command->footer(kFooter);
  command->callback([options, chosen] { *chosen = [options] { return Evaluate(*options); }; });
}

}  // namespace munhang::cli
