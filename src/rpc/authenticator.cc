#include "rpc/authenticator.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "rpc/error_details.h"

namespace munhang::rpc {
namespace {

constexpr std::string_view kScheme = "Bearer ";

std::optional<int> HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::optional<std::array<uint8_t, 32>> ParseDigest(std::string_view hex) {
  std::array<uint8_t, 32> digest{};
  if (hex.size() != digest.size() * 2) return std::nullopt;
  for (size_t i = 0; i < digest.size(); ++i) {
    const auto high = HexValue(hex[2 * i]);
    const auto low = HexValue(hex[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    digest[i] = static_cast<uint8_t>(*high * 16 + *low);
  }
  return digest;
}

}  // namespace

TokenBucket::TokenBucket(double rate, double burst, std::chrono::steady_clock::time_point now)
    : rate_(rate),
      burst_(burst > 0 ? burst : std::max(1.0, rate)),
      tokens_(burst_),
      refilled_(now) {}

std::chrono::nanoseconds TokenBucket::Take(std::chrono::steady_clock::time_point now) {
  if (rate_ <= 0) return std::chrono::nanoseconds::zero();
  std::lock_guard lock(mutex_);
  const std::chrono::duration<double> elapsed = now - refilled_;
  if (elapsed.count() > 0) {
    tokens_ = std::min(burst_, tokens_ + elapsed.count() * rate_);
    refilled_ = now;
  }
  if (tokens_ >= 1) {
    tokens_ -= 1;
    return std::chrono::nanoseconds::zero();
  }
  return std::chrono::nanoseconds(static_cast<int64_t>(std::ceil((1 - tokens_) / rate_ * 1e9)));
}

absl::StatusOr<std::unique_ptr<Authenticator>> Authenticator::Create(
    const std::vector<TenantKey>& tenants, const runtime::Clock& clock) {
  std::unique_ptr<Authenticator> authenticator(new Authenticator(clock));
  const auto now = clock.Now();
  for (const TenantKey& tenant : tenants) {
    authenticator->tenants_.emplace_back(
        new Tenant{tenant.name, TokenBucket(tenant.items_per_second, tenant.burst, now)});
    for (const std::string& hex : tenant.api_key_sha256) {
      const auto digest = ParseDigest(hex);
      if (!digest) {
        return absl::InvalidArgumentError("tenant " + tenant.name +
                                          ": a key digest is not 64 hexadecimal digits");
      }
      authenticator->keys_.push_back({*digest, authenticator->tenants_.back().get()});
    }
  }
  if (tenants.empty()) {
    authenticator->tenants_.emplace_back(new Tenant{"default", TokenBucket(0, 0, now)});
  }
  return authenticator;
}

absl::StatusOr<Tenant*> Authenticator::Authenticate(std::string_view authorization) const {
  if (keys_.empty()) return tenants_.front().get();
  if (!authorization.starts_with(kScheme)) {
    return WithReason(
        absl::UnauthenticatedError("an API key is required: metadata authorization: Bearer KEY"),
        "API_KEY_MISSING");
  }
  const std::string_view key = authorization.substr(kScheme.size());
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(key.data()), key.size(), digest.data());
  // Every digest is compared, each in constant time, so that timing tells nothing about keys.
  Tenant* found = nullptr;
  for (const Key& candidate : keys_) {
    if (CRYPTO_memcmp(candidate.digest.data(), digest.data(), digest.size()) == 0) {
      found = candidate.tenant;
    }
  }
  if (found == nullptr) {
    return WithReason(absl::UnauthenticatedError("the API key is not known"), "API_KEY_UNKNOWN");
  }
  return found;
}

absl::Status Authenticator::TakeItem(Tenant& tenant) const {
  const auto wait = tenant.bucket.Take(clock_.Now());
  if (wait == std::chrono::nanoseconds::zero()) return absl::OkStatus();
  return TenantRateExceeded(tenant.name, std::chrono::ceil<std::chrono::milliseconds>(wait));
}

}  // namespace munhang::rpc
