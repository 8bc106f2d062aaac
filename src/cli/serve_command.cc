#include <memory>
#include <string>

#include "cli/command.h"
#include "munhang/app/service.h"

namespace munhang::cli {

void RegisterServe(CLI::App& app, Command* chosen) {
  CLI::App* serve = app.add_subcommand("serve", "Run the gRPC service until SIGTERM");
  auto path = std::make_shared<std::string>();
  serve
      ->add_option(
          "--config", *path,
          "Configuration; without it the embedded default, plaintext on 127.0.0.1:50051 with "
          "metrics on 127.0.0.1:9464")
      ->option_text("FILE");
  serve->footer(
      "Example:\n"
      "  munhang config print > munhang.yaml    # then change what should differ\n"
      "  munhang serve --config munhang.yaml\n"
      "\n"
      "On SIGTERM or SIGINT calls in flight are finished first; a second signal cuts that short.");
  serve->callback([path, chosen] {
    *chosen = [path] {
      const auto config = ReadConfiguration(*path);
      return config ? app::Serve(*config) : kExitConfiguration;
    };
  });
}

}  // namespace munhang::cli
