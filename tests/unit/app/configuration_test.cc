#include "munhang/app/configuration.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace munhang::app {
namespace {

using config::v1::Config;
using google::protobuf::util::MessageDifferencer;

const std::string kConfigDirectory = MUNHANG_SOURCE_DIR "/config";

Config Load(const std::string& path) {
  auto config = LoadConfiguration(path);
  EXPECT_TRUE(config.ok()) << config.status();
  return config.ok() ? *config : Config();
}

void ExpectEqual(const Config& a, const Config& b) {
  EXPECT_TRUE(MessageDifferencer::Equals(a, b)) << a.DebugString() << "\n" << b.DebugString();
}

// A file of its own, gone with the test.
class ConfigurationFile : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = ::testing::TempDir() + "munhang_configuration_" + std::to_string(getpid()) + ".yaml";
  }
  void TearDown() override { std::filesystem::remove(path_); }

  void Write(const std::string& yaml) { std::ofstream(path_, std::ios::binary) << yaml; }

  std::string path_;
};

TEST(DefaultConfigurationTest, HasTheDefaultsOfTheSchema) {
  const Config config = DefaultConfiguration();
  EXPECT_EQ(config.server().address(), "127.0.0.1:50051");
  EXPECT_FALSE(config.server().has_tls());
  EXPECT_EQ(config.server().drain_grace().seconds(), 25);
  EXPECT_EQ(config.limits().text_bytes(), 64U << 10);
  EXPECT_EQ(config.limits().image_bytes(), 4U << 20);
  EXPECT_EQ(config.limits().in_flight(), 1024U);
  EXPECT_EQ(config.limits().item_deadline().seconds(), 30);
  EXPECT_EQ(config.review().confidence_below(), 0.5);
  EXPECT_EQ(config.metrics().address(), "127.0.0.1:9464");
  EXPECT_EQ(config.log().level(), "info");
  EXPECT_EQ(config.log().calls(), "all");
  EXPECT_EQ(config.tenants_size(), 0);
}

TEST(DefaultConfigurationTest, IsWhatTheBuiltInTextSays) {
  const auto config = ParseConfiguration(DefaultConfigurationText(), "config/munhang.yaml");
  ASSERT_TRUE(config.ok()) << config.status();
  ExpectEqual(*config, DefaultConfiguration());
}

TEST(DefaultConfigurationTest, IsBuiltInAsItStandsInTheRepository) {
  std::ifstream file(kConfigDirectory + "/munhang.yaml");
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_TRUE(text.str() == DefaultConfigurationText());
}

// The text shows every key, so that nobody has to look for what can be set.
TEST(DefaultConfigurationTest, ShowsEveryKey) {
  const std::string text(DefaultConfigurationText());
  const auto expect_shown = [&](const auto& self,
                                const google::protobuf::Descriptor& type) -> void {
    for (int i = 0; i < type.field_count(); ++i) {
      const auto& field = *type.field(i);
      EXPECT_NE(text.find(" " + field.name() + ":"), std::string::npos) << field.full_name();
      const bool is_duration = field.message_type() != nullptr &&
                               field.message_type()->full_name() == "google.protobuf.Duration";
      if (field.message_type() != nullptr && !is_duration) self(self, *field.message_type());
    }
  };
  for (int i = 0; i < Config::descriptor()->field_count(); ++i) {
    const auto& section = *Config::descriptor()->field(i);
    EXPECT_NE(text.find("\n" + section.name() + ":"), std::string::npos) << section.name();
    expect_shown(expect_shown, *section.message_type());
  }
}

TEST(Examples, AreConfigurations) {
  int examples = 0;
  for (const auto& file : std::filesystem::directory_iterator(kConfigDirectory + "/examples")) {
    const Config config = Load(file.path());
    const auto printed = ParseConfiguration(PrintConfiguration(config), "printed");
    ASSERT_TRUE(printed.ok()) << printed.status();
    ExpectEqual(*printed, config);
    ++examples;
  }
  EXPECT_EQ(examples, 3);
}

TEST(Examples, MeanWhatTheyShow) {
  const Config loopback = Load(kConfigDirectory + "/examples/loopback.yaml");
  EXPECT_EQ(loopback.runtime().shards(), 1U);
  const Config tls = Load(kConfigDirectory + "/examples/tls.yaml");
  EXPECT_EQ(tls.server().address(), "[::]:50051");
  EXPECT_EQ(tls.server().tls().refresh_interval().seconds(), 60);
  EXPECT_EQ(tls.server().tls().client_ca_file(), "");
  const Config tenants = Load(kConfigDirectory + "/examples/mutual_tls_tenants.yaml");
  EXPECT_NE(tenants.server().tls().client_ca_file(), "");
  ASSERT_EQ(tenants.tenants_size(), 2);
  EXPECT_EQ(tenants.tenants(1).name(), "partner_a");
  EXPECT_EQ(tenants.tenants(1).api_key_sha256_size(), 2);
  EXPECT_EQ(tenants.tenants(1).items_per_second(), 50);
}

TEST(PrintConfigurationTest, GivesTheEffectiveYaml) {
  EXPECT_EQ(PrintConfiguration(DefaultConfiguration()), R"(server:
  address: "127.0.0.1:50051"
  allow_plaintext: false
  drain_grace: 25s
limits:
  text_bytes: 64KiB
  images: 8
  image_bytes: 4MiB
  message_bytes: 40MiB
  in_flight: 1024
  stream_window: 64
  item_deadline: 30s
runtime:
  shards: 0
  cpu_threads: 0
knowledge:
  directory: ""
local_model:
  file: ""
review:
  confidence_below: 0.5
feedback:
  database: "munhang-feedback.db"
metrics:
  address: "127.0.0.1:9464"
log:
  level: "info"
  calls: "all"
tenants: []
)");
}

TEST(PrintConfigurationTest, ReadsBackTheDefaults) {
  const auto printed = ParseConfiguration(PrintConfiguration(DefaultConfiguration()), "printed");
  ASSERT_TRUE(printed.ok()) << printed.status();
  ExpectEqual(*printed, DefaultConfiguration());
}

TEST_F(ConfigurationFile, IsLoadedOverTheDefaults) {
  Write("limits: {in_flight: 7}\n");
  Config expected = DefaultConfiguration();
  expected.mutable_limits()->set_in_flight(7);
  ExpectEqual(Load(path_), expected);
}

TEST_F(ConfigurationFile, IsNamedInItsErrors) {
  Write("server:\n  address: 127.0.0.1:0\nlimits:\n  text_bytes: 999GiB\n  images: 65\n");
  const auto config = LoadConfiguration(path_);
  EXPECT_EQ(config.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(config.status().message(),
            path_ + ":4: limits.text_bytes: 999GiB is above the largest allowed, 16MiB\n" + path_ +
                ":5: limits.images: 65 is above the largest allowed, 64");
}

TEST_F(ConfigurationFile, ThatIsMissingIsNotFound) {
  const auto config = LoadConfiguration("/nowhere/munhang.yaml");
  EXPECT_EQ(config.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(config.status().message(), "/nowhere/munhang.yaml: no such file");
}

TEST_F(ConfigurationFile, ThatIsADirectoryIsRefused) {
  const auto config = LoadConfiguration(kConfigDirectory);
  EXPECT_EQ(config.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(config.status().message(), kConfigDirectory + ": cannot be read: Is a directory");
}

TEST_F(ConfigurationFile, ThatIsHugeIsRefused) {
  Write(std::string((1 << 20) + 1, '#'));
  EXPECT_EQ(LoadConfiguration(path_).status().message(), path_ + ": is larger than 1MiB");
}

}  // namespace
}  // namespace munhang::app
