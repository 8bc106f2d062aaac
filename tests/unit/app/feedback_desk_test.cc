#include "app/feedback_desk.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "munhang/feedback/sqlite_feedback_log.h"
#include "tests/unit/feedback/entries.h"
#include "tests/unit/feedback/memory_feedback_log.h"
#include "tests/unit/pipeline/test_pipeline.h"

namespace munhang::app {
namespace {

using ports::MemoryFeedbackLog;

constexpr char kGcd[] = "12와 18의 최대공약수를 구하세요.";

class FeedbackDeskTest : public testing::Test {
 protected:
  std::unique_ptr<FeedbackDesk> Open(pipeline::TestPipeline& pipeline) {
    return FeedbackDesk::Open(std::make_unique<MemoryFeedbackLog>(store_), pipeline.pipeline(), {})
        .value();
  }
  static FeedbackSubmission Correction(const char* code) {
    FeedbackSubmission submission;
    submission.item = {"item-1", kGcd, {}};
    submission.corrected.code = StandardCode::Parse(code);
    submission.reviewer = "김 선생님";
    return submission;
  }
  std::string CodeOf(pipeline::TestPipeline& pipeline) {
    return pipeline.Classify(kGcd).code.ToString();
  }

  std::shared_ptr<MemoryFeedbackLog::Store> store_ = std::make_shared<MemoryFeedbackLog::Store>();
  pipeline::TestPipeline pipeline_;
  std::unique_ptr<FeedbackDesk> desk_ = Open(pipeline_);
};

TEST_F(FeedbackDeskTest, ASubmittedCorrectionCountsFromTheNextRequestOn) {
  ASSERT_EQ(CodeOf(pipeline_), "6수01-04");
  const ReviewedItem reviewed = pipeline_.Review(kGcd, {.code = StandardCode::Parse("9수01-02")});
  const auto receipt = desk_->SubmitNow(Correction("9수01-02"), reviewed, "default");
  ASSERT_TRUE(receipt.ok());
  EXPECT_EQ(receipt->feedback_id.size(), 32u);
  EXPECT_TRUE(receipt->correction_in_force);
  EXPECT_EQ(CodeOf(pipeline_), "9수01-02");
  const ports::FeedbackEntry& entry = store_->entries.at(0);
  EXPECT_EQ(entry.id, receipt->feedback_id);
  EXPECT_EQ(entry.tenant, "default");
  EXPECT_EQ(entry.item_id, "item-1");
  EXPECT_EQ(entry.reviewer, "김 선생님");
  EXPECT_EQ(entry.reviewed->answered.ToString(), "6수01-04");
  EXPECT_EQ(entry.reviewed->labels.code.ToString(), "9수01-02");

  ASSERT_TRUE(desk_->RevokeNow(receipt->feedback_id, "default").ok());
  EXPECT_EQ(CodeOf(pipeline_), "6수01-04");
}

TEST_F(FeedbackDeskTest, IdsAreNeverTheSame) {
  const auto first = desk_->SubmitNow(Correction("9수01-02"), std::nullopt, "default");
  const auto second = desk_->SubmitNow(Correction("9수01-02"), std::nullopt, "default");
  EXPECT_NE(first->feedback_id, second->feedback_id);
}

TEST_F(FeedbackDeskTest, AScoreIsNoCorrection) {
  FeedbackSubmission score;
  score.score = 5;
  const auto receipt = desk_->SubmitNow(score, std::nullopt, "default");
  ASSERT_TRUE(receipt.ok());
  EXPECT_FALSE(receipt->correction_in_force);
  EXPECT_EQ(pipeline_.pipeline().correction_counts().of_tenants, 0u);
}

TEST_F(FeedbackDeskTest, WhatIsInTheLogCountsFromTheStartOn) {
  ASSERT_TRUE(desk_->SubmitNow(Correction("9수01-02"), std::nullopt, "default").ok());
  pipeline::TestPipeline restarted;
  const auto desk = Open(restarted);
  EXPECT_EQ(CodeOf(restarted), "9수01-02");
  EXPECT_EQ(restarted.Classify(kGcd).rationale, pipeline_.Classify(kGcd).rationale);
}

TEST_F(FeedbackDeskTest, APollNoticesWhatOthersChange) {
  MemoryFeedbackLog other(store_);
  ports::FeedbackEntry entry;
  entry.id = std::string(32, 'b');
  entry.tenant = "elsewhere";
  entry.text = kGcd;
  entry.corrected.code = StandardCode::Parse("9수01-03");
  ASSERT_TRUE(other.Append(entry).ok());
  ASSERT_TRUE(desk_->Poll().ok());
  EXPECT_EQ(CodeOf(pipeline_), "6수01-04");
  ASSERT_TRUE(other.Promote(entry.id).ok());
  EXPECT_EQ(CodeOf(pipeline_), "6수01-04");
  ASSERT_TRUE(desk_->Poll().ok());
  EXPECT_EQ(CodeOf(pipeline_), "9수01-03");
  ASSERT_TRUE(other.Revoke(entry.id, std::nullopt).ok());
  ASSERT_TRUE(desk_->Poll().ok());
  EXPECT_EQ(CodeOf(pipeline_), "6수01-04");
}

TEST_F(FeedbackDeskTest, AnothersFeedbackCannotBeRevoked) {
  const auto receipt = desk_->SubmitNow(Correction("9수01-02"), std::nullopt, "default");
  EXPECT_TRUE(absl::IsNotFound(desk_->RevokeNow(receipt->feedback_id, "elsewhere")));
  EXPECT_EQ(CodeOf(pipeline_), "9수01-02");
}

TEST_F(FeedbackDeskTest, WhatTheLogRefusesDoesNotCount) {
  store_->broken = absl::UnavailableError("the feedback database: database is locked");
  const auto receipt = desk_->SubmitNow(Correction("9수01-02"), std::nullopt, "default");
  EXPECT_EQ(receipt.status(), store_->broken);
  EXPECT_EQ(desk_->Poll(), store_->broken);
  EXPECT_EQ(CodeOf(pipeline_), "6수01-04");
  store_->broken = absl::OkStatus();
  ASSERT_TRUE(desk_->Poll().ok());
  EXPECT_EQ(CodeOf(pipeline_), "6수01-04");
  EXPECT_TRUE(desk_->SubmitNow(Correction("9수01-02"), std::nullopt, "default").ok());
  EXPECT_EQ(CodeOf(pipeline_), "9수01-02");
}

TEST_F(FeedbackDeskTest, AChangeThatCouldNotBeReadIsReadLater) {
  MemoryFeedbackLog other(store_);
  ports::FeedbackEntry entry;
  entry.id = std::string(32, 'b');
  entry.tenant = "default";
  entry.text = kGcd;
  entry.corrected.code = StandardCode::Parse("9수01-03");
  ASSERT_TRUE(other.Append(entry).ok());
  // The log says once that there is something, and cannot be read then.
  class OnceBroken final : public ports::FeedbackLog {
   public:
    explicit OnceBroken(std::shared_ptr<MemoryFeedbackLog::Store> store) : log_(std::move(store)) {}
    absl::StatusOr<uint64_t> Append(const ports::FeedbackEntry& added) override {
      return log_.Append(added);
    }
    absl::Status Revoke(std::string_view id, std::optional<std::string_view> tenant) override {
      return log_.Revoke(id, tenant);
    }
    absl::Status Promote(std::string_view id) override { return log_.Promote(id); }
    absl::StatusOr<std::vector<ports::FeedbackEntry>> ChangedSince(uint64_t position,
                                                                   size_t limit) override {
      if (++reads_ == 3) return absl::InternalError("disk I/O error");
      return log_.ChangedSince(position, limit);
    }
    absl::StatusOr<bool> HasForeignChanges() override { return log_.HasForeignChanges(); }

   private:
    MemoryFeedbackLog log_;
    int reads_ = 0;
  };
  pipeline::TestPipeline pipeline;
  auto desk = FeedbackDesk::Open(std::make_unique<OnceBroken>(store_), pipeline.pipeline(), {});
  ASSERT_TRUE(desk.ok());
  ASSERT_EQ(CodeOf(pipeline), "9수01-03");
  ASSERT_TRUE(other.Revoke(entry.id, std::nullopt).ok());
  EXPECT_FALSE((*desk)->Poll().ok());
  EXPECT_EQ(CodeOf(pipeline), "9수01-03");
  EXPECT_TRUE((*desk)->Poll().ok());
  EXPECT_EQ(CodeOf(pipeline), "6수01-04");
}

TEST_F(FeedbackDeskTest, WorksOnAFileThatAnotherProcessChanges) {
  const ports::ScratchDirectory directory;
  const std::string path = directory.File("feedback.db");
  pipeline::TestPipeline pipeline;
  auto desk = FeedbackDesk::Open(feedback::SqliteFeedbackLog::Open(path, {}).value(),
                                 pipeline.pipeline(), {})
                  .value();
  const auto receipt = desk->SubmitNow(Correction("9수01-02"), std::nullopt, "elsewhere");
  ASSERT_TRUE(receipt.ok());
  EXPECT_EQ(CodeOf(pipeline), "6수01-04");
  const auto other = feedback::SqliteFeedbackLog::Open(path, {.create = false}).value();
  ASSERT_TRUE(other->Promote(receipt->feedback_id).ok());
  ASSERT_TRUE(desk->Poll().ok());
  EXPECT_EQ(CodeOf(pipeline), "9수01-02");
}

}  // namespace
}  // namespace munhang::app
