#include "curriculum/csv_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/curriculum/curriculum_directory.h"

namespace munhang::curriculum {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

class CsvTableTest : public testing::Test {
 protected:
  // Columns b and a, in that order.
  std::optional<CsvTable> Read(std::string_view text) {
    directory_.Write("t.csv", text);
    return ReadCsvTable(directory_.PathOf("t.csv"), {"b", "a"}, &problems_);
  }

  std::string problems() const {
    return directory_.Shorten(std::string(problems_.ToStatus().message()));
  }

  TemporaryDirectory directory_;
  Problems problems_;
};

TEST_F(CsvTableTest, FindsColumnsByName) {
  const auto table = Read("a,x,b\n1,2,3\n4,5,6\n");
  ASSERT_TRUE(table.has_value());
  ASSERT_THAT(table->rows, SizeIs(2));
  EXPECT_THAT(table->rows[1].values, ElementsAre("6", "4"));
  EXPECT_EQ(problems(), "");
}

TEST_F(CsvTableTest, ReadsQuotesLineEndsAndByteOrderMark) {
  const auto table = Read("\xEF\xBB\xBF\"a\",b\r\n\r\n\"1, \"\"하나\"\"\r\n둘\", x \r\n,\r\n3,4");
  ASSERT_TRUE(table.has_value());
  ASSERT_THAT(table->rows, SizeIs(3));
  EXPECT_THAT(table->rows[0].values, ElementsAre("x", "1, \"하나\"\r\n둘"));
  EXPECT_EQ(table->rows[0].line, 3);
  EXPECT_THAT(table->rows[1].values, ElementsAre("", ""));
  EXPECT_EQ(table->rows[1].line, 5);
  EXPECT_THAT(table->rows[2].values, ElementsAre("4", "3"));
  EXPECT_EQ(problems(), "");
}

TEST_F(CsvTableTest, ReportsRowsOfAnotherLength) {
  const auto table = Read("a,b\n1,2,3\n4,5\n6\n");
  ASSERT_TRUE(table.has_value());
  EXPECT_THAT(table->rows, SizeIs(1));
  EXPECT_EQ(problems(),
            "DIR/t.csv:2: has 3 fields, the header 2\nDIR/t.csv:4: has 1 fields, the header 2");
}

TEST_F(CsvTableTest, ReportsMissingColumns) {
  EXPECT_FALSE(Read("c,d\n").has_value());
  EXPECT_EQ(problems(),
            "DIR/t.csv:1: b: is no column of this table\n"
            "DIR/t.csv:1: a: is no column of this table");
}

TEST_F(CsvTableTest, ReportsWhatIsNoCsv) {
  Read("a,b\n1,\"2\n3,4\n");
  EXPECT_EQ(problems(), "DIR/t.csv:2: a quoted field never ends");
  problems_ = Problems();
  Read("a,b\n\"1\"2,3\n");
  EXPECT_EQ(problems(), "DIR/t.csv:2: has text after a closing quote");
  problems_ = Problems();
  Read("\n");
  EXPECT_EQ(problems(), "DIR/t.csv:2: is empty");
  problems_ = Problems();
  Read("a,b\n1,\xFF\n");
  EXPECT_EQ(problems(), "DIR/t.csv:2: is not UTF-8");
}

}  // namespace
}  // namespace munhang::curriculum
