#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "munhang/domain/classification.h"
#include "munhang/domain/item.h"
#include "munhang/domain/standard_code.h"

namespace munhang {
namespace {

using namespace std::string_view_literals;

TEST(StandardCodeTest, ReadsItsPartsWithOrWithoutBrackets) {
  for (const char* text : {"9수02-17", "[9수02-17]"}) {
    const auto code = StandardCode::Parse(text);
    ASSERT_TRUE(code.has_value()) << text;
    EXPECT_EQ(code->grade_group(), GradeGroup::kMiddle13);
    EXPECT_EQ(code->domain(), Domain::kChange);
    EXPECT_EQ(code->serial(), 17);
    EXPECT_EQ(code->ToString(), "9수02-17");
  }
}

TEST(StandardCodeTest, RefusesWhatIsNoCode) {
  for (const char* text :
       {"", "[]", "4수01-3", "4수01-00", "3수01-01", "4수05-01", "4수00-01", "4국01-01", "4수01_01",
        "[4수01-01", "4수01-01]", "4수01-0a", " 4수01-01", "4수01-011"}) {
    EXPECT_FALSE(StandardCode::Parse(text).has_value()) << text;
  }
}

TEST(StandardCodeTest, OrdersAsInTheCurriculum) {
  EXPECT_LT(*StandardCode::Parse("2수04-03"), *StandardCode::Parse("4수01-01"));
  EXPECT_LT(*StandardCode::Parse("6수01-15"), *StandardCode::Parse("6수02-01"));
  EXPECT_LT(*StandardCode::Parse("6수03-09"), *StandardCode::Parse("6수03-10"));
}

TEST(NamesTest, RoundTrip) {
  for (size_t i = 0; i < kGradeGroupCount; ++i) {
    const auto grade_group = static_cast<GradeGroup>(i);
    EXPECT_EQ(ParseGradeGroup(Name(grade_group)), grade_group);
  }
  for (size_t i = 0; i < kDomainCount; ++i) {
    const auto domain = static_cast<Domain>(i);
    EXPECT_EQ(ParseDomain(Name(domain)), domain);
  }
  for (size_t i = 0; i < kCognitiveLevelCount; ++i) {
    const auto level = static_cast<CognitiveLevel>(i);
    EXPECT_EQ(ParseCognitiveLevel(Name(level)), level);
  }
  EXPECT_FALSE(ParseGradeGroup("초7-8").has_value());
  EXPECT_FALSE(ParseAchievementLevel("F").has_value());
}

TEST(ImageTest, IsRecognisedByItsFirstBytes) {
  EXPECT_EQ(DetectImageFormat("\x89PNG\r\n\x1a\nrest"sv), ImageFormat::kPng);
  EXPECT_EQ(DetectImageFormat("\xff\xd8\xff\xe0"sv), ImageFormat::kJpeg);
  EXPECT_EQ(DetectImageFormat("GIF89a"sv), ImageFormat::kGif);
  EXPECT_EQ(DetectImageFormat("RIFF\0\0\0\0WEBPVP8 "sv), ImageFormat::kWebp);
  for (const auto bytes :
       {""sv, "PNG"sv, "\x89PNG"sv, "RIFF\0\0\0\0WAVE"sv, "<svg>"sv, "%PDF-1.7"sv}) {
    EXPECT_FALSE(DetectImageFormat(bytes).has_value()) << bytes;
  }
}

}  // namespace
}  // namespace munhang
