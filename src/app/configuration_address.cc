#include "app/configuration_address.h"

#include <absl/status/status.h>
#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <optional>

#include "app/configuration_values.h"

namespace munhang::app {
namespace {

absl::Status Wrong(const std::string& text) { return absl::InvalidArgumentError(text); }

std::optional<in_addr> ParseIpv4(const std::string& host) {
  in_addr address;
  if (inet_pton(AF_INET, host.c_str(), &address) != 1) return std::nullopt;
  return address;
}

std::optional<in6_addr> ParseIpv6(const std::string& host) {
  in6_addr address;
  if (inet_pton(AF_INET6, host.c_str(), &address) != 1) return std::nullopt;
  return address;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Labels of letters, digits, '-' and '_' between dots. The last one has a letter, or the name would
// be an address gone wrong.
bool IsHostName(std::string_view name) {
  constexpr size_t kLongestName = 253;
  constexpr size_t kLongestLabel = 63;
  if (name.size() > kLongestName) return false;
  bool ends_in_number = true;
  while (true) {
    const std::string_view label = name.substr(0, name.find('.'));
    const bool is_label = std::all_of(label.begin(), label.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '-' || c == '_';
    });
    if (label.empty() || label.size() > kLongestLabel || label.front() == '-' || !is_label) {
      return false;
    }
    ends_in_number = std::all_of(label.begin(), label.end(), IsDigit);
    if (label.size() == name.size()) return !ends_in_number;
    name.remove_prefix(label.size() + 1);
  }
}

absl::StatusOr<uint16_t> ParsePort(std::string_view text) {
  const auto port = ParseWhole(text);
  if (!port.ok() || *port < 0 || *port > 65535) {
    return Wrong("port " + Quoted(text) + " is not a number from 0 to 65535");
  }
  return static_cast<uint16_t>(*port);
}

absl::Status CheckHost(std::string_view written, const std::string& host, bool bracketed) {
  if (bracketed) {
    if (ParseIpv6(host)) return absl::OkStatus();
    return Wrong(Quoted(host) + " in brackets is not an IPv6 address");
  }
  if (host.empty()) {
    return Wrong(Quoted(written) + " has no host; write 0.0.0.0" + Shortened(written) +
                 " for every interface");
  }
  if (host.find(':') != std::string::npos) {
    return Wrong(Quoted(written) +
                 " has several colons; write an IPv6 host in brackets, "
                 "like [::1]:50051");
  }
  if (ParseIpv4(host) || IsHostName(host)) return absl::OkStatus();
  return Wrong("host " + Quoted(host) + " is neither a name nor an IP address");
}

}  // namespace

absl::StatusOr<Address> ParseAddress(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || text.ends_with(']')) {
    return Wrong(Quoted(text) + " has no port; write host:port, like 127.0.0.1:50051");
  }
  std::string_view host = text.substr(0, colon);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  absl::Status checked = CheckHost(text, std::string(host), bracketed);
  if (!checked.ok()) return checked;
  const auto port = ParsePort(text.substr(colon + 1));
  if (!port.ok()) return port.status();
  return Address{std::string(host), *port};
}

bool IsLoopback(const std::string& host) {
  if (host == "localhost") return true;
  if (const auto ipv4 = ParseIpv4(host)) return (ntohl(ipv4->s_addr) >> 24) == IN_LOOPBACKNET;
  const auto ipv6 = ParseIpv6(host);
  return ipv6 && IN6_IS_ADDR_LOOPBACK(&*ipv6);
}

}  // namespace munhang::app
