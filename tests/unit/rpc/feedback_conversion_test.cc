#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "munhang/rpc/conversion.h"
#include "rpc/error_details.h"
#include "tests/unit/rpc/test_server.h"

namespace munhang::rpc {
namespace {

using Expected = std::vector<std::string>;

std::vector<std::string> Violations(const absl::Status& status) {
  google::rpc::BadRequest details;
  Unpack(ToRpcStatus(status), &details);
  std::vector<std::string> violations;
  for (const auto& violation : details.field_violations()) {
    violations.push_back(violation.field() + ": " + violation.description());
  }
  return violations;
}

std::vector<std::string> Violations(const v1::SubmitFeedbackRequest& request) {
  return Violations(ToFeedbackSubmission(request, ItemLimits{}, Knowledge()).status());
}

v1::SubmitFeedbackRequest Correction(const std::string& code) {
  v1::SubmitFeedbackRequest request;
  request.mutable_item()->set_text("12와 18의 최대공약수");
  request.mutable_corrected()->set_standard_code(code);
  return request;
}

TEST(FeedbackConversionTest, KeepsWhatIsGiven) {
  v1::SubmitFeedbackRequest request = Correction("[9수01-02]");
  request.mutable_item()->set_item_id("id");
  request.set_score(2);
  request.mutable_corrected()->set_difficulty(5);
  request.mutable_corrected()->set_cognitive_level("분석");
  request.mutable_corrected()->set_achievement_level("E");
  request.set_comment("중학교 문항이다.");
  request.set_reviewer("김 선생님");
  request.set_request_id("ask-1");
  const auto submission = ToFeedbackSubmission(request, ItemLimits{}, Knowledge());
  ASSERT_TRUE(submission.ok()) << submission.status();
  EXPECT_EQ(submission->item.id, "id");
  EXPECT_EQ(submission->item.text, "12와 18의 최대공약수");
  EXPECT_EQ(submission->score, 2);
  EXPECT_EQ(submission->corrected, (CorrectedLabels{.code = StandardCode::Parse("9수01-02"),
                                                    .difficulty = 5,
                                                    .cognitive_level = CognitiveLevel::kAnalyze,
                                                    .achievement_level = AchievementLevel::kE}));
  EXPECT_EQ(submission->comment, "중학교 문항이다.");
  EXPECT_EQ(submission->reviewer, "김 선생님");
  EXPECT_EQ(submission->request_id, "ask-1");
}

TEST(FeedbackConversionTest, AScoreAloneNeedsNoItem) {
  v1::SubmitFeedbackRequest request;
  request.set_score(5);
  const auto submission = ToFeedbackSubmission(request, ItemLimits{}, Knowledge());
  ASSERT_TRUE(submission.ok());
  EXPECT_EQ(submission->score, 5);
  EXPECT_TRUE(submission->corrected.empty());
  request.mutable_item()->set_text(" \n");
  EXPECT_EQ(ToFeedbackSubmission(request, ItemLimits{}, Knowledge())->item.text, "");
}

TEST(FeedbackConversionTest, NothingSaidIsNoFeedback) {
  EXPECT_EQ(Violations(v1::SubmitFeedbackRequest()),
            Expected{"score: is missing, and no label is corrected"});
  v1::SubmitFeedbackRequest request;
  request.mutable_item()->set_text("3+4=");
  request.mutable_corrected();
  request.set_comment("좋아요");
  EXPECT_EQ(Violations(request), Expected{"score: is missing, and no label is corrected"});
}

TEST(FeedbackConversionTest, NamesEveryWrongFieldAtOnce) {
  v1::SubmitFeedbackRequest request;
  request.mutable_item()->set_item_id(std::string(257, 'x'));
  request.mutable_item()->add_images()->set_content("<svg/>");
  request.set_score(0);
  request.mutable_corrected()->set_standard_code("수학");
  request.mutable_corrected()->set_difficulty(6);
  request.mutable_corrected()->set_cognitive_level("암기");
  request.mutable_corrected()->set_achievement_level("F");
  request.set_comment(std::string(4097, 'x'));
  request.set_reviewer(std::string(257, 'x'));
  request.set_request_id(std::string(129, 'x'));
  EXPECT_EQ(Violations(request),
            (Expected{"item.item_id: is longer than 256 bytes",
                      "item.text: is empty; labels can be corrected of a text only",
                      "item.images[0].content: is not a PNG, JPEG, WebP or GIF image",
                      "score: is not between 1 and 5",
                      "corrected.standard_code: is not of the form 4수01-03",
                      "corrected.difficulty: is not between 1 and 5",
                      "corrected.cognitive_level: is none of 기억, 이해, 적용, 분석, 평가, 창안",
                      "corrected.achievement_level: is none of A, B, C, D, E",
                      "comment: is 4097 bytes long; at most 4 KiB are allowed",
                      "reviewer: is 257 bytes long; at most 256 bytes are allowed",
                      "request_id: is 129 bytes long; at most 128 bytes are allowed"}));
}

TEST(FeedbackConversionTest, AStandardHasToExist) {
  EXPECT_EQ(Violations(Correction("4수01-99")),
            Expected{"corrected.standard_code: there is no standard 4수01-99"});
  EXPECT_EQ(Violations(Correction("")),
            Expected{"corrected.standard_code: is not of the form 4수01-03"});
}

TEST(FeedbackConversionTest, ALevelHasToBeOneOfTheStandards) {
  v1::SubmitFeedbackRequest request = Correction("4수01-03");
  request.mutable_corrected()->set_achievement_level("D");
  const std::string violation =
      "corrected.achievement_level: D is no level of 4수01-03, which has A to C";
  EXPECT_EQ(Violations(request), Expected{violation});
  request = Correction("9수01-02");
  request.mutable_corrected()->set_achievement_level("D");
  EXPECT_EQ(Violations(request), Expected{});

  // Without a corrected standard the answer's counts.
  const ReviewedItem reviewed{.answered = *StandardCode::Parse("4수01-03"),
                              .labels = {.code = *StandardCode::Parse("4수01-03"), .concepts = {}}};
  EXPECT_EQ(Violations(CheckReviewed({.achievement_level = AchievementLevel::kD}, reviewed)),
            Expected{violation});
  EXPECT_TRUE(CheckReviewed({.achievement_level = AchievementLevel::kC}, reviewed).ok());
  EXPECT_TRUE(CheckReviewed({}, reviewed).ok());
}

TEST(FeedbackConversionTest, AFeedbackIdIsHexadecimal) {
  v1::RevokeFeedbackRequest request;
  for (const std::string& id : {std::string(), std::string(31, 'a'), std::string(32, 'g'),
                                std::string(32, 'A'), std::string(33, 'a')}) {
    request.set_feedback_id(id);
    EXPECT_EQ(Violations(ToFeedbackId(request).status()),
              Expected{"feedback_id: is not 32 hexadecimal digits, as SubmitFeedback gives"});
  }
  request.set_feedback_id("0123456789abcdef0123456789abcdef");
  EXPECT_EQ(ToFeedbackId(request).value(), "0123456789abcdef0123456789abcdef");
}

}  // namespace
}  // namespace munhang::rpc
