#include "app/configuration_checks.h"

#include <gtest/gtest.h>

#include <string>

#include "munhang/app/configuration.h"

namespace munhang::app {
namespace {

// What is wrong with `yaml`, one line each; "" when nothing is.
std::string Errors(const std::string& yaml) {
  return std::string(ParseConfiguration(yaml, "test.yaml").status().message());
}

std::string Digest(char digit) { return std::string(64, digit); }

TEST(ServerChecks, TakeAnyLoopbackAddressWithoutTls) {
  for (const std::string address : {"127.0.0.1:0", "127.1.2.3:1", "localhost:1", "\"[::1]:0\""}) {
    EXPECT_EQ(Errors("server: {address: " + address + "}"), "") << address;
  }
}

TEST(ServerChecks, RefusePlaintextThatLeavesTheMachine) {
  const std::string rest =
      " can be reached from other machines, which would send items and API keys in plaintext; set "
      "server.tls, or server.allow_plaintext: true if something in front of the service encrypts";
  EXPECT_EQ(Errors("server:\n  address: 0.0.0.0:50051\n"),
            "test.yaml:2: server.address: 0.0.0.0:50051" + rest);
  EXPECT_EQ(Errors("server: {address: \"[::]:1\"}"), "test.yaml:1: server.address: [::]:1" + rest);
  EXPECT_EQ(Errors("server: {address: lms.school.kr:1}"),
            "test.yaml:1: server.address: lms.school.kr:1" + rest);
  EXPECT_EQ(Errors("server: {address: 0.0.0.0:50051, allow_plaintext: true}"), "");
  EXPECT_EQ(Errors("server:\n  address: 0.0.0.0:50051\n"
                   "  tls: {certificate_file: a, private_key_file: b}\n"),
            "");
}

TEST(ServerChecks, RequireBothTlsFiles) {
  EXPECT_EQ(
      Errors("server:\n  tls:\n    certificate_file: a\n"),
      "test.yaml:2: server.tls.private_key_file: is required; TLS takes a certificate_file and "
      "a private_key_file");
  EXPECT_EQ(
      Errors("server:\n  tls:\n    certificate_file: \"\"\n    private_key_file: b\n"),
      "test.yaml:3: server.tls.certificate_file: is required; TLS takes a certificate_file and "
      "a private_key_file");
  EXPECT_EQ(
      Errors("server: {tls: {}}"),
      "test.yaml:1: server.tls.certificate_file: is required; TLS takes a certificate_file and "
      "a private_key_file\n"
      "test.yaml:1: server.tls.private_key_file: is required; TLS takes a certificate_file and "
      "a private_key_file");
  // The misspelled key is the one thing to repair.
  EXPECT_EQ(Errors("server:\n  tls:\n    certificate_fle: a\n    private_key_file: b\n"),
            "test.yaml:3: server.tls.certificate_fle: unknown key; did you mean certificate_file?");
}

TEST(AddressChecks, RefuseWhatCannotBeListenedOn) {
  EXPECT_EQ(Errors("server: {address: localhost}"),
            "test.yaml:1: server.address: \"localhost\" has no port; write host:port, like "
            "127.0.0.1:50051");
  EXPECT_EQ(Errors("server: {address: \"\"}"),
            "test.yaml:1: server.address: \"\" has no port; write host:port, like 127.0.0.1:50051");
  EXPECT_EQ(Errors("metrics: {address: \":9464\"}"),
            "test.yaml:1: metrics.address: \":9464\" has no host; write 0.0.0.0:9464 for every "
            "interface");
  EXPECT_EQ(Errors("metrics: {address: \"\"}"), "");
  EXPECT_EQ(Errors("metrics: {address: 0.0.0.0:9464}"), "");
}

TEST(LimitChecks, RequireMessagesThatHoldAnItem) {
  EXPECT_EQ(
      Errors("limits:\n  message_bytes: 32MiB\n"),
      "test.yaml:2: limits.message_bytes: 32MiB cannot hold an item at its limits (text_bytes, "
      "images, image_bytes), which takes up to 33MiB; raise it or lower those");
  EXPECT_EQ(Errors("limits: {message_bytes: 33MiB}"), "");
  // The default is too small for what is asked; the line is that of the section.
  EXPECT_EQ(
      Errors("\nlimits:\n  images: 64\n  image_bytes: 64MiB\n"),
      "test.yaml:2: limits.message_bytes: 40MiB cannot hold an item at its limits (text_bytes, "
      "images, image_bytes), which takes up to 4097MiB; raise it or lower those");
  EXPECT_EQ(Errors("limits: {images: 0, message_bytes: 128KiB}"), "");
}

TEST(KnowledgeChecks, RequireADirectoryThatExists) {
  EXPECT_EQ(Errors("knowledge: {directory: /nowhere/at/all}"),
            "test.yaml:1: knowledge.directory: \"/nowhere/at/all\" is not a directory");
  EXPECT_EQ(Errors("knowledge: {directory: " MUNHANG_SOURCE_DIR "/data/curriculum}"), "");
}

TEST(TenantChecks, RequireNamesThatFitLogsAndMetrics) {
  const std::string key = ", api_key_sha256: [" + Digest('a') + "]}";
  EXPECT_EQ(Errors("tenants:\n  - {name: Lms_2-b" + key + "\n"), "");
  EXPECT_EQ(
      Errors("tenants:\n  - {name: \"a b\"" + key + "\n"),
      "test.yaml:2: tenants[0].name: \"a b\" is not a name of 1 to 64 letters, digits, '-' and "
      "'_'");
  EXPECT_EQ(Errors("tenants: [{name: " + std::string(64, 'n') + key + "]"), "");
  EXPECT_EQ(Errors("tenants: [{name: " + std::string(65, 'n') + key + "]"),
            "test.yaml:1: tenants[0].name: \"" + std::string(65, 'n') +
                "\" is not a name of 1 to 64 letters, digits, '-' and '_'");
}

TEST(TenantChecks, RequireEveryNameAndKeyOnce) {
  EXPECT_EQ(Errors("tenants:\n"
                   "  - name: a\n"
                   "    api_key_sha256:\n"
                   "      - " +
                   Digest('a') +
                   "\n"
                   "      - " +
                   Digest('b') +
                   "\n"
                   "  - name: a\n"
                   "    api_key_sha256: [" +
                   Digest('c') + ", " + Digest('B') +
                   "]\n"
                   "  - name: c\n"
                   "    api_key_sha256: [" +
                   Digest('c') + "]\n"),
            "test.yaml:6: tenants[1].name: \"a\" is taken by tenants[0].name on line 2\n"
            "test.yaml:7: tenants[1].api_key_sha256[1]: is the same key as "
            "tenants[0].api_key_sha256[1] on line 5\n"
            "test.yaml:9: tenants[2].api_key_sha256[0]: is the same key as "
            "tenants[1].api_key_sha256[0] on line 7");
}

TEST(TenantChecks, NeverShowWhatMayBeAKey) {
  const std::string error =
      "is not 64 hexadecimal digits; make them with: printf %s \"$KEY\" | sha256sum";
  EXPECT_EQ(Errors("tenants:\n- name: a\n  api_key_sha256: [hunter2]\n"),
            "test.yaml:3: tenants[0].api_key_sha256[0]: " + error);
  EXPECT_EQ(Errors("tenants: [{name: a, api_key_sha256: [" + std::string(64, 'g') + "]}]"),
            "test.yaml:1: tenants[0].api_key_sha256[0]: " + error);
  EXPECT_EQ(Errors("tenants: [{name: a, api_key_sha256: hunter2}]"),
            "test.yaml:1: tenants[0].api_key_sha256: must be a list, not a single value");
}

TEST(TenantChecks, RefuseTheDigestOfAKeyThatWasNotSet) {
  EXPECT_EQ(Errors("tenants: [{name: a, api_key_sha256: "
                   "[e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855]}]"),
            "test.yaml:1: tenants[0].api_key_sha256[0]: is the digest of an empty key");
}

TEST(TenantChecks, RequireANameAndAKey) {
  EXPECT_EQ(Errors("tenants:\n  - burst: 5\n"),
            "test.yaml:2: tenants[0].name: is required\n"
            "test.yaml:2: tenants[0].api_key_sha256: is required");
  EXPECT_EQ(Errors("tenants: [{name: a, api_key_sha256: []}]"),
            "test.yaml:1: tenants[0].api_key_sha256: must not be empty");
}

TEST(Checks, AreMadeBesideOtherErrors) {
  EXPECT_EQ(
      Errors("log: {level: loud}\nmetrics: {address: x}\n"),
      "test.yaml:1: log.level: \"loud\" is none of debug, info, warning, error, off\n"
      "test.yaml:2: metrics.address: \"x\" has no port; write host:port, like 127.0.0.1:50051");
}

TEST(Checks, DoNotRepeatWhatIsAlreadyWrong) {
  EXPECT_EQ(Errors("server: {address: [a]}"),
            "test.yaml:1: server.address: must be text, not a list");
  EXPECT_EQ(Errors("server: {address: 0.0.0.0:1, tls: on}"),
            "test.yaml:1: server.tls: must be keys with values, not a single value");
  EXPECT_EQ(Errors("limits: {message_bytes: 1}"),
            "test.yaml:1: limits.message_bytes: 1 is below the smallest allowed, 1KiB");
  // Behind an entry that could not be read, numbers no longer match.
  EXPECT_EQ(Errors("tenants:\n  - lms\n  - {name: a, api_key_sha256: [x]}\n"),
            "test.yaml:2: tenants[0]: must be keys with values, not a single value");
  EXPECT_EQ(Errors("tenants: [{name: a, api_key_sha256: [\"\", x]}]"),
            "test.yaml:1: tenants[0].api_key_sha256[0]: must not be empty");
}

}  // namespace
}  // namespace munhang::app
