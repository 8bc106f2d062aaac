#include "munhang/runtime/gate.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <utility>
#include <vector>

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

TEST(GateTest, TellsThoseWhoWaitInTurnWhileThereIsRoom) {
  Gate gate(1);
  EXPECT_FALSE(gate.TellWhenRoom([] { FAIL() << "there is room already"; }));
  std::optional<Gate::Pass> pass = gate.TryEnter();
  std::optional<Gate::Pass> second;
  std::vector<int> told;
  // The first has no use for the room, the second takes it, the third waits on.
  EXPECT_TRUE(gate.TellWhenRoom([&] { told.push_back(1); }));
  EXPECT_TRUE(gate.TellWhenRoom([&] {
    told.push_back(2);
    second = gate.TryEnter();
  }));
  EXPECT_TRUE(gate.TellWhenRoom([&] { told.push_back(3); }));
  pass.reset();
  EXPECT_EQ(told, (std::vector<int>{1, 2}));
  ASSERT_TRUE(second.has_value());
  second.reset();
  EXPECT_EQ(told, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(gate.inside(), 0u);
  gate.Close();
  EXPECT_FALSE(gate.TellWhenRoom([] { FAIL() << "closed"; }));
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
