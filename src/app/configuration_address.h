#ifndef MUNHANG_APP_CONFIGURATION_ADDRESS_H_
#define MUNHANG_APP_CONFIGURATION_ADDRESS_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace munhang::app {

// Where a service listens: a host name, an IPv4 address or an IPv6 address without its brackets,
// and a port, 0 for a free one.
struct Address {
  std::string host;
  uint16_t port = 0;
};

// Reads host:port, where an IPv6 host stands in brackets. INVALID_ARGUMENT with a message that
// completes the sentence "KEY: …".
absl::StatusOr<Address> ParseAddress(std::string_view text);

// Whether only this machine can reach `host`: 127.0.0.0/8, ::1 or localhost.
bool IsLoopback(const std::string& host);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_ADDRESS_H_
