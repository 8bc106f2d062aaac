#ifndef MUNHANG_RPC_AUTHENTICATOR_H_
#define MUNHANG_RPC_AUTHENTICATOR_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/rpc/server.h"
#include "munhang/runtime/clock.h"

namespace munhang::rpc {

// Items a second with a burst: a bucket of `burst` tokens that refills at the rate. Thread-safe.
class TokenBucket {
 public:
  // A rate of 0 admits everything.
  TokenBucket(double rate, double burst, std::chrono::steady_clock::time_point now);

  // Zero when a token was taken, otherwise the time until there will be one.
  std::chrono::nanoseconds Take(std::chrono::steady_clock::time_point now);

 private:
  const double rate_;
  const double burst_;
  std::mutex mutex_;
  double tokens_;
  std::chrono::steady_clock::time_point refilled_;
};

struct Tenant {
  std::string name;
  TokenBucket bucket;
};

// Knows tenants by their API keys, of which it keeps only digests. Immutable but for the buckets;
// thread-safe.
class Authenticator {
 public:
  // INVALID_ARGUMENT for a digest that is not 64 hexadecimal digits.
  static absl::StatusOr<std::unique_ptr<Authenticator>> Create(
      const std::vector<TenantKey>& tenants, const runtime::Clock& clock);

  // The tenant that the value of the authorization header names: "Bearer KEY". With no tenant
  // configured, always the tenant "default". UNAUTHENTICATED otherwise; the message never repeats
  // the key.
  absl::StatusOr<Tenant*> Authenticate(std::string_view authorization) const;

  // Takes one item from the tenant's rate. RESOURCE_EXHAUSTED with RetryInfo and QuotaFailure.
  absl::Status TakeItem(Tenant& tenant) const;

 private:
  using Digest = std::array<uint8_t, 32>;
  struct Key {
    Digest digest;
    Tenant* tenant;
  };

  explicit Authenticator(const runtime::Clock& clock) : clock_(clock) {}

  const runtime::Clock& clock_;
  std::vector<std::unique_ptr<Tenant>> tenants_;
  std::vector<Key> keys_;
};

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_AUTHENTICATOR_H_
