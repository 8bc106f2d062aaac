#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

#include "cli/command.h"
#include "munhang/app/build_version.h"

namespace munhang::cli {
namespace {

constexpr char kDescription[] =
    "Munhang places Korean school mathematics items in the 2022 revised curriculum: achievement\n"
    "standard, difficulty and cognitive level, with a calibrated confidence.";

constexpr char kFooter[] =
    "Example:\n"
    "  munhang classify '347 + 285를 계산해 보세요.'\n"
    "\n"
    "Exit codes: 0 done, 1 some items failed, 2 usage, 3 configuration, 4 the service could not "
    "be\n"
    "reached. 'munhang COMMAND --help' tells more.";

int ReportUsage(const CLI::App& app, const CLI::ParseError& error) {
  // The deepest command that was understood is the one whose help helps.
  const CLI::App* command = &app;
  std::string name = app.get_name();
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    name += " " + command->get_name();
  }
  return Fail(kExitUsage, std::string(error.what()) + "\nsee '" + name + " --help'");
}

// A full disk behind standard output is a failure; a reader that has seen enough is none.
int CheckOutput(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  if (errno == EPIPE) return code;
  return Fail(kExitFailed, std::string("cannot write standard output: ") + std::strerror(errno));
}

int Main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app(kDescription, "munhang");
  app.footer(kFooter);
  app.get_formatter()->column_width(32);
  app.set_version_flag("--version", "munhang " + std::string(app::kVersion),
                       "Print the version and exit");
  app.require_subcommand(1);
  Command chosen;
  RegisterServe(app, &chosen);
  RegisterClassify(app, &chosen);
  RegisterEvaluate(app, &chosen);
  RegisterCurriculum(app, &chosen);
  RegisterExplain(app, &chosen);
  RegisterTrain(app, &chosen);
  RegisterFeedback(app, &chosen);
  RegisterConfig(app, &chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version are reported as errors too.
    if (error.get_exit_code() == 0) return CheckOutput(app.exit(error));
    return ReportUsage(app, error);
  }
  return CheckOutput(chosen());
}

}  // namespace
}  // namespace munhang::cli

int main(int argc, char** argv) { return munhang::cli::Main(argc, argv); }
