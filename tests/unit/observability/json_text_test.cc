#include "observability/json_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>

namespace munhang::observability {
namespace {

using namespace std::string_view_literals;

std::string String(std::string_view bytes) {
  std::string json;
  AppendJsonString(bytes, &json);
  return json;
}

std::string Number(double value) {
  std::string json;
  AppendJsonNumber(value, &json);
  return json;
}

TEST(JsonStringTest, KeepsTextAndEscapesWhatJsonDemands) {
  EXPECT_EQ(String(""), R"("")");
  EXPECT_EQ(String("분수 ½ 😀"), R"("분수 ½ 😀")");
  EXPECT_EQ(String(R"(\frac{1}{2} "x")"), R"("\\frac{1}{2} \"x\"")");
  EXPECT_EQ(String("a\tb\r\nc\0d"sv), R"("a\tb\r\nc\u0000d")");
}

TEST(JsonStringTest, EscapesWhatBreaksLinesOrDrivesTerminals) {
  EXPECT_EQ(String("\x1b[2J\x7f"), R"("\u001b[2J\u007f")");
  EXPECT_EQ(String("\u0085|\u009b|\u00a0"), "\"\\u0085|\\u009b|\u00a0\"");
  EXPECT_EQ(String("\u2028|\u2029|\u202a"), "\"\\u2028|\\u2029|\u202a\"");
}

TEST(JsonStringTest, ReplacesEveryByteThatIsNotUtf8) {
  EXPECT_EQ(String("a\xff"), "\"a\ufffd\"");
  EXPECT_EQ(String("\xea\xb0"), "\"\ufffd\ufffd\"") << "cut off";
  EXPECT_EQ(String("\xea\xb0x"), "\"\ufffd\ufffdx\"") << "broken off";
  EXPECT_EQ(String("\xc0\x8a"), "\"\ufffd\ufffd\"") << "an overlong line break";
  EXPECT_EQ(String("\xe0\x80\x8a"), "\"\ufffd\ufffd\ufffd\"") << "overlong";
  EXPECT_EQ(String("\xed\xa0\x80"), "\"\ufffd\ufffd\ufffd\"") << "a surrogate";
  EXPECT_EQ(String("\xf4\x90\x80\x80"), "\"\ufffd\ufffd\ufffd\ufffd\"") << "above U+10FFFF";
  EXPECT_EQ(String("\xf4\x8f\xbf\xbf"), "\"\xf4\x8f\xbf\xbf\"") << "the last code point";
}

TEST(JsonStringTest, MakesOneLineOfValidJsonFromAnyBytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 40, '\0');
    // Half of the bytes from the range in which UTF-8 can go wrong.
    for (char& c : bytes) c = static_cast<char>(random() % 2 ? random() : 0x80 + random() % 0x80);
    const std::string json = String(bytes);
    const auto parsed = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
    ASSERT_TRUE(parsed.is_string()) << json;
    ASSERT_TRUE(std::none_of(json.begin(), json.end(), [](char c) {
      return (c >= 0 && c < ' ') || c == 0x7f;
    })) << json;
  }
}

TEST(JsonStringTest, ReadsBackUnchangedWhenItWasUtf8) {
  std::string all;
  for (char c = 0; c >= 0 && c < 0x7f; ++c) all += c;
  all += "\u0080\u0085\u009f\u00a0\u07ff\u0800\u2028\u2029\ud7ff\ue000\uffff\U00010000\U0010ffff";
  EXPECT_EQ(nlohmann::json::parse(String(all)).get<std::string>(), all);
}

TEST(JsonNumberTest, IsTheShortestThatReadsBackOrNull) {
  EXPECT_EQ(Number(0.1), "0.1");
  EXPECT_EQ(Number(3), "3");
  EXPECT_EQ(Number(-1.5e300), "-1.5e+300");
  EXPECT_EQ(nlohmann::json::parse(Number(5e-324)).get<double>(), 5e-324);
  EXPECT_EQ(Number(std::numeric_limits<double>::infinity()), "null");
  EXPECT_EQ(Number(std::numeric_limits<double>::quiet_NaN()), "null");
}

}  // namespace
}  // namespace munhang::observability
