#include "evaluation/html_text.h"

#include <gtest/gtest.h>

#include <string>

namespace munhang::evaluation {
namespace {

TEST(HtmlTextTest, EscapesWhateverCouldEndAText) {
  EXPECT_EQ(Escape("<b class=\"x\">R&B's</b>"),
            "&lt;b class=&quot;x&quot;&gt;R&amp;B&#39;s&lt;/b&gt;");
  EXPECT_EQ(Escape("1 < 2\n\t초3-4"), "1 &lt; 2\n\t초3-4");
  EXPECT_EQ(Escape(std::string("a\0b\x1b\x7f", 5)), "a\uFFFDb\uFFFD\uFFFD");
  EXPECT_EQ(Escape(""), "");
}

TEST(HtmlTextTest, KeepsCodesInOnePiece) {
  EXPECT_EQ(EscapeKeepingCodes("<4수01-03>과 9수04-05"),
            "&lt;<span class=\"code\">4수01-03</span>&gt;과 <span class=\"code\">9수04-05</span>");
  EXPECT_EQ(EscapeKeepingCodes("4수01-0"), "4수01-0");
  EXPECT_EQ(EscapeKeepingCodes(""), "");
}

TEST(HtmlTextTest, WritesFigures) {
  EXPECT_EQ(Count(1234567), "1,234,567");
  EXPECT_EQ(Count(12), "12");
  EXPECT_EQ(Decimal(0.0494), "0.049");
  EXPECT_EQ(Decimal(-0.0001), "0.000");
  EXPECT_EQ(Decimal(-0.25, 2), "-0.25");
  EXPECT_EQ(Decimal(std::nullopt), "–");
  EXPECT_EQ(Percent(0.8048), "80.5%");
  EXPECT_EQ(Percent(Ratio{1, 3}), "33.3%");
  EXPECT_EQ(Percent(Ratio{}), "–");
  EXPECT_EQ(Percent(Interval{0.78, 0.8273}), "78.0–82.7%");
}

}  // namespace
}  // namespace munhang::evaluation
