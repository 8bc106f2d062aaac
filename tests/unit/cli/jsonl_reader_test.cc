#include "cli/jsonl_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/cli/test_input.h"

namespace munhang::cli {
namespace {

using testing::ElementsAre;

std::vector<std::string> Items(const std::string& text) {
  TextSource source(text);
  JsonlReader reader(source);
  return ReadAll(reader);
}

TEST(JsonlReaderTest, ReadsItemsAndSkipsBlankLines) {
  EXPECT_THAT(
      Items("\xEF\xBB\xBF{\"item_id\":\"a\",\"text\":\"1+1\"}\r\n"
            "\n  \t\n"
            "{\"text\":\"넓이를 구하시오.\",\"standard_code\":\"4수01-01\",\"style\":\"life\"}"),
      ElementsAre("a: 1+1", "4: 넓이를 구하시오."));
}

TEST(JsonlReaderTest, TakesHintsAndImages) {
  const ReadItem item = ParseJsonItem(
      R"({"item_id":7,"images":[{"content":"iVBORw==","mime_type":"image/png"}],"grade_group":"중1-3"})",
      1);
  ASSERT_TRUE(item.request.ok()) << item.request.status();
  EXPECT_EQ(item.item_id, "7");
  EXPECT_EQ(item.request->item().item_id(), "7");
  EXPECT_EQ(item.request->item().images(0).content(), "\x89PNG");
  EXPECT_EQ(item.request->item().images(0).mime_type(), "image/png");
  EXPECT_EQ(item.request->hints().grade_group(), "중1-3");
}

TEST(JsonlReaderTest, TakesNullForAbsent) {
  const ReadItem item =
      ParseJsonItem(R"({"item_id":null,"text":"1+1","images":null,"grade_group":null})", 9);
  ASSERT_TRUE(item.request.ok()) << item.request.status();
  EXPECT_EQ(item.item_id, "9");
  EXPECT_FALSE(item.request->has_hints());
}

TEST(JsonlReaderTest, SaysWhatIsWrongWithALineAndGoesOn) {
  EXPECT_THAT(
      Items("{\"item_id\":\"a\"}\n"
            "{\"text\":\"1+1\"\n"
            "[1]\n"
            "{\"item_id\":\"b\",\"text\":3}\n"
            "{\"item_id\":\"c\",\"text\":\"x\",\"images\":{}}\n"
            "{\"item_id\":\"d\",\"text\":\"x\",\"images\":[1]}\n"
            "{\"item_id\":\"e\",\"text\":\"x\",\"images\":[{\"content\":\"?\"}]}\n"
            "{\"item_id\":[],\"text\":\"x\"}\n"
            "{\"item_id\":\"f\",\"text\":\"x\",\"grade_group\":4}\n"
            "{\"item_id\":\"g\",\"text\":\"\xC7\xD1\"}\n"
            "{\"item_id\":\"h\",\"text\":\"\"}\n"),
      ElementsAre(
          "a! line 1 has no text", "2! line 2 is not JSON: byte 14",
          "3! line 3 is not a JSON object", "b! line 4 has a text that is not a string",
          "c! line 5 has images that are not an array", "d! line 6 has images that are not objects",
          "e! line 7 has a images[0].content that is not base64",
          "8! line 8 has an item_id that is not a string",
          "f! line 9 has a grade_group that is not a string", "10! line 10 is not JSON: byte 25",
          // The service judges what a text must be.
          "h: "));
}

TEST(JsonlReaderTest, SurvivesDeepNesting) {
  const ReadItem item = ParseJsonItem(std::string(1000000, '['), 1);
  EXPECT_EQ(item.request.status().message(), "line 1 is not JSON: byte 1000001");
}

TEST(JsonlReaderTest, FailsAnOverlongLineAlone) {
  TextSource source("{\"text\":\"1234567890\"}\n{\"text\":\"1\"}\n");
  JsonlReader reader(source, 20);
  EXPECT_THAT(ReadAll(reader), ElementsAre("1! line 1 is longer than 20 bytes", "2: 1"));
}

TEST(ItemReaderTest, GoesByTheExtension) {
  EXPECT_EQ(FormatOf("a/items.csv"), InputFormat::kCsv);
  EXPECT_EQ(FormatOf("ITEMS.CSV"), InputFormat::kCsv);
  EXPECT_EQ(FormatOf("items.jsonl"), InputFormat::kJsonl);
  EXPECT_EQ(FormatOf("-"), InputFormat::kJsonl);
}

TEST(ItemReaderTest, CountsItems) {
  const auto count = [](InputFormat format, const std::string& text) {
    TextSource source(text, 3);
    return *CountItems(format, source);
  };
  EXPECT_EQ(count(InputFormat::kJsonl, "{}\n\n  \r\n{\"a\":\"\\\"\"}\n{}"), 3u);
  EXPECT_EQ(count(InputFormat::kJsonl, ""), 0u);
  EXPECT_EQ(count(InputFormat::kCsv, "item_id,text\r\n1,\"a\nb\"\"\n\"\r\n2,x"), 2u);
  EXPECT_EQ(count(InputFormat::kCsv, ""), 0u);
}

}  // namespace
}  // namespace munhang::cli
