#include "munhang/app/configuration.h"

#include <cstdio>
#include <cstdlib>

#include "app/configuration_checks.h"
#include "app/configuration_file.h"
#include "app/configuration_problems.h"
#include "app/configuration_reader.h"
#include "app/configuration_reference.h"
#include "app/configuration_writer.h"

// Built in by src/app/configuration.cmake.
extern "C" {
extern const unsigned char munhang_default_configuration[];
extern const unsigned long munhang_default_configuration_size;
extern const unsigned char munhang_configuration_schema[];
extern const unsigned long munhang_configuration_schema_size;
}

namespace munhang::app {
namespace {

using config::v1::Config;

constexpr size_t kMostConfigurationBytes = 1 << 20;

constexpr std::string_view kReferenceBeginning = R"(# Configuration

This page is what `munhang config reference` prints. `config/munhang.yaml` is the default with
comments, `config/examples/` has whole deployments, and `munhang config check FILE` says what is
wrong with a file.

Values are written like this:

| type | in YAML |
|---|---|
| text | `localhost`, or in quotes where YAML would take it for something else: `"[::1]:50051"` |
| whole number, number | `8`, `0.5`; no quotes |
| true or false | `true`, `false`; no quotes, and not yes or no |
| size | bytes as `65536`, or `64KiB`, `4MiB`, `1GiB` of 1024 bytes each |
| duration | `250ms`, `30s`, `1m30s`, `1h` |
| secret | a reference: `env:NAME` for an environment variable, `file:PATH` for a file |

Aliases (`&name`, `*name`) work; merge keys (`<<`), tags (`!name`) and a second document do not.

)";

std::string_view View(const unsigned char* bytes, unsigned long size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

absl::StatusOr<Config> LoadConfiguration(const std::string& path) {
  const auto yaml = ReadTextFile(path, kMostConfigurationBytes);
  if (!yaml.ok()) return yaml.status();
  return ParseConfiguration(*yaml, path);
}

absl::StatusOr<Config> ParseConfiguration(std::string_view yaml, const std::string& source) {
  Config config;
  Problems problems(source);
  ReadYaml(yaml, &config, &problems);
  CheckConfiguration(config, &problems);
  if (absl::Status status = problems.ToStatus(); !status.ok()) return status;
  return config;
}

Config DefaultConfiguration() {
  auto config = ParseConfiguration("", "default");
  if (!config.ok()) {
    // The schema contradicts itself.
    std::fprintf(stderr, "munhang: %s\n", std::string(config.status().message()).c_str());
    std::abort();
  }
  return *std::move(config);
}

std::string_view DefaultConfigurationText() {
  return View(munhang_default_configuration, munhang_default_configuration_size);
}

std::string PrintConfiguration(const Config& config) { return WriteYaml(config); }

std::string ConfigurationReference() {
  const SchemaComments comments(
      View(munhang_configuration_schema, munhang_configuration_schema_size));
  return std::string(kReferenceBeginning) + WriteReference(*Config::descriptor(), comments);
}

}  // namespace munhang::app
