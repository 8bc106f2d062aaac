#include "rpc/authenticator.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/rpc/test_server.h"

namespace munhang::rpc {
namespace {

// SHA-256 of "alpha" and of "beta".
constexpr char kAlpha[] = "8ed3f6ad685b959ead7022518e1af76cd816f8e8ec7ccdda1ed4018e8f2223f8";
constexpr char kBeta[] = "f44e64e75f3948e9f73f8dfa94721c4ce8cbb4f265c4790c702b2d41cfbf2753";

TEST(AuthenticatorTest, WithoutTenantsEveryCallerIsTheDefault) {
  const ManualClock clock;
  const auto authenticator = Authenticator::Create({}, clock);
  ASSERT_TRUE(authenticator.ok());
  const auto tenant = (*authenticator)->Authenticate("");
  ASSERT_TRUE(tenant.ok());
  EXPECT_EQ((*tenant)->name, "default");
}

TEST(AuthenticatorTest, FindsTheTenantOfAnyOfItsKeys) {
  const ManualClock clock;
  const auto authenticator = Authenticator::Create(
      {{"a", {kAlpha}, 0, 0}, {"b", {std::string(64, '0'), kBeta}, 0, 0}}, clock);
  ASSERT_TRUE(authenticator.ok());
  EXPECT_EQ((*(*authenticator)->Authenticate("Bearer alpha"))->name, "a");
  EXPECT_EQ((*(*authenticator)->Authenticate("Bearer beta"))->name, "b");
  for (const char* wrong :
       {"", "alpha", "bearer alpha", "Bearer", "Bearer ", "Bearer gamma", "Basic alpha"}) {
    EXPECT_EQ((*authenticator)->Authenticate(wrong).status().code(),
              absl::StatusCode::kUnauthenticated)
        << wrong;
  }
}

TEST(AuthenticatorTest, RefusesADigestThatIsNone) {
  const ManualClock clock;
  EXPECT_EQ(Authenticator::Create({{"a", {"1234"}, 0, 0}}, clock).status(),
            absl::InvalidArgumentError("tenant a: a key digest is not 64 hexadecimal digits"));
}

TEST(TokenBucketTest, RefillsAtItsRateUpToItsBurst) {
  const auto start = std::chrono::steady_clock::time_point();
  TokenBucket bucket(10, 2, start);
  EXPECT_EQ(bucket.Take(start).count(), 0);
  EXPECT_EQ(bucket.Take(start).count(), 0);
  EXPECT_EQ(bucket.Take(start), std::chrono::milliseconds(100));
  EXPECT_EQ(bucket.Take(start + std::chrono::milliseconds(100)).count(), 0);
  // An hour later there are two tokens, not thousands.
  const auto later = start + std::chrono::hours(1);
  EXPECT_EQ(bucket.Take(later).count(), 0);
  EXPECT_EQ(bucket.Take(later).count(), 0);
  EXPECT_GT(bucket.Take(later).count(), 0);
  // A clock that steps back takes nothing away and gives nothing.
  EXPECT_GT(bucket.Take(start).count(), 0);
}

}  // namespace
}  // namespace munhang::rpc
