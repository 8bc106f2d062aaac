// What every FeedbackLog promises.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "munhang/feedback/sqlite_feedback_log.h"
#include "munhang/ports/feedback_log.h"
#include "tests/unit/feedback/entries.h"
#include "tests/unit/feedback/memory_feedback_log.h"

namespace munhang::ports {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A store that several logs can be opened on.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::unique_ptr<FeedbackLog> Open() = 0;
};

class MemoryBackend final : public Backend {
 public:
  std::unique_ptr<FeedbackLog> Open() override {
    return std::make_unique<MemoryFeedbackLog>(store_);
  }

 private:
  std::shared_ptr<MemoryFeedbackLog::Store> store_ = std::make_shared<MemoryFeedbackLog::Store>();
};

class SqliteBackend final : public Backend {
 public:
  std::unique_ptr<FeedbackLog> Open() override {
    return feedback::SqliteFeedbackLog::Open(directory_.File("feedback.db"), {}).value();
  }

 private:
  ScratchDirectory directory_;
};

struct Kind {
  const char* name;
  std::function<std::unique_ptr<Backend>()> make;
};

class FeedbackLogContract : public testing::TestWithParam<Kind> {
 protected:
  std::vector<FeedbackEntry> All(FeedbackLog& log) { return log.ChangedSince(0, 1000).value(); }
  static std::vector<std::string> Ids(const std::vector<FeedbackEntry>& entries) {
    std::vector<std::string> ids;
    for (const FeedbackEntry& entry : entries) ids.push_back(entry.id);
    return ids;
  }

  std::unique_ptr<Backend> backend_ = GetParam().make();
  std::unique_ptr<FeedbackLog> log_ = backend_->Open();
};

TEST_P(FeedbackLogContract, GivesBackWhatItWasGiven) {
  const FeedbackEntry full = FullEntry(1);
  ASSERT_TRUE(log_->Append(full).ok());
  ASSERT_TRUE(log_->Append(ScoreEntry(2)).ok());
  const auto entries = All(*log_);
  ASSERT_EQ(entries.size(), 2u);
  const FeedbackEntry& first = entries[0];
  EXPECT_EQ(first.id, full.id);
  EXPECT_EQ(first.tenant, full.tenant);
  EXPECT_EQ(first.submitted, full.submitted);
  EXPECT_EQ(first.item_id, full.item_id);
  EXPECT_EQ(first.text, full.text);
  EXPECT_EQ(first.pictures, full.pictures);
  EXPECT_EQ(first.score, full.score);
  EXPECT_EQ(first.corrected, full.corrected);
  ASSERT_TRUE(first.reviewed.has_value());
  EXPECT_EQ(first.reviewed->answered, full.reviewed->answered);
  EXPECT_EQ(first.reviewed->labels, full.reviewed->labels);
  EXPECT_EQ(first.comment, full.comment);
  EXPECT_EQ(first.reviewer, full.reviewer);
  EXPECT_EQ(first.request_id, full.request_id);
  EXPECT_EQ(first.serial, 1u);
  EXPECT_FALSE(first.revoked);
  EXPECT_FALSE(first.promoted);
  EXPECT_EQ(entries[1].serial, 2u);
  EXPECT_EQ(entries[1].score, 5);
  EXPECT_TRUE(entries[1].corrected.empty());
  EXPECT_FALSE(entries[1].reviewed.has_value());
}

TEST_P(FeedbackLogContract, PositionsTellEveryChangeOnce) {
  const uint64_t first = log_->Append(FullEntry(1)).value();
  const uint64_t second = log_->Append(FullEntry(2)).value();
  EXPECT_LT(first, second);
  EXPECT_THAT(Ids(log_->ChangedSince(first, 10).value()), ElementsAre(EntryId(2)));
  EXPECT_THAT(log_->ChangedSince(second, 10).value(), IsEmpty());
  ASSERT_TRUE(log_->Revoke(EntryId(1), std::nullopt).ok());
  const auto changed = log_->ChangedSince(second, 10).value();
  ASSERT_THAT(Ids(changed), ElementsAre(EntryId(1)));
  EXPECT_TRUE(changed[0].revoked);
  EXPECT_EQ(changed[0].serial, 1u);
  EXPECT_THAT(Ids(All(*log_)), ElementsAre(EntryId(2), EntryId(1)));
}

TEST_P(FeedbackLogContract, GivesNoMoreThanAskedForAndGoesOnFromThere) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(log_->Append(ScoreEntry(i)).ok());
  std::vector<std::string> seen;
  uint64_t position = 0;
  while (true) {
    const auto batch = log_->ChangedSince(position, 2).value();
    if (batch.empty()) break;
    EXPECT_LE(batch.size(), 2u);
    for (const FeedbackEntry& entry : batch) seen.push_back(entry.id);
    position = batch.back().position;
  }
  EXPECT_THAT(seen, ElementsAre(EntryId(0), EntryId(1), EntryId(2), EntryId(3), EntryId(4)));
}

TEST_P(FeedbackLogContract, RefusesAnIdTwiceAndKeepsTheFirst) {
  ASSERT_TRUE(log_->Append(FullEntry(1)).ok());
  FeedbackEntry again = ScoreEntry(1);
  EXPECT_EQ(log_->Append(again).status().code(), absl::StatusCode::kAlreadyExists);
  const auto entries = All(*log_);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].score, 2);
}

TEST_P(FeedbackLogContract, RevokingTwiceIsOnce) {
  ASSERT_TRUE(log_->Append(FullEntry(1)).ok());
  ASSERT_TRUE(log_->Revoke(EntryId(1), "school").ok());
  const uint64_t position = All(*log_)[0].position;
  EXPECT_TRUE(log_->Revoke(EntryId(1), "school").ok());
  EXPECT_EQ(All(*log_)[0].position, position);
  EXPECT_TRUE(All(*log_)[0].revoked);
}

TEST_P(FeedbackLogContract, AnothersFeedbackIsAsUnknownAsNone) {
  ASSERT_TRUE(log_->Append(FullEntry(1)).ok());
  const absl::Status anothers = log_->Revoke(EntryId(1), "elsewhere");
  EXPECT_EQ(anothers.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(anothers.message(), "there is no feedback " + EntryId(1));
  const absl::Status none = log_->Revoke(EntryId(9), "elsewhere");
  EXPECT_EQ(none.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(none.message(), "there is no feedback " + EntryId(9));
  EXPECT_FALSE(All(*log_)[0].revoked);
}

TEST_P(FeedbackLogContract, PromotesCorrectionsThatCount) {
  ASSERT_TRUE(log_->Append(FullEntry(1)).ok());
  ASSERT_TRUE(log_->Append(ScoreEntry(2)).ok());
  FeedbackEntry difficulty = ScoreEntry(3);
  difficulty.corrected.difficulty = 3;
  ASSERT_TRUE(log_->Append(difficulty).ok());
  EXPECT_TRUE(log_->Promote(EntryId(1)).ok());
  EXPECT_TRUE(log_->Promote(EntryId(3)).ok());
  const uint64_t position = All(*log_).back().position;
  EXPECT_TRUE(log_->Promote(EntryId(1)).ok());
  EXPECT_EQ(All(*log_).back().position, position);
  EXPECT_TRUE(All(*log_)[1].promoted);

  const absl::Status score = log_->Promote(EntryId(2));
  EXPECT_EQ(score.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(score.message(), "feedback " + EntryId(2) + " corrects no label");
  ASSERT_TRUE(log_->Revoke(EntryId(1), std::nullopt).ok());
  const absl::Status revoked = log_->Promote(EntryId(1));
  EXPECT_EQ(revoked.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(revoked.message(), "feedback " + EntryId(1) + " was revoked");
  EXPECT_EQ(log_->Promote(EntryId(9)).code(), absl::StatusCode::kNotFound);
}

TEST_P(FeedbackLogContract, ChangesOfOthersAreNoticedAndSeen) {
  ASSERT_TRUE(log_->Append(FullEntry(1)).ok());
  (void)log_->HasForeignChanges();
  EXPECT_FALSE(log_->HasForeignChanges().value());
  const auto other = backend_->Open();
  ASSERT_TRUE(other->Promote(EntryId(1)).ok());
  EXPECT_TRUE(log_->HasForeignChanges().value());
  EXPECT_FALSE(log_->HasForeignChanges().value());
  EXPECT_TRUE(All(*log_)[0].promoted);
}

TEST_P(FeedbackLogContract, ManyMayWriteAtOnce) {
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this, thread] {
      for (int i = 0; i < 10; ++i) EXPECT_TRUE(log_->Append(ScoreEntry(thread * 10 + i)).ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto entries = All(*log_);
  ASSERT_EQ(entries.size(), 40u);
  for (size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(entries[i].serial, i + 1);
}

INSTANTIATE_TEST_SUITE_P(
    Logs, FeedbackLogContract,
    testing::Values(Kind{"Memory", [] { return std::make_unique<MemoryBackend>(); }},
                    Kind{"Sqlite", [] { return std::make_unique<SqliteBackend>(); }}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace munhang::ports
