#include "cli/remote_classifier.h"

#include <gmock/gmock.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <future>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "google/rpc/error_details.pb.h"

namespace munhang::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// Answers items as their texts ask:
//   busy N         RESOURCE_EXHAUSTED with RetryInfo of 1 ms the first N times, then an answer
//   unavailable N  the same with UNAVAILABLE
//   bad            INVALID_ARGUMENT
//   silent         not at all
//   end            ends the stream with UNAVAILABLE
class ScriptedClassifier final : public v1::Classifier::Service {
 public:
  grpc::Status ClassifyStream(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<v1::ClassifyResponse, v1::ClassifyRequest>* stream) override {
    {
      std::lock_guard lock(mutex_);
      const auto key = context->client_metadata().find("authorization");
      if (key != context->client_metadata().end()) {
        authorization_ = std::string(key->second.data(), key->second.size());
      }
    }
    v1::ClassifyRequest request;
    while (stream->Read(&request)) {
      const std::string& text = request.item().text();
      if (text == "end") return grpc::Status(grpc::StatusCode::UNAVAILABLE, "going away");
      if (text != "silent") stream->Write(Respond(request));
    }
    return grpc::Status::OK;
  }

  std::string authorization() {
    std::lock_guard lock(mutex_);
    return authorization_;
  }

 private:
  v1::ClassifyResponse Respond(const v1::ClassifyRequest& request) {
    v1::ClassifyResponse response;
    response.set_item_id(request.item().item_id());
    const std::string& text = request.item().text();
    std::lock_guard lock(mutex_);
    const int times = ++times_[request.item().item_id()];
    const size_t space = text.find(' ');
    if (text == "bad") {
      response.mutable_status()->set_code(3);
      response.mutable_status()->set_message("item.text: is bad");
    } else if (space != std::string::npos && times <= std::stoi(text.substr(space))) {
      response.mutable_status()->set_code(text.starts_with("busy") ? 8 : 14);
      response.mutable_status()->set_message("not now");
      google::rpc::RetryInfo retry;
      retry.mutable_retry_delay()->set_nanos(1000000);
      response.mutable_status()->add_details()->PackFrom(retry);
    } else {
      response.mutable_classification()->set_item_id(request.item().item_id());
      response.mutable_classification()->set_rationale(text);
    }
    return response;
  }

  std::mutex mutex_;
  std::map<std::string, int> times_;
  std::string authorization_;
};

class OneStandard final : public v1::Curriculum::Service {
 public:
  grpc::Status ListStandards(grpc::ServerContext*, const v1::ListStandardsRequest*,
                             v1::ListStandardsResponse*) override {
    std::lock_guard lock(mutex_);
    return refusal_;
  }
  grpc::Status GetStandard(grpc::ServerContext*, const v1::GetStandardRequest* request,
                           v1::Standard* standard) override {
    standard->set_code(request->code());
    standard->set_gist("더한다.");
    return grpc::Status::OK;
  }

  void Refuse(grpc::Status refusal) {
    std::lock_guard lock(mutex_);
    refusal_ = std::move(refusal);
  }

 private:
  std::mutex mutex_;
  grpc::Status refusal_;
};

class RemoteClassifierTest : public testing::Test {
 protected:
  void SetUp() override {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&classifier_);
    builder.RegisterService(&curriculum_);
    server_ = builder.BuildAndStart();
    ASSERT_NE(server_, nullptr);
    service_.address = "127.0.0.1:" + std::to_string(port);
  }

  std::unique_ptr<RemoteClassifier> Connect(nanoseconds deadline = nanoseconds::zero()) {
    auto classifier = RemoteClassifier::Connect(service_, deadline);
    EXPECT_TRUE(classifier.ok()) << classifier.status();
    return *std::move(classifier);
  }

  static std::future<Outcome> Submit(ItemClassifier& classifier, const std::string& id,
                                     const std::string& text) {
    v1::ClassifyRequest request;
    request.mutable_item()->set_item_id(id);
    request.mutable_item()->set_text(text);
    auto promise = std::make_shared<std::promise<Outcome>>();
    classifier.Submit(std::move(request),
                      [promise](Outcome outcome) { promise->set_value(std::move(outcome)); });
    return promise->get_future();
  }

  ScriptedClassifier classifier_;
  OneStandard curriculum_;
  RemoteService service_;
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(RemoteClassifierTest, MatchesAnswersWithItemsOfOneName) {
  const auto classifier = Connect();
  std::vector<std::future<Outcome>> outcomes;
  for (int i = 0; i < 500; ++i) {
    outcomes.push_back(
        Submit(*classifier, i % 2 == 0 ? "same" : std::to_string(i), "text" + std::to_string(i)));
  }
  for (int i = 0; i < 500; ++i) {
    const Outcome outcome = outcomes[static_cast<size_t>(i)].get();
    ASSERT_TRUE(outcome.answer.ok()) << outcome.answer.status();
    EXPECT_EQ(outcome.answer->rationale(), "text" + std::to_string(i));
  }
}

TEST_F(RemoteClassifierTest, SendsTheKeyAndKnowsStandards) {
  service_.api_key = "key-1";
  const auto classifier = Connect();
  EXPECT_TRUE(Submit(*classifier, "a", "x").get().answer.ok());
  EXPECT_EQ(classifier_.authorization(), "Bearer key-1");
  EXPECT_EQ(classifier->GetStandard("4수01-04")->gist(), "더한다.");
}

TEST_F(RemoteClassifierTest, TriesABusyServiceAgain) {
  const auto classifier = Connect();
  std::vector<std::future<Outcome>> outcomes;
  for (int i = 0; i < 50; ++i) {
    outcomes.push_back(
        Submit(*classifier, std::to_string(i), i % 2 == 0 ? "busy 3" : "unavailable 2"));
  }
  for (auto& outcome : outcomes) {
    const Outcome result = outcome.get();
    EXPECT_TRUE(result.answer.ok()) << result.answer.status();
  }
}

TEST_F(RemoteClassifierTest, GivesUpAfterItsAttempts) {
  const auto classifier = Connect();
  const Outcome outcome = Submit(*classifier, "a", "unavailable 1000").get();
  EXPECT_EQ(outcome.answer.status().ToString(), "UNAVAILABLE: not now");
  EXPECT_FALSE(outcome.lost);
  EXPECT_TRUE(Submit(*classifier, "b", "x").get().answer.ok());
}

TEST_F(RemoteClassifierTest, FailsABadItemAlone) {
  const auto classifier = Connect();
  auto bad = Submit(*classifier, "a", "bad");
  auto good = Submit(*classifier, "b", "good");
  EXPECT_EQ(bad.get().answer.status().ToString(), "INVALID_ARGUMENT: item.text: is bad");
  EXPECT_TRUE(good.get().answer.ok());
}

TEST_F(RemoteClassifierTest, EndsASilentItemAtItsDeadline) {
  const auto classifier = Connect(milliseconds(50));
  const Outcome outcome = Submit(*classifier, "a", "silent").get();
  EXPECT_EQ(outcome.answer.status().ToString(), "DEADLINE_EXCEEDED: no answer within the deadline");
  EXPECT_FALSE(outcome.lost);
}

TEST_F(RemoteClassifierTest, LosesEveryItemWithTheStream) {
  const auto classifier = Connect();
  auto silent = Submit(*classifier, "a", "silent");
  auto end = Submit(*classifier, "b", "end");
  const std::string expected =
      "lost the service at " + service_.address + ": UNAVAILABLE: going away";
  for (auto* outcome : {&silent, &end}) {
    const Outcome result = outcome->get();
    EXPECT_TRUE(result.lost);
    EXPECT_EQ(result.answer.status().message(), expected);
  }
  const Outcome later = Submit(*classifier, "c", "x").get();
  EXPECT_TRUE(later.lost);
  EXPECT_EQ(later.answer.status().message(), expected);
}

TEST_F(RemoteClassifierTest, AbandonsWhatNobodyWaitsFor) {
  const auto classifier = Connect();
  auto silent = Submit(*classifier, "a", "silent");
  classifier->Abandon();
  EXPECT_TRUE(silent.get().lost);
}

TEST_F(RemoteClassifierTest, EndsItemsUnderWayWhenDestroyed) {
  std::future<Outcome> silent;
  {
    const auto classifier = Connect();
    silent = Submit(*classifier, "a", "silent");
    // Sent and taken by the service before the end.
    EXPECT_TRUE(Submit(*classifier, "b", "x").get().answer.ok());
  }
  EXPECT_TRUE(silent.get().lost);
}

TEST_F(RemoteClassifierTest, SaysWhyAServiceCannotBeReached) {
  curriculum_.Refuse(grpc::Status(grpc::StatusCode::UNAUTHENTICATED, "the API key is not known"));
  EXPECT_EQ(RemoteClassifier::Connect(service_, nanoseconds::zero()).status().message(),
            "cannot reach a service at " + service_.address +
                ": UNAUTHENTICATED: the API key is not known");
  server_->Shutdown();
  EXPECT_THAT(
      std::string(RemoteClassifier::Connect(service_, nanoseconds::zero()).status().message()),
      testing::StartsWith("cannot reach a service at " + service_.address + ": UNAVAILABLE: "));
}

}  // namespace
}  // namespace munhang::cli
