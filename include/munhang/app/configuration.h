#ifndef MUNHANG_APP_CONFIGURATION_H_
#define MUNHANG_APP_CONFIGURATION_H_

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

#include "munhang/config/v1/config.pb.h"

namespace munhang::app {

// A configuration is YAML whose keys, types, defaults and bounds are those of
// proto/munhang/config/v1/config.proto. What these functions return is complete: every absent key
// has its default. All are thread-safe.

// Reads the file at `path`. NOT_FOUND or PERMISSION_DENIED when it cannot be read, INVALID_ARGUMENT
// when it is not a configuration. The message of INVALID_ARGUMENT has one line for each thing that
// is wrong, in the order of the file:
//   config.yaml:12: limits.text_bytes: 999GiB is above the largest allowed, 16MiB
absl::StatusOr<config::v1::Config> LoadConfiguration(const std::string& path);

// The same for a text at hand; `source` is what messages call it.
absl::StatusOr<config::v1::Config> ParseConfiguration(std::string_view yaml,
                                                      const std::string& source);

// What an empty file means.
config::v1::Config DefaultConfiguration();

// The same as YAML with comments, a file to start from: config/munhang.yaml, built into the binary.
std::string_view DefaultConfigurationText();

// YAML with every key in the order of the schema; parses back to an equal message. Secrets are
// references and are printed as such; a value that is no reference is withheld.
std::string PrintConfiguration(const config::v1::Config& config);

// Every key with its type, default, bounds and meaning, as Markdown.
std::string ConfigurationReference();

// The secret behind env:NAME or file:PATH, without the newline that ends a file. NOT_FOUND when
// there is no such variable or file, PERMISSION_DENIED when the file cannot be read,
// INVALID_ARGUMENT for an empty secret or what is no reference. Messages never contain the secret,
// nor a text that is no reference and might be one.
absl::StatusOr<std::string> ResolveSecret(const std::string& reference);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_H_
