// Measures the service on this machine. Prints a table and writes build/bench/report.json.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/bench/measurements.h"

namespace munhang::bench {
namespace {

constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;
const char* const kDirectory = MUNHANG_SOURCE_DIR "/build/bench";

// A directory that goes when its owner does.
class ScratchDirectory {
 public:
  ScratchDirectory() : path_(std::string(kDirectory) + "/servers-XXXXXX") {
    std::filesystem::create_directories(kDirectory);
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  // Empty when it could not be made.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

int Fail(const std::string& reason, int exit_code) {
  std::fprintf(stderr, "munhang_bench: %s\n", reason.c_str());
  return exit_code;
}

int Measure(Plan plan, const std::string& prefix, Report report) {
  const ScratchDirectory scratch;
  if (scratch.path().empty())
    return Fail(std::string("cannot write to ") + kDirectory, kExitFailed);
  plan.directory = scratch.path();

  bool any = false;
  for (const Measurement& measurement :
       {Loading(), LocalEvidenceAlone(), Starting(), Calls(), Streaming()}) {
    if (!report.WantsAnyOf(measurement.rows)) continue;
    any = true;
    std::fprintf(stderr, "measuring");
    for (const std::string_view row : measurement.rows) {
      if (report.Wants(row)) std::fprintf(stderr, " %s", std::string(row).c_str());
    }
    std::fprintf(stderr, "\n");
    const absl::Status status = measurement.measure(plan, report);
    if (!status.ok()) return Fail(status.ToString(), kExitFailed);
  }
  if (!any) return Fail("no row begins with " + prefix, kExitUsage);
  const absl::Status written = report.WriteJson(std::string(kDirectory) + "/report.json");
  if (!written.ok()) return Fail(written.ToString(), kExitFailed);
  report.PrintTable();
  return 0;
}

int Main(int argument_count, char** arguments) {
  Plan plan;
  double seconds = plan.round.count();
  std::string prefix;
  CLI::App app("Measures the service on this machine.");
  app.add_option("--runs", plan.runs, "Runs of every measurement; a row is their median")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--seconds", seconds, "Length of a run under load")
      ->check(CLI::Range(0.1, 600.0))
      ->capture_default_str();
  app.add_option("--only", prefix, "Measure only rows whose names begin with this");
  try {
    app.parse(argument_count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  plan.round = std::chrono::duration<double>(seconds);
  return Measure(plan, prefix, Report(CurrentSetting(argument_count, arguments), prefix));
}

}  // namespace
}  // namespace munhang::bench

int main(int argument_count, char** arguments) {
  return munhang::bench::Main(argument_count, arguments);
}
