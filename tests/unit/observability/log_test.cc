#include "munhang/observability/log.h"

#include <gtest/gtest.h>

#include <chrono>
#include <latch>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <string>
#include <thread>
#include <vector>

namespace munhang::observability {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

// 2026-11-23T01:02:03.456Z.
constexpr milliseconds kMoment{1795395723456};

LogOptions To(std::ostream& stream, LogLevel level = LogLevel::kInfo) {
  LogOptions options;
  options.level = level;
  options.stream = &stream;
  options.now = [] { return system_clock::time_point(kMoment); };
  return options;
}

std::vector<std::string> Lines(const std::ostringstream& stream) {
  std::vector<std::string> lines;
  std::istringstream text(stream.str());
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

// A stream that stands still at its first line until it is let go.
class HeldStream : public std::ostream, private std::streambuf {
 public:
  HeldStream() : std::ostream(static_cast<std::streambuf*>(this)) {}

  void WaitForFirstLine() { reached_.wait(); }
  void LetGo() { released_.count_down(); }
  // Once the logger has stopped.
  const std::string& text() const { return text_; }

 private:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    if (text_.empty()) {
      reached_.count_down();
      released_.wait();
    }
    text_.append(bytes, static_cast<size_t>(count));
    return count;
  }

  std::latch reached_{1};
  std::latch released_{1};
  std::string text_;
};

TEST(LogLevelTest, NamesRoundTrip) {
  for (const char* name : {"debug", "info", "warning", "error", "off"}) {
    const auto level = ParseLogLevel(name);
    ASSERT_TRUE(level.has_value()) << name;
    EXPECT_EQ(Name(*level), name);
  }
  for (const char* name : {"", "INFO", "warn", "trace"}) {
    EXPECT_FALSE(ParseLogLevel(name).has_value()) << name;
  }
}

TEST(LoggerTest, WritesOneObjectALineWithFieldsInOrder) {
  std::ostringstream stream;
  Logger logger(To(stream));
  const std::string request_id = "r-1";
  logger.Log(LogLevel::kInfo, "call_finished",
             {{"request_id", request_id},
              {"method", "Classify"},
              {"latency_us", 1234},
              {"items", size_t{3}},
              {"confidence", 0.75},
              {"ratio", 0.5f},
              {"needs_review", false}});
  logger.Log(LogLevel::kWarning, "draining");
  logger.Stop();
  EXPECT_EQ(stream.str(),
            R"({"time":"2026-11-23T01:02:03.456Z","level":"info","event":"call_finished",)"
            R"("request_id":"r-1","method":"Classify","latency_us":1234,"items":3,)"
            R"("confidence":0.75,"ratio":0.5,"needs_review":false})"
            "\n"
            R"({"time":"2026-11-23T01:02:03.456Z","level":"warning","event":"draining"})"
            "\n");
}

TEST(LoggerTest, TellsTheTimeToTheMillisecondBelow) {
  std::ostringstream stream;
  auto options = To(stream);
  options.now = [] {
    return system_clock::time_point(std::chrono::duration_cast<system_clock::duration>(
        std::chrono::nanoseconds(1'709'164'799'000'999'999)));
  };
  Logger logger(options);
  logger.Log(LogLevel::kInfo, "leap_day");
  logger.Stop();
  EXPECT_EQ(nlohmann::json::parse(stream.str())["time"], "2024-02-28T23:59:59.000Z");
}

TEST(LoggerTest, StaysOnOneLineOfJsonWhateverFieldsHold) {
  std::ostringstream stream;
  Logger logger(To(stream));
  const std::string hostile = "a\nb\"}\xff\u2028\x1b[0m";
  logger.Log(LogLevel::kError, "bad\nevent", {{"k\"", hostile}, {"nan", 0.0 / 0.0}});
  logger.Stop();
  ASSERT_EQ(Lines(stream).size(), 1u) << stream.str();
  const auto line = nlohmann::json::parse(stream.str());
  EXPECT_EQ(line["event"], "bad\nevent");
  EXPECT_EQ(line["k\""], "a\nb\"}\ufffd\u2028\x1b[0m");
  EXPECT_TRUE(line["nan"].is_null());
}

TEST(LoggerTest, CutsLongStringsBetweenCharacters) {
  std::ostringstream stream;
  Logger logger(To(stream));
  std::string text(4095, 'x');
  logger.Log(LogLevel::kInfo, "long", {{"fits", text + "y"}, {"cut", text + "분수"}});
  logger.Stop();
  const auto line = nlohmann::json::parse(stream.str());
  EXPECT_EQ(line["fits"], text + "y");
  EXPECT_EQ(line["cut"], text + "…");
}

TEST(LoggerTest, WritesFromItsLevelUpAndFollowsChanges) {
  std::ostringstream stream;
  Logger logger(To(stream, LogLevel::kWarning));
  EXPECT_FALSE(logger.Enabled(LogLevel::kInfo));
  EXPECT_TRUE(logger.Enabled(LogLevel::kWarning));
  logger.Log(LogLevel::kInfo, "unwanted");
  logger.Log(LogLevel::kError, "wanted");
  logger.SetLevel(LogLevel::kDebug);
  logger.Log(LogLevel::kDebug, "detail");
  logger.SetLevel(LogLevel::kOff);
  logger.Log(LogLevel::kError, "silenced");
  EXPECT_FALSE(logger.Enabled(LogLevel::kOff));
  logger.Log(LogLevel::kOff, "no_level");
  logger.Stop();
  const auto lines = Lines(stream);
  ASSERT_EQ(lines.size(), 2u) << stream.str();
  EXPECT_EQ(nlohmann::json::parse(lines[0])["event"], "wanted");
  EXPECT_EQ(nlohmann::json::parse(lines[1])["event"], "detail");
  EXPECT_EQ(logger.dropped_lines(), 0u) << "unwanted lines are not dropped ones";
}

TEST(LoggerTest, DropsTheOldestAndCountsThemWhenTheStreamStandsStill) {
  HeldStream stream;
  auto options = To(stream);
  options.queue_lines = 4;
  Logger logger(options);
  logger.Log(LogLevel::kInfo, "first");
  stream.WaitForFirstLine();
  for (int i = 0; i < 10; ++i) logger.Log(LogLevel::kInfo, "burst", {{"number", i}});
  EXPECT_EQ(logger.dropped_lines(), 6u);
  stream.LetGo();
  logger.Stop();
  EXPECT_EQ(logger.dropped_lines(), 6u);

  std::istringstream text(stream.text());
  std::vector<int> numbers;
  for (std::string line; std::getline(text, line);) {
    const auto parsed = nlohmann::json::parse(line);
    if (parsed["event"] == "burst") numbers.push_back(parsed["number"]);
  }
  EXPECT_EQ(numbers, (std::vector<int>{6, 7, 8, 9}));
}

TEST(LoggerTest, LosesNothingToStopButWhatComesAfter) {
  std::ostringstream stream;
  Logger logger(To(stream));
  for (int i = 0; i < 1000; ++i) logger.Log(LogLevel::kInfo, "kept");
  logger.Stop();
  EXPECT_EQ(Lines(stream).size(), 1000u);
  logger.Log(LogLevel::kInfo, "late");
  logger.Stop();
  EXPECT_EQ(Lines(stream).size(), 1000u);
  EXPECT_EQ(logger.dropped_lines(), 1u);
}

TEST(LoggerTest, FlushesWhenDestroyed) {
  std::ostringstream stream;
  {
    Logger(To(stream)).Log(LogLevel::kInfo, "last_words");
  }
  EXPECT_EQ(Lines(stream).size(), 1u);
}

TEST(LoggerTest, AccountsForEveryLineWhileThreadsLogAndItStops) {
  constexpr int kThreads = 4;
  constexpr int kLinesEach = 500;
  std::ostringstream stream;
  auto options = To(stream);
  options.queue_lines = 64;
  Logger logger(options);
  std::latch halfway(kThreads);
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&logger, &halfway, t] {
      for (int i = 0; i < kLinesEach; ++i) {
        if (i == kLinesEach / 2) halfway.count_down();
        logger.Log(LogLevel::kInfo, "busy", {{"thread", t}, {"line", i}});
      }
    });
  }
  halfway.wait();
  logger.Stop();
  const size_t written = Lines(stream).size();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Lines(stream).size(), written) << "nothing is written after Stop";
  EXPECT_EQ(written + logger.dropped_lines(), static_cast<size_t>(kThreads * kLinesEach));
  for (const std::string& line : Lines(stream)) EXPECT_TRUE(nlohmann::json::accept(line)) << line;
}

TEST(LoggerTest, SurvivesAStreamThatThrows) {
  struct Broken : std::streambuf {
    std::streamsize xsputn(const char*, std::streamsize) override { return 0; }
  } buffer;
  std::ostream stream(&buffer);
  stream.exceptions(std::ios::badbit);  // Makes the stream throw when it cannot write.
  Logger logger(To(stream));
  logger.Log(LogLevel::kInfo, "lost");
  logger.Stop();
  EXPECT_EQ(logger.dropped_lines(), 1u);
}

TEST(LoggerTest, WritesToStandardErrorByDefault) {
  testing::internal::CaptureStderr();
  {
    Logger logger;
    logger.Log(LogLevel::kInfo, "hello");
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(nlohmann::json::parse(text)["event"], "hello");
}

}  // namespace
}  // namespace munhang::observability
