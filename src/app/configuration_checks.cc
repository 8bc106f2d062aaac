#include "app/configuration_checks.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <system_error>

#include "app/configuration_address.h"
#include "app/configuration_values.h"

namespace munhang::app {
namespace {

using config::v1::Config;
using config::v1::Limits;
using config::v1::Server;
using config::v1::Tenant;

// What a message has besides text and image bytes: item_id, hints, options, and tags and lengths.
constexpr uint64_t kEnvelopeBytes = 4096;
constexpr uint64_t kImageEnvelopeBytes = 64;

// SHA-256 of no bytes, which `printf %s "$KEY" | sha256sum` prints when KEY is not set.
constexpr std::string_view kDigestOfNothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

// Reports an address that cannot be listened on.
void CheckAddress(const std::string& path, const std::string& address, Problems* problems) {
  if (problems->Concern(path)) return;
  const auto parsed = ParseAddress(address);
  if (!parsed.ok()) problems->Add(path, std::string(parsed.status().message()));
}

void CheckEncryption(const Server& server, Problems* problems) {
  if (server.has_tls() || server.allow_plaintext() || problems->Concern("server.address") ||
      problems->Concern("server.tls") || problems->Concern("server.allow_plaintext")) {
    return;
  }
  if (IsLoopback(ParseAddress(server.address())->host)) return;
  problems->Add("server.address",
                server.address() +
                    " can be reached from other machines, which would send items and API keys in "
                    "plaintext; set server.tls, or server.allow_plaintext: true if something in "
                    "front of the service encrypts");
}

void CheckTlsFile(const std::string& path, const std::string& file, Problems* problems) {
  if (file.empty() && !problems->Concern(path)) {
    problems->Add(path, "is required; TLS takes a certificate_file and a private_key_file");
  }
}

void CheckServer(const Server& server, Problems* problems) {
  CheckAddress("server.address", server.address(), problems);
  if (server.has_tls() && !problems->Concern("server.tls")) {
    CheckTlsFile("server.tls.certificate_file", server.tls().certificate_file(), problems);
    CheckTlsFile("server.tls.private_key_file", server.tls().private_key_file(), problems);
  }
  CheckEncryption(server, problems);
}

void CheckLimits(const Limits& limits, Problems* problems) {
  if (problems->Concern("limits")) return;
  const uint64_t largest_item = limits.text_bytes() +
                                limits.images() * (limits.image_bytes() + kImageEnvelopeBytes) +
                                kEnvelopeBytes;
  if (limits.message_bytes() >= largest_item) return;
  constexpr uint64_t kMebibyte = 1 << 20;
  const uint64_t enough = (largest_item + kMebibyte - 1) / kMebibyte * kMebibyte;
  problems->Add("limits.message_bytes",
                FormatSize(limits.message_bytes()) +
                    " cannot hold an item at its limits (text_bytes, images, image_bytes), which "
                    "takes up to " +
                    FormatSize(enough) + "; raise it or lower those");
}

void CheckKnowledge(const std::string& directory, Problems* problems) {
  if (directory.empty() || problems->Concern("knowledge.directory")) return;
  std::error_code error;
  if (!std::filesystem::is_directory(directory, error)) {
    problems->Add("knowledge.directory", Quoted(directory) + " is not a directory");
  }
}

bool IsTenantName(std::string_view name) {
  constexpr size_t kLongestName = 64;
  return !name.empty() && name.size() <= kLongestName &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

// In lower case; empty when `text` is not 64 hexadecimal digits.
std::string ParseDigest(std::string_view text) {
  constexpr size_t kDigits = 64;
  if (text.size() != kDigits) return "";
  std::string digest;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
    if (!(lower >= '0' && lower <= '9') && !(lower >= 'a' && lower <= 'f')) return "";
    digest += lower;
  }
  return digest;
}

// Checks each tenant by itself and against those before it.
class TenantCheck {
 public:
  explicit TenantCheck(Problems* problems) : problems_(*problems) {}

  void Check(const std::string& path, const Tenant& tenant) {
    CheckName(path + ".name", tenant.name());
    const std::string digests = path + ".api_key_sha256";
    if (problems_.LostEntryOf(digests)) return;
    for (int i = 0; i < tenant.api_key_sha256_size(); ++i) {
      CheckDigest(digests + "[" + std::to_string(i) + "]", tenant.api_key_sha256(i));
    }
  }

 private:
  void CheckName(const std::string& path, const std::string& name) {
    if (problems_.Concern(path)) return;
    if (!IsTenantName(name)) {
      return problems_.Add(path,
                           Quoted(name) + " is not a name of 1 to 64 letters, digits, '-' and '_'");
    }
    const auto [first, is_new] = names_.emplace(name, path);
    if (!is_new) problems_.Add(path, Quoted(name) + " is taken by " + At(first->second));
  }

  // The value may be a key pasted by mistake, so it is never shown.
  void CheckDigest(const std::string& path, const std::string& text) {
    if (problems_.Concern(path)) return;
    const std::string digest = ParseDigest(text);
    if (digest.empty()) {
      return problems_.Add(path,
                           "is not 64 hexadecimal digits; make them with: printf %s \"$KEY\" | "
                           "sha256sum");
    }
    if (digest == kDigestOfNothing) {
      return problems_.Add(path, "is the digest of an empty key");
    }
    const auto [first, is_new] = digests_.emplace(digest, path);
    if (!is_new) problems_.Add(path, "is the same key as " + At(first->second));
  }

  std::string At(const std::string& path) const {
    const int line = problems_.LineOf(path);
    return line > 0 ? path + " on line " + std::to_string(line) : path;
  }

  Problems& problems_;
  // Where each was first seen.
  std::map<std::string, std::string> names_;
  std::map<std::string, std::string> digests_;
};

}  // namespace

void CheckConfiguration(const Config& config, Problems* problems) {
  CheckServer(config.server(), problems);
  CheckLimits(config.limits(), problems);
  CheckKnowledge(config.knowledge().directory(), problems);
  if (!config.metrics().address().empty()) {
    CheckAddress("metrics.address", config.metrics().address(), problems);
  }
  if (problems->LostEntryOf("tenants")) return;
  TenantCheck tenants(problems);
  for (int i = 0; i < config.tenants_size(); ++i) {
    tenants.Check("tenants[" + std::to_string(i) + "]", config.tenants(i));
  }
}

}  // namespace munhang::app
