#include "cli/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/cli/test_input.h"

namespace munhang::cli {
namespace {

using testing::ElementsAre;

std::vector<std::string> Items(const std::string& text, size_t most_record_bytes = 1000,
                               size_t piece = 1 << 20) {
  TextSource source(text, piece);
  auto reader = CsvReader::Open(source, most_record_bytes);
  if (!reader.ok()) return {reader.status().ToString()};
  return ReadAll(**reader);
}

TEST(CsvReaderTest, ReadsWhatSpreadsheetsWrite) {
  const std::string text =
      "\xEF\xBB\xBFitem_id,text,grade_group\r\n"
      "a,\"1,250원은 \"\"얼마\"\"인가?\r\n"
      "둘째 줄\",초3-4\r\n"
      "\r\n"
      ",,\r\n"
      "b,5\" 화면,\r\n"
      ",이름 없음,\r\n";
  const auto items = Items(text);
  EXPECT_THAT(items,
              ElementsAre("a: 1,250원은 \"얼마\"인가?\r\n둘째 줄", "b: 5\" 화면", "7: 이름 없음"));
  for (size_t piece = 1; piece < 9; ++piece) EXPECT_EQ(Items(text, 1000, piece), items) << piece;
}

TEST(CsvReaderTest, FindsColumnsByName) {
  TextSource source("no,grade_group, text ,answer\n1, 초5-6 ,1+1,2\n");
  auto reader = CsvReader::Open(source);
  ASSERT_TRUE(reader.ok()) << reader.status();
  const auto item = (*reader)->Next();
  ASSERT_TRUE((*item)->request.ok());
  EXPECT_EQ((*item)->item_id, "2");
  EXPECT_EQ((*item)->request->item().text(), "1+1");
  EXPECT_EQ((*item)->request->hints().grade_group(), "초5-6");
}

TEST(CsvReaderTest, RefusesAHeaderThatDoesNotNameTheText) {
  EXPECT_THAT(Items(""), ElementsAre("INVALID_ARGUMENT: is empty; CSV needs a header line such as "
                                     "item_id,text"));
  EXPECT_THAT(
      Items("a1,1+1\n"),
      ElementsAre("INVALID_ARGUMENT: line 1 has no column text; CSV needs a header line such "
                  "as item_id,text"));
  EXPECT_THAT(Items("text,text\n"),
              ElementsAre("INVALID_ARGUMENT: line 1 has the column text twice"));
}

TEST(CsvReaderTest, SaysWhatIsWrongWithARecordAndGoesOn) {
  EXPECT_THAT(
      Items("item_id,text\n"
            "a\n"
            "b,1,2\n"
            "c,\"1\"2\n"
            "d,\xB4\xDC\n"
            "e, \n"
            "f,ok\n"
            "g,\"never\nclosed\n"),
      ElementsAre("a! line 2 has 1 fields, the header 2", "b! line 3 has 3 fields, the header 2",
                  "4! line 4 has text after the closing quote of field 2",
                  "d! line 5 is not UTF-8; save the file as \"CSV UTF-8\"", "e! line 6 has no text",
                  "f: ok", "8! line 8 opens a quote that is never closed"));
}

TEST(CsvReaderTest, FailsAnOverlongRecordAlone) {
  EXPECT_THAT(Items("text\n\"1234\n1234\n1234\nx\n123456789012\ny\n", 12),
              ElementsAre("2! line 2 is longer than 12 bytes", "5: x",
                          "6! line 6 is longer than 12 bytes", "7: y"));
}

}  // namespace
}  // namespace munhang::cli
