#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

#include "cli/byte_source.h"
#include "cli/classify_options.h"
#include "cli/command.h"
#include "cli/local_classifier.h"
#include "cli/remote_classifier.h"

namespace munhang::cli {
namespace {

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  auto source = FileSource::Open(path, nullptr);
  if (!source.ok()) return source.status();
  std::string content;
  char buffer[4096];
  while (true) {
    const auto count = (*source)->Read(buffer, sizeof buffer);
    if (!count.ok()) return count.status();
    if (*count == 0) return content;
    content.append(buffer, *count);
  }
}

bool StaysOnThisMachine(std::string_view address) {
  for (const std::string_view prefix : {"127.", "localhost:", "[::1]:", "unix:"}) {
    if (address.starts_with(prefix)) return true;
  }
  return false;
}

absl::StatusOr<RemoteService> DescribeService(const ClassifyOptions& options) {
  RemoteService service;
  service.address = options.server;
  if (!options.api_key_env.empty()) {
    const char* key = std::getenv(options.api_key_env.c_str());
    if (key == nullptr || *key == '\0') {
      return absl::NotFoundError("the environment variable " + options.api_key_env +
                                 " of --api-key-env is not set");
    }
    service.api_key = key;
  }
  const std::pair<const std::string*, std::string*> files[] = {
      {&options.tls_ca, &service.tls_authorities},
      {&options.tls_certificate, &service.tls_certificate},
      {&options.tls_key, &service.tls_private_key}};
  for (const auto& [path, content] : files) {
    if (path->empty()) continue;
    auto read = ReadWhole(*path);
    if (!read.ok()) return read.status();
    *content = *std::move(read);
  }
  return service;
}

std::unique_ptr<ItemClassifier> ConnectRemote(const ClassifyOptions& options,
                                              std::chrono::nanoseconds deadline, int* exit_code) {
  const auto service = DescribeService(options);
  if (!service.ok()) {
    *exit_code = Fail(kExitUsage, service.status());
    return nullptr;
  }
  if (!service->api_key.empty() && options.tls_ca.empty() && !StaysOnThisMachine(options.server)) {
    Fail(kExitDone, "warning: the API key is sent unencrypted; --tls-ca encrypts");
  }
  auto classifier = RemoteClassifier::Connect(*service, deadline);
  if (classifier.ok()) return *std::move(classifier);
  *exit_code = Fail(kExitUnreachable, classifier.status());
  return nullptr;
}

}  // namespace

std::unique_ptr<ItemClassifier> MakeClassifier(const ClassifyOptions& options, int* exit_code) {
  const auto deadline = std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>(options.deadline_seconds));
  if (!options.server.empty()) return ConnectRemote(options, deadline, exit_code);

  *exit_code = kExitConfiguration;
  auto config = ReadConfiguration(options.config);
  if (!config) return nullptr;
  // Unlike a service, a batch shares the machine with nobody.
  if (config->runtime().shards() == 0) {
    config->mutable_runtime()->set_shards(std::max(1u, std::thread::hardware_concurrency()));
  }
  auto classifier = LocalClassifier::Create(*config, deadline);
  if (classifier.ok()) return *std::move(classifier);
  Fail(kExitConfiguration, classifier.status());
  return nullptr;
}

}  // namespace munhang::cli
