#include "cli/progress.h"

#include <gtest/gtest.h>

namespace munhang::cli {
namespace {

using std::chrono::seconds;

TEST(ProgressTest, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(RenderProgress({.done = 500}, 1000, seconds(10), 80),
            "[====================>                   ]  50%  500/1,000  50/s  ETA 0:10");
  EXPECT_EQ(RenderProgress({.done = 1000, .failed = 3}, 1000, seconds(10), 60),
            "[============] 100%  1,000/1,000  100/s  ETA 0:00  3 failed");
}

TEST(ProgressTest, CountsItemsThatWereAnsweredBefore) {
  // The rate, and so the time left, is that of this run.
  EXPECT_EQ(RenderProgress({.done = 10, .skipped = 980}, 1000, seconds(100), 200),
            "[=======================================>]  99%  990/1,000  0.1/s  ETA 1:40");
}

TEST(ProgressTest, DoesWithoutATotal) {
  EXPECT_EQ(RenderProgress({.done = 1234, .failed = 1}, std::nullopt, seconds(1), 80),
            "1,234 items  1,234/s  1 failed");
}

TEST(ProgressTest, MakesNoPromiseBeforeTheFirstAnswer) {
  EXPECT_EQ(RenderProgress({}, 1000, seconds(3), 60),
            "[>                                   ]   0%  0/1,000  0.0/s");
}

TEST(ProgressTest, NeverShowsMoreThanAll) {
  const std::string line = RenderProgress({.done = 12}, 10, seconds(1), 60);
  EXPECT_NE(line.find("100%  12/12"), std::string::npos) << line;
}

TEST(ProgressTest, FitsTheTerminal) {
  for (size_t columns = 0; columns < 120; ++columns) {
    const std::string line =
        RenderProgress({.done = 123456, .failed = 789}, 1000000, seconds(4000), columns);
    EXPECT_LT(line.size(), columns == 0 ? 1 : columns) << line;
  }
}

TEST(ProgressTest, WritesLongTimes) {
  const std::string line = RenderProgress({.done = 1}, 10000, seconds(1), 80);
  EXPECT_NE(line.find("ETA 2:46:39"), std::string::npos) << line;
  EXPECT_EQ(RenderProgress({.done = 1}, 1u << 30, seconds(60), 80).find("ETA"), std::string::npos);
}

TEST(ProgressTest, WritesRates) {
  EXPECT_EQ(RenderRate(0, seconds(0)), "0.0/s");
  EXPECT_EQ(RenderRate(4, seconds(10)), "0.4/s");
  EXPECT_EQ(RenderRate(99, seconds(10)), "9.9/s");
  EXPECT_EQ(RenderRate(999, seconds(100)), "10/s");
  EXPECT_EQ(RenderRate(23450, seconds(10)), "2,345/s");
}

TEST(ProgressTest, SumsUp) {
  EXPECT_EQ(RenderSummary({.done = 1000, .failed = 3, .needs_review = 120}, seconds(2)),
            "1,000 items, 3 failed, 500/s, needs review 120");
  EXPECT_EQ(RenderSummary({.done = 1, .skipped = 400}, seconds(1)),
            "1 item, 0 failed, 1.0/s, needs review 0, 400 answered before");
}

TEST(ProgressTest, SeparatesThousands) {
  EXPECT_EQ(WithSeparators(0), "0");
  EXPECT_EQ(WithSeparators(999), "999");
  EXPECT_EQ(WithSeparators(1000), "1,000");
  EXPECT_EQ(WithSeparators(12345678), "12,345,678");
}

}  // namespace
}  // namespace munhang::cli
