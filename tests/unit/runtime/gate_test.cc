#include "munhang/runtime/gate.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <utility>

namespace munhang::runtime {
namespace {

using std::chrono::steady_clock;

TEST(GateTest, AdmitsUpToItsCapacityAndSaysWhyNotMore) {
  Gate gate(2);
  auto first = gate.TryEnter();
  auto second = gate.TryEnter();
  ASSERT_TRUE(first && second);
  Gate::Refusal refusal = Gate::Refusal::kClosed;
  EXPECT_FALSE(gate.TryEnter(&refusal).has_value());
  EXPECT_EQ(refusal, Gate::Refusal::kFull);
  first.reset();
  EXPECT_TRUE(gate.TryEnter().has_value());
}

TEST(GateTest, MovedPassLeavesOnce) {
  Gate gate(8);
  {
    Gate::Pass pass = *gate.TryEnter();
    Gate::Pass moved = std::move(pass);
    EXPECT_EQ(gate.inside(), 1u);
  }
  EXPECT_EQ(gate.inside(), 0u);
}

TEST(GateTest, ClosedGateRefusesAndWaitsForTheRest) {
  Gate gate(8);
  std::optional<Gate::Pass> pass = gate.TryEnter();
  gate.Close();
  Gate::Refusal refusal = Gate::Refusal::kFull;
  EXPECT_FALSE(gate.TryEnter(&refusal).has_value());
  EXPECT_EQ(refusal, Gate::Refusal::kClosed);
  EXPECT_FALSE(gate.WaitUntilEmpty(steady_clock::now()));
  std::thread leaver([&pass] { pass.reset(); });
  EXPECT_TRUE(gate.WaitUntilEmpty(steady_clock::now() + std::chrono::seconds(30)));
  leaver.join();
}

}  // namespace
}  // namespace munhang::runtime
