#include "munhang/feedback/sqlite_feedback_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <memory>
#include <set>
#include <string>

#include "tests/unit/feedback/entries.h"

namespace munhang::feedback {
namespace {

using ports::EntryId;
using ports::FeedbackLog;
using ports::FullEntry;
using ports::ScoreEntry;
using testing::HasSubstr;
using testing::StartsWith;

// The same file as another program sees it.
class PlainConnection {
 public:
  explicit PlainConnection(const std::string& path) { sqlite3_open(path.c_str(), &database_); }
  ~PlainConnection() { sqlite3_close(database_); }
  int Execute(const char* sql) { return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr); }

 private:
  sqlite3* database_ = nullptr;
};

class SqliteFeedbackLogTest : public testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<FeedbackLog>> Open(SqliteOptions options = {}) {
    return SqliteFeedbackLog::Open(path_, options);
  }
  size_t Count() { return (*Open())->ChangedSince(0, 100000)->size(); }

  ports::ScratchDirectory directory_;
  const std::string path_ = directory_.File("feedback.db");
};

TEST_F(SqliteFeedbackLogTest, KeepsWhatItHasOverItsEnd) {
  ASSERT_TRUE((*Open())->Append(FullEntry(1)).ok());
  ASSERT_TRUE((*Open())->Append(FullEntry(2)).ok());
  const auto entries = (*Open())->ChangedSince(0, 10).value();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].text, FullEntry(1).text);
}

TEST_F(SqliteFeedbackLogTest, IsForItsOwnerAlone) {
  ASSERT_TRUE((*Open())->Append(FullEntry(1)).ok());
  struct stat file{};
  ASSERT_EQ(stat(path_.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777u, 0600u);
}

TEST_F(SqliteFeedbackLogTest, MakesAFileOnlyWhenToldTo) {
  const auto log = Open({.create = false});
  EXPECT_EQ(log.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(log.status().message(), path_ + ": No such file or directory");
  EXPECT_NE(access(path_.c_str(), F_OK), 0);
}

TEST_F(SqliteFeedbackLogTest, APathThatCannotBeIsNamed) {
  const std::string path = directory_.File("none/feedback.db");
  EXPECT_EQ(SqliteFeedbackLog::Open(path, {}).status().message(),
            path + ": No such file or directory");
  const std::string directory = directory_.File("");
  EXPECT_EQ(SqliteFeedbackLog::Open(directory, {}).status().message(),
            directory + ": Is a directory");
}

TEST_F(SqliteFeedbackLogTest, AFileThatIsNoDatabaseStaysAsItIs) {
  const std::string text = "밤새 적은 것이니 지우지 말 것. " + std::string(4096, '.');
  std::ofstream(path_) << text;
  const auto log = Open();
  EXPECT_EQ(log.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(log.status().message(), path_ + ": is no feedback database");
  std::ifstream file(path_);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), text);
}

TEST_F(SqliteFeedbackLogTest, ADatabaseOfAnotherProgramStaysAsItIs) {
  {
    PlainConnection other(path_);
    ASSERT_EQ(other.Execute("CREATE TABLE orders (id INTEGER)"), SQLITE_OK);
  }
  EXPECT_EQ(Open().status().message(), path_ + ": is a database of another program");
  PlainConnection other(path_);
  EXPECT_NE(other.Execute("SELECT * FROM feedback"), SQLITE_OK);
}

TEST_F(SqliteFeedbackLogTest, ANewerSchemaIsRefused) {
  ASSERT_TRUE(Open().ok());
  ASSERT_EQ(PlainConnection(path_).Execute("PRAGMA user_version = 2"), SQLITE_OK);
  const auto log = Open();
  EXPECT_EQ(log.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(log.status().message(),
            path_ + ": was written by a newer Munhang: its schema is 2, this program knows 1");
}

TEST_F(SqliteFeedbackLogTest, ALockedDatabaseIsUnavailableAndThenGoesOn) {
  auto log = *Open({.busy_timeout = std::chrono::milliseconds(0)});
  PlainConnection other(path_);
  ASSERT_EQ(other.Execute("BEGIN IMMEDIATE"), SQLITE_OK);
  for (const absl::Status& status :
       {log->Append(FullEntry(1)).status(), log->Revoke(EntryId(1), std::nullopt)}) {
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(status.message(), "the feedback database: database is locked");
  }
  // Readers are not held up.
  EXPECT_TRUE(log->ChangedSince(0, 10).ok());
  ASSERT_EQ(other.Execute("ROLLBACK"), SQLITE_OK);
  EXPECT_TRUE(log->Append(FullEntry(1)).ok());
  EXPECT_EQ(Count(), 1u);
}

TEST_F(SqliteFeedbackLogTest, ADiskThatTakesNoMoreLeavesNothingHalfWritten) {
  auto log = *Open();
  ASSERT_TRUE(log->Append(FullEntry(1)).ok());
  ports::FeedbackEntry large = FullEntry(2);
  large.text = std::string(1 << 20, 'x');

  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit small = before;
  small.rlim_cur = 256 << 10;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const absl::Status status = log->Append(large).status();
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);

  EXPECT_THAT(std::string(status.message()), StartsWith("the feedback database: "));
  EXPECT_TRUE(absl::IsInternal(status) || absl::IsUnavailable(status)) << status;
  EXPECT_EQ(log->ChangedSince(0, 10)->size(), 1u);
  EXPECT_TRUE(log->Append(FullEntry(3)).ok());
  EXPECT_EQ(Count(), 2u);
}

TEST_F(SqliteFeedbackLogTest, ARowOfNonsenseIsNamed) {
  auto log = *Open();
  ASSERT_TRUE(log->Append(FullEntry(1)).ok());
  ASSERT_EQ(PlainConnection(path_).Execute("UPDATE feedback SET cognitive_level = '암기'"),
            SQLITE_OK);
  const auto entries = log->ChangedSince(0, 10);
  EXPECT_EQ(entries.status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(entries.status().message(),
            "the feedback database: entry " + EntryId(1) + ": cognitive_level is unknown: 암기");
}

// Appends without end and writes the number of every entry that was acknowledged to the pipe.
[[noreturn]] void AppendForEver(const std::string& path, int acknowledgements) {
  auto log = SqliteFeedbackLog::Open(path, {});
  for (int i = 0; log.ok(); ++i) {
    if (!(*log)->Append(ScoreEntry(i)).ok()) break;
    if (write(acknowledgements, &i, sizeof(i)) != sizeof(i)) break;
  }
  _exit(1);
}

TEST_F(SqliteFeedbackLogTest, AKilledWriterLosesNothingItHasAcknowledged) {
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  const pid_t writer = fork();
  ASSERT_GE(writer, 0);
  if (writer == 0) AppendForEver(path_, pipe_ends[1]);
  close(pipe_ends[1]);
  int acknowledged = -1;
  while (acknowledged < 25) {
    ASSERT_EQ(read(pipe_ends[0], &acknowledged, sizeof(acknowledged)),
              static_cast<ssize_t>(sizeof(acknowledged)));
  }
  ASSERT_EQ(kill(writer, SIGKILL), 0);
  int status = 0;
  ASSERT_EQ(waitpid(writer, &status, 0), writer);
  ASSERT_TRUE(WIFSIGNALED(status));
  for (int more = 0;
       read(pipe_ends[0], &more, sizeof(more)) == static_cast<ssize_t>(sizeof(more));) {
    acknowledged = more;
  }
  close(pipe_ends[0]);

  std::set<std::string> kept;
  auto log = *Open();
  const auto entries = log->ChangedSince(0, 100000);
  ASSERT_TRUE(entries.ok()) << entries.status();
  for (const auto& entry : *entries) kept.insert(entry.id);
  for (int i = 0; i <= acknowledged; ++i) EXPECT_EQ(kept.count(EntryId(i)), 1u) << i;
  EXPECT_TRUE(log->Append(FullEntry(1000000)).ok());
}

}  // namespace
}  // namespace munhang::feedback
