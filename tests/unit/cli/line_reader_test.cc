#include "cli/line_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/cli/test_input.h"

namespace munhang::cli {
namespace {

using testing::ElementsAre;

// "number:text", "number!" for a line that is too long.
std::vector<std::string> Lines(const std::string& text, size_t most_bytes = 100,
                               size_t piece = 1 << 20) {
  TextSource source(text, piece);
  LineReader reader(source, most_bytes);
  std::vector<std::string> lines;
  while (true) {
    const auto line = reader.Next();
    if (!line.ok() || !line->has_value()) break;
    lines.push_back(std::to_string((*line)->number) +
                    ((*line)->too_long ? "!" : ":" + std::string((*line)->text)));
  }
  return lines;
}

TEST(LineReaderTest, CutsAtBothKindsOfLineBreaks) {
  EXPECT_THAT(Lines("a\nb\r\n\nc"), ElementsAre("1:a", "2:b", "3:", "4:c"));
  EXPECT_THAT(Lines("a\n"), ElementsAre("1:a"));
  EXPECT_THAT(Lines(""), ElementsAre());
}

TEST(LineReaderTest, GivesTheSameLinesHoweverTheBytesArrive) {
  const std::string text = "\xEF\xBB\xBF첫째 줄\r\n둘째 줄이 너무 길다\n셋째\n넷째";
  const auto whole = Lines(text, 20);
  EXPECT_THAT(whole, ElementsAre("1:첫째 줄", "2!", "3:셋째", "4:넷째"));
  for (size_t piece = 1; piece < 12; ++piece) EXPECT_EQ(Lines(text, 20, piece), whole) << piece;
}

TEST(LineReaderTest, DropsAByteOrderMarkOnlyAtTheBeginning) {
  EXPECT_THAT(Lines("\xEF\xBB\xBF\xEF\xBB\xBFx\n\xEF\xBB\xBFy"),
              ElementsAre("1:\xEF\xBB\xBFx", "2:\xEF\xBB\xBFy"));
}

TEST(LineReaderTest, GoesOnAfterALineThatIsTooLong) {
  EXPECT_THAT(Lines("12345\n123456\n12345\r\n1234567890123\nx", 5),
              ElementsAre("1:12345", "2!", "3:12345", "4!", "5:x"));
  EXPECT_THAT(Lines("1234567890123", 5), ElementsAre("1!"));
}

TEST(LineReaderTest, KnowsWhereItIs) {
  TextSource source("\xEF\xBB\xBF가\r\nb\nc", 2);
  LineReader reader(source, 100);
  std::vector<uint64_t> positions;
  while (reader.Next()->has_value()) positions.push_back(reader.position());
  EXPECT_THAT(positions, ElementsAre(8, 10, 11));
}

TEST(LineReaderTest, PassesOnAFailureOfTheSource) {
  TextSource source("a\nb", 1 << 20, absl::DataLossError("the disk is gone"));
  LineReader reader(source, 100);
  EXPECT_EQ((*reader.Next())->text, "a");
  EXPECT_EQ(reader.Next().status().message(), "the disk is gone");
}

}  // namespace
}  // namespace munhang::cli
