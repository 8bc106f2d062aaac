#include <gtest/gtest.h>

#include <string>

#include "tests/unit/rpc/test_server.h"

namespace munhang::rpc {
namespace {

constexpr char kKey[] = "school-key";
// printf %s school-key | sha256sum
constexpr char kKeyDigest[] = "8ce6e72ad2f01961456e1a40773deed9bdc7c2546fa0d10a1a882cd849623ec1";

class FeedbackTest : public testing::Test {
 protected:
  static grpc::Status Submit(TestServer& server, const v1::SubmitFeedbackRequest& request,
                             v1::SubmitFeedbackResponse* response, const char* key = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    if (key != nullptr) context.AddMetadata("authorization", std::string("Bearer ") + key);
    return server.classifier->SubmitFeedback(&context, request, response);
  }
  static grpc::Status Submit(TestServer& server, const v1::SubmitFeedbackRequest& request) {
    v1::SubmitFeedbackResponse response;
    return Submit(server, request, &response);
  }
  static grpc::Status Revoke(TestServer& server, const std::string& id) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    v1::RevokeFeedbackRequest request;
    request.set_feedback_id(id);
    v1::RevokeFeedbackResponse response;
    return server.classifier->RevokeFeedback(&context, request, &response);
  }
  static v1::SubmitFeedbackRequest Score(int score) {
    v1::SubmitFeedbackRequest request;
    request.set_score(score);
    return request;
  }
  static v1::SubmitFeedbackRequest Correction() {
    v1::SubmitFeedbackRequest request;
    request.mutable_item()->set_text("3+4=");
    request.mutable_corrected()->set_standard_code("9수01-02");
    return request;
  }
  static std::string Reason(const grpc::Status& status) {
    google::rpc::ErrorInfo info;
    Unpack(Details(status), &info);
    return info.reason();
  }
};

TEST_F(FeedbackTest, ACorrectionIsReviewedAndKept) {
  TestServer server;
  v1::SubmitFeedbackRequest request = Correction();
  request.set_score(1);
  v1::SubmitFeedbackResponse response;
  ASSERT_TRUE(Submit(server, request, &response).ok());
  EXPECT_EQ(response.feedback_id(), std::string(32, 'f'));
  EXPECT_TRUE(response.correction_in_force());
  EXPECT_EQ(server.feedback.submission().corrected.code->ToString(), "9수01-02");
  EXPECT_EQ(server.feedback.reviewed()->answered.ToString(), "4수01-03");
  EXPECT_EQ(server.feedback.tenant(), "default");
  EXPECT_EQ(server.observer.Count("feedback 0"), 1);
  EXPECT_EQ(server.observer.Count("feedback 1"), 1);
}

TEST_F(FeedbackTest, AScoreAloneIsKeptWithoutReview) {
  TestServer server;
  v1::SubmitFeedbackResponse response;
  ASSERT_TRUE(Submit(server, Score(4), &response).ok());
  EXPECT_FALSE(response.correction_in_force());
  EXPECT_EQ(server.feedback.submission().score, 4);
  EXPECT_FALSE(server.feedback.reviewed().has_value());
  EXPECT_EQ(server.observer.Count("feedback 0"), 1);
  EXPECT_EQ(server.observer.Count("feedback 1"), 0);
  // It is no item that was classified.
  EXPECT_EQ(server.observer.Count("answered"), 0);
}

TEST_F(FeedbackTest, WhatIsWrongIsNamedAndNotKept) {
  TestServer server;
  const grpc::Status status = Submit(server, Score(6));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::BadRequest bad;
  ASSERT_TRUE(Unpack(Details(status), &bad));
  EXPECT_EQ(bad.field_violations(0).field(), "score");
  EXPECT_EQ(server.observer.Count("feedback 0"), 0);
  EXPECT_EQ(server.observer.Count("rejected 0"), 1);

  // Known only from the answer.
  v1::SubmitFeedbackRequest request;
  request.mutable_item()->set_text("3+4=");
  request.mutable_corrected()->set_achievement_level("E");
  const grpc::Status level = Submit(server, request);
  EXPECT_EQ(level.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(level.error_message(),
            "corrected.achievement_level: E is no level of 4수01-03, which has A to C");
}

TEST_F(FeedbackTest, AServiceWithoutFeedbackSaysWhichKeyTurnsItOn) {
  TestServer server({}, /*keeps_feedback=*/false);
  for (const grpc::Status& status :
       {Submit(server, Score(4)), Revoke(server, std::string(32, 'f'))}) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
    EXPECT_EQ(
        status.error_message(),
        "this service keeps no feedback; the configuration key feedback.database turns it on");
    EXPECT_EQ(Reason(status), "FEEDBACK_OFF");
  }
}

TEST_F(FeedbackTest, ALogThatCannotBeWrittenIsToldAndTheServiceGoesOn) {
  TestServer server;
  server.feedback.FailWith(absl::UnavailableError("the feedback database: database is locked"));
  for (const grpc::Status& status :
       {Submit(server, Correction()), Revoke(server, std::string(32, 'f'))}) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
    EXPECT_EQ(status.error_message(), "the feedback database: database is locked");
    google::rpc::RetryInfo retry;
    ASSERT_TRUE(Unpack(Details(status), &retry));
    EXPECT_EQ(retry.retry_delay().seconds(), 1);
    EXPECT_EQ(Reason(status), "FEEDBACK_UNAVAILABLE");
  }
  EXPECT_EQ(server.observer.Count("feedback 1"), 0);
  server.feedback.FailWith(absl::InternalError("the feedback database: disk I/O error"));
  EXPECT_EQ(Submit(server, Correction()).error_code(), grpc::StatusCode::INTERNAL);
  server.feedback.FailWith(absl::OkStatus());
  EXPECT_TRUE(Submit(server, Correction()).ok());
}

TEST_F(FeedbackTest, RevokesWhatThereIs) {
  TestServer server;
  EXPECT_TRUE(Revoke(server, std::string(32, 'f')).ok());
  EXPECT_EQ(server.observer.Count("feedback 2"), 1);
  const grpc::Status none = Revoke(server, std::string(32, '0'));
  EXPECT_EQ(none.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(none.error_message(), "there is no feedback " + std::string(32, '0'));
  EXPECT_EQ(Reason(none), "FEEDBACK_NOT_FOUND");
  EXPECT_EQ(Revoke(server, "mine").error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(server.observer.Count("feedback 2"), 1);
}

TEST_F(FeedbackTest, KeysAndRatesAreThoseOfOtherCalls) {
  ServerOptions options;
  options.tenants = {{"school", {kKeyDigest}, 1, 2}};
  TestServer server(options);
  v1::SubmitFeedbackResponse response;
  EXPECT_EQ(Submit(server, Score(4), &response).error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_TRUE(Submit(server, Score(4), &response, kKey).ok());
  EXPECT_EQ(server.feedback.tenant(), "school");
  EXPECT_TRUE(Submit(server, Score(4), &response, kKey).ok());
  const grpc::Status third = Submit(server, Score(4), &response, kKey);
  EXPECT_EQ(third.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(Reason(third), "TENANT_RATE_LIMIT");
}

}  // namespace
}  // namespace munhang::rpc
