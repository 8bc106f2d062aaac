#include <memory>
#include <string>

#include "cli/command.h"
#include "munhang/app/configuration.h"

namespace munhang::cli {

void RegisterConfig(CLI::App& app, Command* chosen) {
  CLI::App* config = app.add_subcommand("config", "Check and print configurations");
  config->require_subcommand(1);
  config->footer(
      "Examples:\n"
      "  munhang config check munhang.yaml\n"
      "  munhang config print munhang.yaml    # with every default filled in");
  auto path = std::make_shared<std::string>();

  CLI::App* check = config->add_subcommand("check", "Tell everything that is wrong with a file");
  check->add_option("FILE", *path, "Configuration")->required();
  check->callback([path, chosen] {
    *chosen = [path]() -> int {
      if (!ReadConfiguration(*path)) return kExitConfiguration;
      Print(*path + ": valid\n");
      return kExitDone;
    };
  });

  CLI::App* print =
      config->add_subcommand("print", "Print the effective configuration, every default filled in");
  print->add_option("FILE", *path, "Configuration; without it the embedded default");
  print->callback([path, chosen] {
    *chosen = [path]() -> int {
      const auto effective = ReadConfiguration(*path);
      if (!effective) return kExitConfiguration;
      Print(app::PrintConfiguration(*effective));
      return kExitDone;
    };
  });

  CLI::App* reference =
      config->add_subcommand("reference", "Print every key with its meaning as Markdown");
  reference->callback([chosen] {
    *chosen = []() -> int {
      Print(app::ConfigurationReference());
      return kExitDone;
    };
  });
}

}  // namespace munhang::cli
