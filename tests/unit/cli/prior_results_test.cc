#include "cli/prior_results.h"

#include <gtest/gtest.h>

#include <string>

#include "cli/result_writer.h"
#include "tests/unit/cli/test_input.h"

namespace munhang::cli {
namespace {

std::string Answer(const std::string& id) {
  return "{\"item_id\":\"" + id + "\",\"standard_code\":\"4수01-04\",\"concepts\":[]}\n";
}

std::string Failure(const std::string& id) {
  return "{\"item_id\":\"" + id + "\",\"error\":{\"code\":\"INTERNAL\",\"message\":\"x\"}}\n";
}

TEST(PriorResultsTest, KnowsWhichItemsAreAnswered) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("out.jsonl");
  WriteFile(path, Answer("a") + Failure("b") + Answer("c"));
  auto prior = ReadPriorResults(path);
  ASSERT_TRUE(prior.ok()) << prior.status();
  EXPECT_EQ(prior->lines, 3u);
  EXPECT_EQ(prior->complete_bytes, ReadFile(path).size());
  EXPECT_TRUE(prior->answered.Take("a"));
  EXPECT_FALSE(prior->answered.Take("a")) << "a second item of this name has no answer yet";
  EXPECT_FALSE(prior->answered.Take("b"));
  EXPECT_TRUE(prior->answered.Take("c"));
  EXPECT_FALSE(prior->answered.Take("d"));
}

TEST(PriorResultsTest, CountsAnswersOfItemsWithOneName) {
  AnsweredItems answered;
  for (int i = 0; i < 3; ++i) answered.Add("same");
  answered.Add("other");
  answered.Seal();
  EXPECT_EQ(answered.size(), 2u);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(answered.Take("same"));
  EXPECT_FALSE(answered.Take("same"));
  EXPECT_TRUE(answered.Take("other"));
}

TEST(PriorResultsTest, LeavesATornLastLineOut) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("out.jsonl");
  const std::string kept = Answer("a") + Answer("b");
  // Torn within a character, and torn just before the line break.
  for (const std::string& torn :
       {Answer("c").substr(0, 34), Answer("c").substr(0, Answer("c").size() - 1)}) {
    WriteFile(path, kept + torn);
    auto prior = ReadPriorResults(path);
    ASSERT_TRUE(prior.ok()) << prior.status();
    EXPECT_EQ(prior->complete_bytes, kept.size());
    EXPECT_FALSE(prior->answered.Take("c"));

    auto writer = ResultWriter::Open(path, prior->complete_bytes, FileIdentity{});
    ASSERT_TRUE(writer.ok()) << writer.status();
    ASSERT_TRUE((*writer)->Append("next").ok());
    ASSERT_TRUE((*writer)->Flush().ok());
    EXPECT_EQ(ReadFile(path), kept + "next\n");
  }
}

TEST(PriorResultsTest, StartsWithNothingWithoutAFile) {
  const TemporaryDirectory directory;
  const auto prior = ReadPriorResults(directory.File("none.jsonl"));
  ASSERT_TRUE(prior.ok()) << prior.status();
  EXPECT_EQ(prior->lines, 0u);
}

TEST(PriorResultsTest, RefusesAFileOfSomethingElse) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("items.jsonl");
  WriteFile(path, Answer("a") + "{\"item_id\":\"b\",\"text\":\"1+1\"}\n");
  EXPECT_EQ(ReadPriorResults(path).status().message(),
            path + ": line 2 is no result of munhang classify");
}

TEST(ResultWriterTest, RefusesToWriteOverItsInput) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("items.jsonl");
  WriteFile(path, "{}\n");
  const auto input = FileSource::Open(path, nullptr);
  ASSERT_TRUE(input.ok());
  EXPECT_EQ(ResultWriter::Open(path, 0, (*input)->identity()).status().message(),
            "cannot write " + path + ": it is the input");
  EXPECT_EQ(ReadFile(path), "{}\n");
}

TEST(ResultWriterTest, NamesWhatCannotBeWritten) {
  EXPECT_EQ(ResultWriter::Open("/nowhere/out.jsonl", 0, FileIdentity{}).status().message(),
            "cannot write /nowhere/out.jsonl: No such file or directory");
  const auto full = ResultWriter::Open("/dev/full", 0, FileIdentity{});
  ASSERT_TRUE(full.ok()) << full.status();
  ASSERT_TRUE((*full)->Append("x").ok());
  EXPECT_EQ((*full)->Flush().message(), "cannot write /dev/full: No space left on device");
}

}  // namespace
}  // namespace munhang::cli
