#include "munhang/observability/trace_context.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace munhang::observability {
namespace {

constexpr char kTraceId[] = "4bf92f3577b34da6a3ce929d0e0e4736";
constexpr char kSpanId[] = "00f067aa0ba902b7";
const std::string kTrace = std::string("00-") + kTraceId;
const std::string kParent = kTrace + "-" + kSpanId;

// Gives the numbers in turn.
RandomBits Scripted(std::vector<uint64_t> numbers) {
  return [numbers, next = size_t{0}]() mutable { return numbers.at(next++); };
}

std::string Tracestate(const std::string& tracestate) {
  const auto context = TraceContext::Parse(kParent + "-01", tracestate);
  EXPECT_TRUE(context.has_value()) << "a bad tracestate must not spoil traceparent: " << tracestate;
  return context ? context->tracestate() : "";
}

TEST(TraceparentTest, IsReadAndWrittenBack) {
  for (const bool sampled : {false, true}) {
    const std::string header = kParent + (sampled ? "-01" : "-00");
    const auto context = TraceContext::Parse(header);
    ASSERT_TRUE(context.has_value());
    EXPECT_EQ(context->trace_id(), kTraceId);
    EXPECT_EQ(context->span_id(), kSpanId);
    EXPECT_EQ(context->sampled(), sampled);
    EXPECT_EQ(context->traceparent(), header);
    EXPECT_EQ(context->tracestate(), "");
  }
}

TEST(TraceparentTest, ReservedFlagsAreReadButNotPassedOn) {
  EXPECT_EQ(TraceContext::Parse(kParent + "-ff")->traceparent(), kParent + "-01");
  EXPECT_EQ(TraceContext::Parse(kParent + "-0a")->traceparent(), kParent + "-00");
  EXPECT_EQ(TraceContext::Parse(kParent + "-09")->traceparent(), kParent + "-01");
}

TEST(TraceparentTest, LaterVersionsAreReadByTheirFirstFieldsAndDowngraded) {
  const std::string fields = kParent.substr(2) + "-01";
  for (const char* version : {"01", "cc", "fe"}) {
    for (const char* more : {"", "-", "-what-the-future-holds"}) {
      const auto context = TraceContext::Parse(version + fields + more);
      ASSERT_TRUE(context.has_value()) << version << more;
      EXPECT_EQ(context->traceparent(), kParent + "-01");
    }
  }
  EXPECT_FALSE(TraceContext::Parse("cc" + fields + ".more").has_value());
  EXPECT_FALSE(TraceContext::Parse("cc" + fields + "0").has_value());
}

TEST(TraceparentTest, MalformedOnesAreIgnored) {
  const std::string tail = std::string("-") + kSpanId + "-01";
  for (const std::string& header :
       std::vector<std::string>{"",
                                "00",
                                kParent,
                                kParent + "-1",
                                kParent + "-01-",
                                kParent + "-01-more",
                                kParent + "-011",
                                kParent + "-0G",
                                kParent + "-0A",
                                kParent + "_01",
                                " " + kParent + "-01",
                                kParent + "-01 ",
                                "ff" + kParent.substr(2) + "-01",
                                "0G" + kParent.substr(2) + "-01",
                                "0A" + kParent.substr(2) + "-01",
                                "00_" + kParent.substr(3) + "-01",
                                "00-00000000000000000000000000000000" + tail,
                                kTrace + "-0000000000000000-01",
                                "00-4BF92F3577B34DA6A3CE929D0E0E4736" + tail,
                                kTrace + "-00F067AA0BA902B7-01",
                                "00-4bf92f3577b34da6a3ce929d0e0e473." + tail,
                                kTrace + "_00f067aa0ba902b7-01"}) {
    EXPECT_FALSE(TraceContext::Parse(header).has_value()) << header;
  }
}

TEST(TracestateTest, PassesUnchangedWhenWellFormed) {
  const std::string key256(256, 'k');
  std::string members32 = "k0=v";
  for (int i = 1; i < 32; ++i) members32.append(",k").append(std::to_string(i)).append("=v");
  for (const std::string& tracestate : std::vector<std::string>{
           "", "rojo=00f067aa0ba902b7", "rojo=1,congo=t61rcWkgMzE", "a=1 , b=2", "a=1,\tb=2",
           "a=1,,b=2", ",", " ", "a=  leading blanks belong to it", "fw529a3039@dt=FfIwM2Ix",
           "0*_-/@=~!\"#", key256 + "=v", "k=" + std::string(256, 'v'), members32}) {
    EXPECT_EQ(Tracestate(tracestate), tracestate);
  }
}

TEST(TracestateTest, IsLeftOutWhenMalformedOrTooLong) {
  const std::string member = "k=" + std::string(253, 'v');
  const std::string bytes512 = member + ",x" + member;
  ASSERT_EQ(bytes512.size(), 512u);
  EXPECT_EQ(Tracestate(bytes512), bytes512);
  for (const std::string& tracestate : std::vector<std::string>{
           bytes512 + "v", "rojo", "=1", "a=", "a=1,a=2", "A=1", "_a=1", "a b=1", "a =1", "a=b=c",
           "a=\x01", "a=\t1", "a=분", "a=\x7f", std::string(257, 'k') + "=v",
           "k=" + std::string(257, 'v'), "a=1;b=2,c", std::string(32, ',')}) {
    EXPECT_EQ(Tracestate(tracestate), "") << tracestate;
  }
}

TEST(TraceContextTest, ChildKeepsTheTraceAndHasASpanOfItsOwn) {
  const auto parent = TraceContext::Parse(kParent + "-01", "rojo=1");
  ASSERT_TRUE(parent.has_value());
  const TraceContext child = parent->Child(Scripted({0x0123456789abcdef}));
  EXPECT_EQ(child.traceparent(), std::string("00-") + kTraceId + "-0123456789abcdef-01");
  EXPECT_EQ(child.tracestate(), "rojo=1");
  EXPECT_EQ(parent->span_id(), kSpanId);
}

TEST(TraceContextTest, StartBeginsATraceThatIsNotSampled) {
  const TraceContext context = TraceContext::Start(Scripted({1, 2, 3}));
  EXPECT_EQ(context.traceparent(), "00-00000000000000010000000000000002-0000000000000003-00");
  EXPECT_EQ(context.tracestate(), "");
}

TEST(TraceContextTest, NeverMakesAnIdentifierOfZeros) {
  const TraceContext context = TraceContext::Start([] { return uint64_t{0}; });
  EXPECT_TRUE(TraceContext::Parse(context.traceparent()).has_value()) << context.traceparent();
}

TEST(ThreadRandomBitsTest, DoesNotRepeat) {
  std::set<uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(ThreadRandomBits());
  EXPECT_EQ(seen.size(), 1000u);
}

}  // namespace
}  // namespace munhang::observability
