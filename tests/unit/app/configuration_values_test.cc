#include "app/configuration_values.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/configuration_address.h"

namespace munhang::app {
namespace {

template <typename Value>
std::string ErrorOf(const absl::StatusOr<Value>& value) {
  return std::string(value.status().message());
}

TEST(Sizes, AreReadInBytesAndBinaryUnits) {
  const std::vector<std::pair<std::string_view, Whole>> sizes = {
      {"0", 0},          {"65536", 65536},         {"64KiB", 65536},
      {"4MiB", 4 << 20}, {"3GiB", Whole{3} << 30}, {"1TiB", Whole{1} << 40}};
  for (const auto& [text, bytes] : sizes) {
    const auto parsed = ParseSize(text);
    ASSERT_TRUE(parsed.ok()) << text << ": " << parsed.status();
    EXPECT_TRUE(*parsed == bytes) << text;
  }
}

TEST(Sizes, OfDecimalOrSloppyUnitsAreRefusedWithWhatWasMeant) {
  for (const std::string text : {"64KB", "64kB", "64K", "64k", "64kib", "64 KiB", "64 kb"}) {
    EXPECT_EQ(ErrorOf(ParseSize(text)), '"' + text + "\" is not a size; did you mean 64KiB?");
  }
  EXPECT_EQ(ErrorOf(ParseSize("4MB")), "\"4MB\" is not a size; did you mean 4MiB?");
  EXPECT_EQ(ErrorOf(ParseSize("12B")), "\"12B\" is not a size; did you mean 12?");
}

TEST(Sizes, ThatAreNoneAreRefusedWithExamples) {
  for (const std::string text :
       {"", "KiB", "1.5MiB", "-1", "-1KiB", "0x10", "010", "64KiBs", "1KiB2"}) {
    EXPECT_EQ(ErrorOf(ParseSize(text)),
              '"' + text + "\" is not a size; write it like 65536, 64KiB or 4MiB");
  }
}

TEST(Sizes, AndDurationsBeyondEveryTypeStayAboveEveryBound) {
  const std::string digits(1000, '9');
  const Whole largest = 18446744073709551615U;
  EXPECT_TRUE(*ParseSize(digits + "TiB") > largest);
  EXPECT_TRUE(*ParseDuration(digits + "h" + digits + "m") > largest * kNanosecondsPerSecond);
}

TEST(Sizes, ArePrintedInTheLargestWholeUnit) {
  EXPECT_EQ(FormatSize(0), "0");
  EXPECT_EQ(FormatSize(1000), "1000");
  EXPECT_EQ(FormatSize(1025), "1025");
  EXPECT_EQ(FormatSize(1536), "1536");
  EXPECT_EQ(FormatSize(65536), "64KiB");
  EXPECT_EQ(FormatSize(40 << 20), "40MiB");
  EXPECT_EQ(FormatSize(Whole{1} << 30), "1GiB");
}

TEST(Durations, AreReadAndPrintedInUnitsFromHoursToNanoseconds) {
  const std::vector<std::pair<std::string_view, Whole>> durations = {
      {"0s", 0},
      {"250ms", 250'000'000},
      {"30s", 30 * kNanosecondsPerSecond},
      {"1m30s", 90 * kNanosecondsPerSecond},
      {"1h", 3600 * kNanosecondsPerSecond},
      {"1h2m3s4ms5us6ns", 3723 * kNanosecondsPerSecond + 4'005'006}};
  for (const auto& [text, nanoseconds] : durations) {
    const auto parsed = ParseDuration(text);
    ASSERT_TRUE(parsed.ok()) << text << ": " << parsed.status();
    EXPECT_TRUE(*parsed == nanoseconds) << text;
    EXPECT_EQ(FormatDuration(nanoseconds), text);
  }
  EXPECT_EQ(FormatDuration(*ParseDuration("90s")), "1m30s");
  EXPECT_EQ(FormatDuration(*ParseDuration("86400s")), "24h");
}

TEST(Durations, WithoutAUnitAreRefused) {
  EXPECT_EQ(ErrorOf(ParseDuration("30")), "30 has no unit; write 30s for seconds");
  EXPECT_EQ(ErrorOf(ParseDuration("0")), "0 has no unit; write 0s for seconds");
}

TEST(Durations, ThatAreNoneAreRefusedWithExamples) {
  for (const std::string text :
       {"", "s", "1.5s", "-1s", "5min", "1d", "30 s", "1s1m", "1m1m", "1m30", "01s", "1S"}) {
    EXPECT_EQ(ErrorOf(ParseDuration(text)),
              '"' + text + "\" is not a duration; write it like 250ms, 30s, 1m30s or 1h");
  }
}

TEST(WholeNumbers, AreDecimal) {
  EXPECT_TRUE(*ParseWhole("0") == 0);
  EXPECT_TRUE(*ParseWhole("-12") == -12);
  EXPECT_TRUE(*ParseWhole("18446744073709551615") == Whole{18446744073709551615U});
  EXPECT_TRUE(*ParseWhole(std::string(1000, '9')) > Whole{18446744073709551615U});
  for (const std::string text : {"", "-", "+1", "1.0", "1e3", "0x10", "010", "1_000", "eight"}) {
    EXPECT_EQ(ErrorOf(ParseWhole(text)), "must be a whole number, not \"" + text + '"');
  }
  EXPECT_EQ(FormatWhole(0), "0");
  EXPECT_EQ(FormatWhole(-120), "-120");
  EXPECT_EQ(FormatWhole(Whole{18446744073709551615U}), "18446744073709551615");
}

TEST(Numbers, AreFiniteDecimals) {
  EXPECT_EQ(*ParseNumber("0.5"), 0.5);
  EXPECT_EQ(*ParseNumber("-2"), -2);
  EXPECT_EQ(*ParseNumber("1e6"), 1e6);
  for (const std::string text : {"", "nan", "inf", ".inf", "+1", "1,5", "0x10", "half"}) {
    EXPECT_EQ(ErrorOf(ParseNumber(text)), "must be a number, not \"" + text + '"');
  }
  EXPECT_EQ(ErrorOf(ParseNumber("1e999")), "1e999 is too large or too small to hold");
  for (const double value : {0.0, 0.1, 1.0 / 3, -1e300, 1e6, 123456789.25}) {
    EXPECT_EQ(*ParseNumber(FormatNumber(value)), value);
  }
  EXPECT_EQ(FormatNumber(0.5), "0.5");
  EXPECT_EQ(FormatNumber(1e6), "1000000");
  EXPECT_EQ(FormatNumber(1e300), "1e+300");
  EXPECT_EQ(FormatNumber(0.1F), "0.1");
}

TEST(Messages, ShowLongAndOddTextShort) {
  EXPECT_EQ(Quoted("a\nb"), "\"a b\"");
  EXPECT_EQ(Quoted(std::string(80, 'x')), '"' + std::string(80, 'x') + '"');
  EXPECT_EQ(Quoted(std::string(81, 'x')), '"' + std::string(80, 'x') + "…\"");
  // A character is not cut in two.
  EXPECT_EQ(Shortened(std::string(79, 'x') + "가나"), std::string(79, 'x') + "가…");
}

TEST(Addresses, AreHostAndPort) {
  const std::vector<std::pair<std::string_view, std::string_view>> hosts = {
      {"127.0.0.1:50051", "127.0.0.1"},
      {"[::1]:50051", "::1"},
      {"[::]:50051", "::"},
      {"munhang.school.kr:50051", "munhang.school.kr"},
      {"service_a:50051", "service_a"}};
  for (const auto& [text, host] : hosts) {
    const auto address = ParseAddress(text);
    ASSERT_TRUE(address.ok()) << text << ": " << address.status();
    EXPECT_EQ(address->host, host);
    EXPECT_EQ(address->port, 50051);
  }
  EXPECT_EQ(ParseAddress("localhost:0")->port, 0);
  EXPECT_EQ(ParseAddress("localhost:65535")->port, 65535);
}

TEST(Addresses, ThatAreNoneAreRefusedWithWhatToWrite) {
  const std::vector<std::pair<std::string_view, std::string_view>> errors = {
      {"", "\"\" has no port; write host:port, like 127.0.0.1:50051"},
      {"localhost", "\"localhost\" has no port; write host:port, like 127.0.0.1:50051"},
      {"[::1]", "\"[::1]\" has no port; write host:port, like 127.0.0.1:50051"},
      {":50051", "\":50051\" has no host; write 0.0.0.0:50051 for every interface"},
      {"::1:50051",
       "\"::1:50051\" has several colons; write an IPv6 host in brackets, like [::1]:50051"},
      {"[1.2.3.4]:1", "\"1.2.3.4\" in brackets is not an IPv6 address"},
      {"[]:1", "\"\" in brackets is not an IPv6 address"},
      {"256.0.0.1:1", "host \"256.0.0.1\" is neither a name nor an IP address"},
      {"1.2.3:1", "host \"1.2.3\" is neither a name nor an IP address"},
      {"a..b:1", "host \"a..b\" is neither a name nor an IP address"},
      {"-a:1", "host \"-a\" is neither a name nor an IP address"},
      {"a b:1", "host \"a b\" is neither a name nor an IP address"},
      {"unix:/run/munhang", "port \"/run/munhang\" is not a number from 0 to 65535"},
      {"localhost:", "port \"\" is not a number from 0 to 65535"},
      {"localhost:65536", "port \"65536\" is not a number from 0 to 65535"},
      {"localhost:-1", "port \"-1\" is not a number from 0 to 65535"},
      {"localhost:http", "port \"http\" is not a number from 0 to 65535"}};
  for (const auto& [text, error] : errors) {
    EXPECT_EQ(ErrorOf(ParseAddress(text)), error);
  }
}

TEST(Addresses, AreLoopbackWhenOnlyThisMachineReachesThem) {
  for (const std::string host : {"localhost", "127.0.0.1", "127.8.9.10", "::1"}) {
    EXPECT_TRUE(IsLoopback(host)) << host;
  }
  for (const std::string host : {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "localhost.example",
                                 "::ffff:10.0.0.1", "127.0.0.1.example"}) {
    EXPECT_FALSE(IsLoopback(host)) << host;
  }
}

}  // namespace
}  // namespace munhang::app
