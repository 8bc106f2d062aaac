#include "munhang/observability/metrics_endpoint.h"

#include <CivetServer.h>
#include <netdb.h>
#include <prometheus/exposer.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>
#include <utility>

namespace munhang::observability {
namespace {

// One scrape does not wait for another that reads slowly.
constexpr size_t kThreads = 2;
constexpr int kLargestPort = 65535;

// The exposer's HTTP server tells why it cannot start only through its log, on the thread that
// starts it. Null while nothing starts on this thread.
thread_local std::string* start_error = nullptr;

int KeepStartError(const mg_connection*, const char* message) {
  if (start_error != nullptr && start_error->empty()) *start_error = message;
  return 1;  // Said; the server writes it nowhere else.
}

absl::Status Unusable(const std::string& address, const std::string& why) {
  return absl::InvalidArgumentError("metrics address \"" + address + "\": " + why);
}

// The HTTP server would take a bare port, lists of addresses and option letters too.
absl::Status CheckAddress(const std::string& address) {
  const size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0) {
    return Unusable(address, "not of the form host:port; the host 0.0.0.0 is all interfaces");
  }
  const std::string_view host = std::string_view(address).substr(0, colon);
  if (host.find_first_of("[]:") != std::string_view::npos) {
    return Unusable(address, "metrics are served over IPv4 only");
  }
  const bool is_name = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-';
  });
  if (!is_name) return Unusable(address, "the host is neither an IPv4 address nor a name");

  const std::string_view digits = std::string_view(address).substr(colon + 1);
  int port = -1;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || port < 0 ||
      port > kLargestPort) {
    return Unusable(address, "the port is not a number from 0 to 65535");
  }
  return absl::OkStatus();
}

// Connects to host:port and hangs up at once, again and again until asked to stop or refused.
void Knock(std::stop_token stop, const std::string& host, int port) {
  constexpr std::chrono::milliseconds kInterval{5};
  addrinfo hints{};
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* address = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &address) != 0) return;
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  do {
    const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (connection < 0) break;
    const bool listening =
        connect(connection, address->ai_addr, address->ai_addrlen) == 0 || errno == EINPROGRESS;
    close(connection);
    if (!listening) break;
  } while (!stopped.wait_for(lock, stop, kInterval, [&stop] { return stop.stop_requested(); }));
  freeaddrinfo(address);
}

}  // namespace

absl::StatusOr<std::unique_ptr<MetricsEndpoint>> MetricsEndpoint::Start(
    const std::string& address, const ServiceMetrics& metrics) {
  if (absl::Status status = CheckAddress(address); !status.ok()) return status;

  CivetCallbacks callbacks;
  callbacks.log_message = &KeepStartError;
  std::string why;
  start_error = &why;
  std::unique_ptr<prometheus::Exposer> exposer;
  try {
    exposer = std::make_unique<prometheus::Exposer>(address, kThreads, &callbacks);
  } catch (const std::exception& exception) {
    if (why.empty()) why = exception.what();
  }
  start_error = nullptr;
  if (exposer == nullptr) {
    if (why.find("invalid port spec") != std::string::npos) {
      return Unusable(address, "the host is neither an IPv4 address nor a name of one");
    }
    return absl::UnavailableError("cannot serve metrics on " + address + ": " + why);
  }
  exposer->RegisterCollectable(metrics.collectable());
  return std::unique_ptr<MetricsEndpoint>(
      new MetricsEndpoint(address.substr(0, address.rfind(':')), std::move(exposer)));
}

MetricsEndpoint::MetricsEndpoint(std::string host, std::unique_ptr<prometheus::Exposer> exposer)
    : host_(std::move(host)), exposer_(std::move(exposer)) {}

MetricsEndpoint::~MetricsEndpoint() {
  // The HTTP server asks whether to stop whenever somebody connects, otherwise every 2 seconds.
  const std::jthread knocking(&Knock, host_, port());
  exposer_.reset();
}

int MetricsEndpoint::port() const { return exposer_->GetListeningPorts().front(); }

}  // namespace munhang::observability
