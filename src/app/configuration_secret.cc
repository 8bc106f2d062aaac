#include "app/configuration_secret.h"

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "app/configuration_file.h"
#include "munhang/app/configuration.h"

namespace munhang::app {
namespace {

constexpr std::string_view kEnvironmentScheme = "env:";
constexpr std::string_view kFileScheme = "file:";
constexpr size_t kMostSecretBytes = 64 << 10;

bool IsVariableName(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !name.empty() && !is_digit(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

absl::StatusOr<std::string> ReadVariable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr) {
    return absl::NotFoundError("the environment variable " + name + " is not set");
  }
  return std::string(value);
}

absl::StatusOr<std::string> ReadSecretFile(const std::string& path) {
  absl::StatusOr<std::string> secret = ReadTextFile(path, kMostSecretBytes);
  if (!secret.ok()) return secret;
  if (secret->ends_with('\n')) secret->pop_back();
  if (secret->ends_with('\r')) secret->pop_back();
  return secret;
}

}  // namespace

bool IsSecretReference(std::string_view text) {
  if (text.starts_with(kEnvironmentScheme)) {
    return IsVariableName(text.substr(kEnvironmentScheme.size()));
  }
  return text.starts_with(kFileScheme) && text.size() > kFileScheme.size();
}

absl::StatusOr<std::string> ResolveSecret(const std::string& reference) {
  if (!IsSecretReference(reference)) {
    return absl::InvalidArgumentError("a secret must be a reference, env:NAME or file:PATH");
  }
  absl::StatusOr<std::string> secret =
      reference.starts_with(kFileScheme)
          ? ReadSecretFile(reference.substr(kFileScheme.size()))
          : ReadVariable(reference.substr(kEnvironmentScheme.size()));
  if (secret.ok() && secret->empty()) {
    return absl::InvalidArgumentError("the secret " + reference + " is empty");
  }
  return secret;
}

}  // namespace munhang::app
