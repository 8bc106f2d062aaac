#include "cli/command.h"

#include <cstdio>
#include <utility>

#include "munhang/app/configuration.h"

namespace munhang::cli {

int Fail(ExitCode code, std::string_view message) {
  while (true) {
    const size_t end = message.find('\n');
    const std::string line(message.substr(0, end));
    std::fprintf(stderr, "munhang: %s\n", line.c_str());
    if (end == std::string_view::npos || end + 1 == message.size()) return code;
    message.remove_prefix(end + 1);
  }
}

int Fail(ExitCode code, const absl::Status& status) {
  return Fail(code, std::string(status.message()));
}

void Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::optional<config::v1::Config> ReadConfiguration(const std::string& path) {
  if (path.empty()) return app::DefaultConfiguration();
  auto config = app::LoadConfiguration(path);
  if (config.ok()) return *std::move(config);
  Fail(kExitConfiguration, config.status());
  return std::nullopt;
}

}  // namespace munhang::cli
