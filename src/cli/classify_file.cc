#include <memory>
#include <optional>
#include <utility>

#include "cli/batch_runner.h"
#include "cli/byte_source.h"
#include "cli/classify_options.h"
#include "cli/command.h"
#include "cli/item_reader.h"
#include "cli/prior_results.h"
#include "cli/progress.h"
#include "cli/result_writer.h"
#include "cli/stop_signal.h"
#include "cli/table_row.h"

namespace munhang::cli {
namespace {

InputFormat InputFormatOf(const ClassifyOptions& options) {
  if (options.format.empty()) return FormatOf(options.input);
  return options.format == "csv" ? InputFormat::kCsv : InputFormat::kJsonl;
}

// What a progress bar has ahead; nullopt when nobody would see it or the input cannot be read
// twice.
std::optional<uint64_t> CountAhead(const ClassifyOptions& options, const FileSource& input) {
  if (!ProgressBar::Visible() || options.input == "-" || !input.regular()) return std::nullopt;
  const auto again = FileSource::Open(options.input, nullptr);
  if (!again.ok()) return std::nullopt;
  const auto count = CountItems(InputFormatOf(options), **again);
  return count.ok() ? std::optional<uint64_t>(*count) : std::nullopt;
}

int ReportEnd(const ClassifyOptions& options, const BatchReport& report, int signal) {
  const bool to_file = options.output != "-";
  const std::string go_on =
      to_file ? "; the same command with --resume goes on from here" : std::string();
  // A reader of the output that has seen enough does not want to be told.
  if (report.end == BatchEnd::kOutputClosed) return kExitDone;
  const std::string summary = RenderSummary(report.counts, report.elapsed) + "\n";
  std::fputs(summary.c_str(), stderr);
  switch (report.end) {
    case BatchEnd::kFinished:
    case BatchEnd::kOutputClosed:
      return report.counts.failed > 0 ? kExitFailed : kExitDone;
    case BatchEnd::kStopped:
      Fail(kExitSignal, "stopped" + go_on);
      return kExitSignal + signal;
    case BatchEnd::kInputFailed:
    case BatchEnd::kOutputFailed:
      return Fail(kExitFailed, std::string(report.status.message()) + go_on);
    case BatchEnd::kServiceLost:
      return Fail(kExitUnreachable, std::string(report.status.message()) + go_on);
  }
  return kExitFailed;
}

}  // namespace

int ClassifyFile(const ClassifyOptions& options) {
  StopSignal stop;
  const auto input = FileSource::Open(options.input, &stop);
  if (!input.ok()) return Fail(kExitUsage, input.status());
  auto prior = options.resume ? ReadPriorResults(options.output)
                              : absl::StatusOr<PriorResults>(PriorResults());
  if (!prior.ok()) return Fail(kExitUsage, prior.status());

  int exit_code = kExitDone;
  const auto classifier = MakeClassifier(options, &exit_code);
  if (classifier == nullptr) return exit_code;
  const StopOnSignals stop_on_signals(stop);
  const auto reader = OpenItems(InputFormatOf(options), **input);
  if (!reader.ok()) {
    return Fail(kExitUsage, options.input + ": " + std::string(reader.status().message()));
  }
  // Last, so that no mistake above costs the results of an earlier run.
  const auto writer =
      ResultWriter::Open(options.output, prior->complete_bytes, (*input)->identity());
  if (!writer.ok()) return Fail(kExitUsage, writer.status());

  ProgressBar progress(CountAhead(options, **input));
  BatchOptions batch;
  batch.grade_group = options.grade_group;
  batch.table = options.table;
  if (batch.table) {
    if (const auto status = (*writer)->Append(TableHeader()); !status.ok()) {
      return Fail(kExitFailed, status);
    }
  }
  BatchRunner runner(**reader, *classifier, **writer, prior->answered, progress, stop, batch);
  return ReportEnd(options, runner.Run(), stop.signal());
}

}  // namespace munhang::cli
