#include "cli/send_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace munhang::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kBusy = absl::StatusCode::kResourceExhausted;
constexpr auto kUnavailable = absl::StatusCode::kUnavailable;

const SendQueue::Time kStart{};

SendQueue::Item MakeItem(const std::string& id) {
  auto item = std::make_shared<OutgoingItem>();
  item->request.mutable_item()->set_item_id(id);
  return item;
}

void AddItems(SendQueue& queue, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) queue.Add(MakeItem(id));
}

// Ids of everything that may be sent at `now`.
std::vector<std::string> SendAll(SendQueue& queue, SendQueue::Time now) {
  std::vector<std::string> ids;
  while (const auto item = queue.Next(now)) ids.push_back(item->id());
  return ids;
}

void Answer(SendQueue& queue, const std::string& id) {
  const auto item = queue.TakeAnswered(id);
  ASSERT_NE(item, nullptr) << id;
  queue.Settle(item);
}

TEST(SendQueueTest, SendsInOrderUpToTheLimit) {
  SendQueue queue(2, nanoseconds::zero());
  AddItems(queue, {"a", "b", "c"});
  EXPECT_THAT(SendAll(queue, kStart), ElementsAre("a", "b"));
  Answer(queue, "b");
  EXPECT_THAT(SendAll(queue, kStart), ElementsAre("c"));
  EXPECT_EQ(queue.TakeAnswered("b"), nullptr);
  EXPECT_EQ(queue.TakeAnswered("never sent"), nullptr);
  EXPECT_EQ(queue.NextChange(kStart), std::nullopt);
}

TEST(SendQueueTest, KeepsItemsOfOneNameApart) {
  SendQueue queue(10, nanoseconds::zero());
  AddItems(queue, {"a", "a", "b", "a"});
  EXPECT_THAT(SendAll(queue, kStart), ElementsAre("a", "b"));
  Answer(queue, "a");
  EXPECT_THAT(SendAll(queue, kStart), ElementsAre("a"));
  Answer(queue, "a");
  EXPECT_THAT(SendAll(queue, kStart), ElementsAre("a"));
}

TEST(SendQueueTest, PausesForTheDelayTheServiceAsksForAndKeepsTheOrder) {
  SendQueue queue(10, nanoseconds::zero());
  AddItems(queue, {"a", "b", "c", "d"});
  SendAll(queue, kStart);
  AddItems(queue, {"e"});
  Answer(queue, "a");
  // Refusals come in any order.
  for (const std::string id : {"c", "b", "d"}) {
    EXPECT_TRUE(queue.Retry(queue.TakeAnswered(id), kBusy, seconds(2), kStart));
  }
  EXPECT_THAT(SendAll(queue, kStart + milliseconds(1999)), IsEmpty());
  EXPECT_EQ(queue.NextChange(kStart), kStart + seconds(2));
  EXPECT_THAT(SendAll(queue, kStart + seconds(2)), ElementsAre("b"));
  Answer(queue, "b");
  EXPECT_THAT(SendAll(queue, kStart + seconds(2)), ElementsAre("c", "d"));
}

TEST(SendQueueTest, GrowsFromOneAfterARefusal) {
  SendQueue queue(64, nanoseconds::zero());
  std::vector<std::string> ids;
  for (int i = 0; i < 300; ++i) ids.push_back(std::to_string(i));
  AddItems(queue, ids);
  ASSERT_EQ(SendAll(queue, kStart).size(), 64u);
  for (int i = 0; i < 64; ++i) {
    ASSERT_TRUE(queue.Retry(queue.TakeAnswered(std::to_string(i)), kBusy, seconds(1), kStart));
  }
  std::vector<size_t> rounds;
  for (int round = 0; round < 7; ++round) {
    const auto sent = SendAll(queue, kStart + seconds(1));
    rounds.push_back(sent.size());
    for (const std::string& id : sent) Answer(queue, id);
  }
  EXPECT_THAT(rounds, ElementsAre(1, 2, 4, 8, 16, 32, 32));
}

// A service that lets one item through every 100 ms refuses everything else at once.
TEST(SendQueueTest, GetsEveryItemThroughARateLimit) {
  SendQueue queue(1024, nanoseconds::zero());
  for (int i = 0; i < 1024; ++i) queue.Add(MakeItem(std::to_string(i)));
  int tokens = 20;
  int answered = 0;
  int refused = 0;
  for (auto now = kStart; answered < 1024; now += milliseconds(100), ++tokens) {
    ASSERT_LT(now, kStart + seconds(200)) << answered;
    std::vector<SendQueue::Item> sent;
    do {
      sent.clear();
      while (const auto item = queue.Next(now)) sent.push_back(item);
      for (const auto& item : sent) {
        ASSERT_EQ(queue.TakeAnswered(item->id()), item);
        if (tokens > 0) {
          --tokens;
          ++answered;
          queue.Settle(item);
        } else {
          ++refused;
          ASSERT_TRUE(queue.Retry(item, kBusy, milliseconds(100), now)) << item->id();
        }
      }
    } while (!sent.empty());
  }
  EXPECT_LT(refused, 4 * 1024);
}

TEST(SendQueueTest, LetsAnUnavailableItemWaitAlone) {
  SendQueue queue(10, nanoseconds::zero());
  AddItems(queue, {"a", "b"});
  SendAll(queue, kStart);
  AddItems(queue, {"c"});
  EXPECT_TRUE(queue.Retry(queue.TakeAnswered("a"), kUnavailable, std::nullopt, kStart));
  EXPECT_THAT(SendAll(queue, kStart), ElementsAre("c"));
  EXPECT_EQ(queue.NextChange(kStart), kStart + milliseconds(100));
  EXPECT_THAT(SendAll(queue, kStart + milliseconds(100)), ElementsAre("a"));
}

TEST(SendQueueTest, WaitsLongerEveryTimeAndGivesUp) {
  SendQueue queue(10, nanoseconds::zero());
  AddItems(queue, {"a"});
  auto now = kStart;
  std::vector<int64_t> waits;
  while (true) {
    const auto item = queue.Next(now);
    ASSERT_NE(item, nullptr);
    queue.TakeAnswered("a");
    if (!queue.Retry(item, kUnavailable, std::nullopt, now)) break;
    const auto due = *queue.NextChange(now);
    waits.push_back(std::chrono::duration_cast<milliseconds>(due - now).count());
    now = due;
  }
  EXPECT_THAT(waits, ElementsAre(100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600));
  EXPECT_EQ(queue.NextChange(now), std::nullopt);
}

TEST(SendQueueTest, BelievesNoAbsurdDelay) {
  SendQueue queue(10, nanoseconds::zero());
  AddItems(queue, {"a", "b"});
  SendAll(queue, kStart);
  queue.Retry(queue.TakeAnswered("a"), kUnavailable, std::chrono::hours(100), kStart);
  EXPECT_EQ(queue.NextChange(kStart), kStart + seconds(60));
  queue.Retry(queue.TakeAnswered("b"), kUnavailable, seconds(-5), kStart);
  EXPECT_THAT(SendAll(queue, kStart), ElementsAre("b"));
}

TEST(SendQueueTest, ExpiresItemsFromTheirFirstSending) {
  SendQueue queue(2, seconds(5));
  AddItems(queue, {"a", "b", "a"});
  SendAll(queue, kStart);
  queue.Retry(queue.TakeAnswered("b"), kUnavailable, seconds(10), kStart + seconds(1));
  EXPECT_THAT(queue.TakeExpired(kStart + seconds(4)), IsEmpty());
  EXPECT_EQ(queue.NextChange(kStart), kStart + seconds(5));
  EXPECT_EQ(queue.TakeExpired(kStart + seconds(5)).size(), 2u);
  EXPECT_THAT(queue.TakeExpired(kStart + seconds(100)), IsEmpty());
  // The service still works on the first a: the second waits for its late answer.
  EXPECT_THAT(SendAll(queue, kStart + seconds(20)), IsEmpty());
  EXPECT_EQ(queue.TakeAnswered("a"), nullptr);
  EXPECT_THAT(SendAll(queue, kStart + seconds(20)), ElementsAre("a"));
}

TEST(SendQueueTest, DoesNotExpireWhatIsSettled) {
  SendQueue queue(2, seconds(5));
  AddItems(queue, {"a"});
  SendAll(queue, kStart);
  Answer(queue, "a");
  EXPECT_THAT(queue.TakeExpired(kStart + seconds(6)), IsEmpty());
  EXPECT_EQ(queue.NextChange(kStart), std::nullopt);
}

TEST(SendQueueTest, GivesUpEverythingOnce) {
  SendQueue queue(2, seconds(5));
  AddItems(queue, {"a", "b", "c", "a"});
  SendAll(queue, kStart);
  queue.Retry(queue.TakeAnswered("b"), kUnavailable, seconds(10), kStart);
  std::vector<std::string> ids;
  for (const auto& item : queue.TakeAll()) ids.push_back(item->id());
  EXPECT_THAT(ids, testing::UnorderedElementsAre("a", "a", "b", "c"));
  EXPECT_THAT(queue.TakeAll(), IsEmpty());
  EXPECT_THAT(queue.TakeExpired(kStart + seconds(100)), IsEmpty());
}

}  // namespace
}  // namespace munhang::cli
