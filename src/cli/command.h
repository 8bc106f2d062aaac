#ifndef MUNHANG_CLI_COMMAND_H_
#define MUNHANG_CLI_COMMAND_H_

#include <absl/status/status.h>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/config/v1/config.pb.h"

namespace munhang::cli {

enum ExitCode : int {
  kExitDone = 0,
  // Some items failed, or what was asked for cannot be had.
  kExitFailed = 1,
  kExitUsage = 2,
  kExitConfiguration = 3,
  kExitUnreachable = 4,
  // Plus the number of the signal that stopped the work, as shells count.
  kExitSignal = 128,
};

// A command with its arguments, ready to run; returns the process's exit code.
using Command = std::function<int()>;

// Each adds one command to the command line and sets *chosen when it is the one given. `chosen`
// outlives the parse.
void RegisterServe(CLI::App& app, Command* chosen);
void RegisterClassify(CLI::App& app, Command* chosen);
void RegisterEvaluate(CLI::App& app, Command* chosen);
void RegisterCurriculum(CLI::App& app, Command* chosen);
void RegisterExplain(CLI::App& app, Command* chosen);
void RegisterTrain(CLI::App& app, Command* chosen);
void RegisterFeedback(CLI::App& app, Command* chosen);
void RegisterConfig(CLI::App& app, Command* chosen);

// Writes each line of the message to standard error as "munhang: …" and returns `code`.
int Fail(ExitCode code, std::string_view message);
int Fail(ExitCode code, const absl::Status& status);

// Writes to standard output. Whether it arrived is checked once, at the end of the process.
void Print(std::string_view text);

// The configuration in the file at `path`, the embedded one when empty. nullopt when there is none;
// the user has been told.
std::optional<config::v1::Config> ReadConfiguration(const std::string& path);

// The names of an enumeration's values 0 to count - 1, for options that take one of them.
template <typename T>
std::vector<std::string> AllNames(size_t count) {
  std::vector<std::string> names;
  names.reserve(count);
  for (size_t i = 0; i < count; ++i) names.emplace_back(Name(static_cast<T>(i)));
  return names;
}

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_COMMAND_H_
