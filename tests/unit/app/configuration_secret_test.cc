#include "app/configuration_secret.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "munhang/app/configuration.h"

namespace munhang::app {
namespace {

// A file of its own, gone with the test.
class SecretFile {
 public:
  explicit SecretFile(const std::string& content)
      : path_(::testing::TempDir() + "munhang_secret_" + std::to_string(getpid())) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~SecretFile() { std::filesystem::remove(path_); }

  const std::string& path() const { return path_; }
  std::string reference() const { return "file:" + path_; }

 private:
  std::string path_;
};

TEST(SecretReferences, NameAVariableOrAFile) {
  for (const std::string text : {"env:A", "env:_a1", "env:OPENAI_API_KEY", "file:a", "file:/b c"}) {
    EXPECT_TRUE(IsSecretReference(text)) << text;
  }
  for (const std::string text :
       {"", "env:", "file:", "env:1A", "env:a-b", "env:a b", "ENV:A", "A", " env:A", "https://a"}) {
    EXPECT_FALSE(IsSecretReference(text)) << text;
  }
}

TEST(ResolveSecret, ReadsVariables) {
  setenv("MUNHANG_TEST_SECRET", "hunter2", 1);
  const auto secret = ResolveSecret("env:MUNHANG_TEST_SECRET");
  unsetenv("MUNHANG_TEST_SECRET");
  ASSERT_TRUE(secret.ok()) << secret.status();
  EXPECT_EQ(*secret, "hunter2");
}

TEST(ResolveSecret, ReadsFilesWithoutTheirLastNewline) {
  EXPECT_EQ(*ResolveSecret(SecretFile("hunter2").reference()), "hunter2");
  EXPECT_EQ(*ResolveSecret(SecretFile("hunter2\n").reference()), "hunter2");
  EXPECT_EQ(*ResolveSecret(SecretFile("hunter2\r\n").reference()), "hunter2");
  EXPECT_EQ(*ResolveSecret(SecretFile("two\nlines\n").reference()), "two\nlines");
}

TEST(ResolveSecret, SaysWhatIsMissing) {
  const auto variable = ResolveSecret("env:MUNHANG_TEST_ABSENT");
  EXPECT_EQ(variable.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(variable.status().message(), "the environment variable MUNHANG_TEST_ABSENT is not set");
  const auto file = ResolveSecret("file:/nowhere/key");
  EXPECT_EQ(file.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(file.status().message(), "/nowhere/key: no such file");
}

TEST(ResolveSecret, RefusesEmptySecrets) {
  const SecretFile file("\n");
  const auto secret = ResolveSecret(file.reference());
  EXPECT_EQ(secret.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(secret.status().message(), "the secret file:" + file.path() + " is empty");
}

TEST(ResolveSecret, RefusesFilesThatAreNoSecret) {
  const SecretFile file(std::string((64 << 10) + 1, 'x'));
  EXPECT_EQ(ResolveSecret(file.reference()).status().message(),
            file.path() + ": is larger than 64KiB");
}

TEST(ResolveSecret, DoesNotRepeatWhatIsNoReference) {
  for (const std::string text : {"hunter2", "env:hunter-2", ""}) {
    const auto secret = ResolveSecret(text);
    EXPECT_EQ(secret.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(secret.status().message(), "a secret must be a reference, env:NAME or file:PATH");
  }
}

}  // namespace
}  // namespace munhang::app
