#include "cli/reorder_buffer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace munhang::cli {
namespace {

TEST(ReorderBufferTest, GivesNothingOutOfTurn) {
  ReorderBuffer<std::string> buffer(3);
  buffer.Put(2, "c");
  buffer.Put(1, "b");
  EXPECT_FALSE(buffer.HasNext());
  EXPECT_EQ(buffer.Take(), std::nullopt);
  buffer.Put(0, "a");
  EXPECT_TRUE(buffer.HasNext());
  EXPECT_EQ(buffer.Take(), "a");
  EXPECT_EQ(buffer.Take(), "b");
  EXPECT_EQ(buffer.Take(), "c");
  EXPECT_EQ(buffer.Take(), std::nullopt);
  EXPECT_EQ(buffer.next(), 3u);
}

TEST(ReorderBufferTest, HasRoomForItsCapacityOnly) {
  ReorderBuffer<int> buffer(2);
  EXPECT_TRUE(buffer.HasRoomFor(1));
  EXPECT_FALSE(buffer.HasRoomFor(2));
  buffer.Put(0, 0);
  EXPECT_FALSE(buffer.HasRoomFor(2));
  buffer.Take();
  EXPECT_TRUE(buffer.HasRoomFor(2));
}

TEST(ReorderBufferTest, RestoresAnyOrder) {
  constexpr size_t kCapacity = 7;
  std::mt19937 random(1);
  ReorderBuffer<std::unique_ptr<int>> buffer(kCapacity);
  std::vector<int> waiting;
  std::vector<int> taken;
  for (int next = 0; taken.size() < 1000;) {
    while (next < 1000 && buffer.HasRoomFor(static_cast<uint64_t>(next))) waiting.push_back(next++);
    std::shuffle(waiting.begin(), waiting.end(), random);
    const int number = waiting.back();
    waiting.pop_back();
    buffer.Put(static_cast<uint64_t>(number), std::make_unique<int>(number));
    while (auto value = buffer.Take()) taken.push_back(**value);
  }
  std::vector<int> expected(1000);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(taken, expected);
}

}  // namespace
}  // namespace munhang::cli
