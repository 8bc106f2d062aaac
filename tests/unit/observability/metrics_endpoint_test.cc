#include "munhang/observability/metrics_endpoint.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "observability/metric_definitions.h"
#include "tests/unit/observability/exposition.h"

namespace munhang::observability {
namespace {

// The whole answer to a request on a connection of its own, empty when nobody listens.
std::string Ask(int port, const std::string& request) {
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0) return "";
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0 &&
      send(connection, request.data(), request.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(request.size())) {
    char buffer[4096];
    for (ssize_t n; (n = recv(connection, buffer, sizeof(buffer), 0)) > 0;) {
      answer.append(buffer, static_cast<size_t>(n));
    }
  }
  close(connection);
  return answer;
}

std::string Get(int port, const std::string& path) {
  return Ask(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
}

class MetricsEndpointTest : public testing::Test {
 protected:
  void SetUp() override {
    auto endpoint = MetricsEndpoint::Start("127.0.0.1:0", metrics_);
    ASSERT_TRUE(endpoint.ok()) << endpoint.status();
    endpoint_ = std::move(*endpoint);
  }

  Exposition Scrape() const {
    const std::string answer = Get(endpoint_->port(), "/metrics");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer.substr(0, 200);
    const size_t body = answer.find("\r\n\r\n");
    EXPECT_NE(body, std::string::npos);
    return Exposition::Parse(answer.substr(body + 4));
  }

  ServiceMetrics metrics_{{"0.1.0", "clang", "2022", "k1"}, std::chrono::system_clock::now()};
  std::unique_ptr<MetricsEndpoint> endpoint_;
};

TEST_F(MetricsEndpointTest, ServesWhatWasRecorded) {
  EXPECT_GT(endpoint_->port(), 0);
  metrics_.Rejected(Rejection::kDraining);
  const Exposition scrape = Scrape();
  EXPECT_EQ(scrape.At("munhang_rejections_total{reason=\"draining\"}"), 1);
  EXPECT_EQ(scrape.rest, "");
}

TEST_F(MetricsEndpointTest, ServesExactlyTheMetricsOfTheTable) {
  Exposition scrape = Scrape();
  for (const MetricDefinition& metric : kMetrics) {
    const std::string name(metric.name);
    constexpr const char* kTypes[] = {"counter", "gauge", "histogram", "summary"};
    EXPECT_EQ(scrape.types[name], kTypes[static_cast<size_t>(metric.type)]) << name;
    EXPECT_EQ(scrape.help[name], metric.help) << name;
  }
  EXPECT_EQ(scrape.types.size(), std::size(kMetrics)) << "a metric that the table does not have";
}

TEST_F(MetricsEndpointTest, ServesTheProcessesMemoryCpuTimeAndDescriptors) {
  const Exposition before = Scrape();
  EXPECT_GT(before.At("process_resident_memory_bytes"), 1 << 20);
  EXPECT_LT(before.At("process_resident_memory_bytes"), double{1ll << 40});
  EXPECT_GT(before.At("process_cpu_seconds_total"), 0);
  // One connection is open during every scrape, and perhaps that of the one before.
  constexpr int kOpened = 20;
  std::vector<int> descriptors;
  descriptors.reserve(kOpened);
  for (int i = 0; i < kOpened; ++i) descriptors.push_back(open("/dev/null", O_RDONLY | O_CLOEXEC));
  const Exposition after = Scrape();
  for (const int descriptor : descriptors) close(descriptor);
  EXPECT_NEAR(after.At("process_open_fds") - before.At("process_open_fds"), kOpened, 3);
  EXPECT_GE(after.At("process_cpu_seconds_total"), before.At("process_cpu_seconds_total"));
}

TEST_F(MetricsEndpointTest, ServesNothingElse) {
  for (const char* path : {"/", "/etc/passwd", "/../../../../etc/passwd"}) {
    const std::string answer = Get(endpoint_->port(), path);
    EXPECT_FALSE(answer.starts_with("HTTP/1.1 200")) << path;
    EXPECT_EQ(answer.find("root:"), std::string::npos) << path;
  }
}

TEST_F(MetricsEndpointTest, TakesAnyNumberOfScrapesAndSurvivesGarbage) {
  Ask(endpoint_->port(), "no HTTP at all\r\n\r\n");
  for (int i = 1; i <= 20; ++i) Scrape();
  EXPECT_GE(Scrape().At("exposer_scrapes_total"), 19);
}

TEST_F(MetricsEndpointTest, SaysThatThePortIsTaken) {
  const std::string address = "127.0.0.1:" + std::to_string(endpoint_->port());
  const auto second = MetricsEndpoint::Start(address, metrics_);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(second.status().message(), "cannot serve metrics on " + address + ": cannot bind to " +
                                           address + ": 98 (Address already in use)");
}

TEST_F(MetricsEndpointTest, FreesThePortWhenDestroyed) {
  const int port = endpoint_->port();
  endpoint_.reset();
  EXPECT_EQ(Get(port, "/metrics"), "");
  const auto again = MetricsEndpoint::Start("127.0.0.1:" + std::to_string(port), metrics_);
  EXPECT_TRUE(again.ok()) << again.status();
}

TEST(MetricsAddressTest, RefusesWhatIsNoHostAndPort) {
  const ServiceMetrics metrics({}, std::chrono::system_clock::now());
  const struct {
    const char* address;
    const char* why;
  } kCases[] = {
      {"", "not of the form host:port; the host 0.0.0.0 is all interfaces"},
      {"9464", "not of the form host:port; the host 0.0.0.0 is all interfaces"},
      {":9464", "not of the form host:port; the host 0.0.0.0 is all interfaces"},
      {"[::1]:9464", "metrics are served over IPv4 only"},
      {"127.0.0.1:", "the port is not a number from 0 to 65535"},
      {"127.0.0.1:65536", "the port is not a number from 0 to 65535"},
      {"127.0.0.1:-1", "the port is not a number from 0 to 65535"},
      {"127.0.0.1:9464s", "the port is not a number from 0 to 65535"},
      {"127.0.0.1:0,0", "the port is not a number from 0 to 65535"},
      {"127.0.0.1,8:0", "the host is neither an IPv4 address nor a name"},
      {"nowhere.invalid:0", "the host is neither an IPv4 address nor a name of one"},
  };
  for (const auto& test : kCases) {
    const auto endpoint = MetricsEndpoint::Start(test.address, metrics);
    ASSERT_FALSE(endpoint.ok()) << test.address;
    EXPECT_EQ(endpoint.status().code(), absl::StatusCode::kInvalidArgument) << test.address;
    EXPECT_EQ(endpoint.status().message(),
              std::string("metrics address \"") + test.address + "\": " + test.why);
  }
}

}  // namespace
}  // namespace munhang::observability
