#include "munhang/rpc/server.h"

#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/rpc/test_server.h"

namespace munhang::rpc {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

grpc::Status Classify(TestServer& server, const v1::ClassifyRequest& request,
                      v1::ClassifyResponse* response, grpc::ClientContext* context) {
  return server.classifier->Classify(context, request, response);
}

grpc::Status Classify(TestServer& server, const v1::ClassifyRequest& request,
                      v1::ClassifyResponse* response) {
  grpc::ClientContext context;
  return Classify(server, request, response, &context);
}

TEST(ServerTest, AnswersWithTheItemIdAndRequestId) {
  TestServer server;
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", "request-7");
  v1::ClassifyResponse response;
  const grpc::Status status = Classify(server, Request("1+1", "item-7"), &response, &context);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.item_id(), "item-7");
  EXPECT_EQ(response.status().code(), 0);
  EXPECT_EQ(response.classification().item_id(), "item-7");
  EXPECT_EQ(response.classification().provenance().request_id(), "request-7");
  EXPECT_EQ(server.observer.Count("answered"), 1);
}

TEST(ServerTest, MakesUpARequestIdInPlaceOfAnUnusableOne) {
  TestServer server;
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", std::string(500, 'x'));
  v1::ClassifyResponse response;
  ASSERT_TRUE(Classify(server, Request("1+1"), &response, &context).ok());
  EXPECT_EQ(response.classification().provenance().request_id().size(), 32u);
}

TEST(ServerTest, NamesTheWrongField) {
  TestServer server;
  v1::ClassifyResponse response;
  const grpc::Status status = Classify(server, Request("  "), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(Unpack(Details(status), &bad_request));
  EXPECT_EQ(bad_request.field_violations(0).field(), "item.text");
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(Unpack(Details(status), &info));
  EXPECT_EQ(info.domain(), "munhang");
  EXPECT_EQ(info.reason(), "INVALID_REQUEST");
}

TEST(ServerTest, ClientCancelEndsTheWorkWithinTenMilliseconds) {
  TestServer server;
  auto best = steady_clock::duration::max();
  for (int i = 0; i < 5; ++i) {
    grpc::ClientContext context;
    v1::ClassifyResponse response;
    auto call = std::async(std::launch::async, [&] {
      return Classify(server, Request("hold"), &response, &context).error_code();
    });
    ASSERT_TRUE(server.work.WaitForInside(1));
    const auto cancelled = steady_clock::now();
    context.TryCancel();
    EXPECT_EQ(call.get(), grpc::StatusCode::CANCELLED);
    ASSERT_TRUE(server.work.WaitForInside(0));
    best = std::min(best, server.work.left_at() - cancelled);
  }
  EXPECT_LT(best, milliseconds(10));
}

TEST(ServerTest, ClientDeadlineEndsTheWorkWithinTenMilliseconds) {
  TestServer server;
  auto best = steady_clock::duration::max();
  for (int i = 0; i < 5; ++i) {
    grpc::ClientContext context;
    const auto deadline = steady_clock::now() + milliseconds(50);
    context.set_deadline(std::chrono::system_clock::now() + milliseconds(50));
    v1::ClassifyResponse response;
    EXPECT_EQ(Classify(server, Request("hold"), &response, &context).error_code(),
              grpc::StatusCode::DEADLINE_EXCEEDED);
    ASSERT_TRUE(server.work.WaitForInside(0));
    best = std::min(best, server.work.left_at() - deadline);
  }
  EXPECT_LT(best, milliseconds(10));
}

TEST(ServerTest, OwnItemDeadlineHoldsWithoutAClientDeadline) {
  ServerOptions options;
  options.item_deadline = milliseconds(30);
  TestServer server(options);
  v1::ClassifyResponse response;
  EXPECT_EQ(Classify(server, Request("hold"), &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
}

TEST(ServerTest, RefusesBeyondTheInFlightLimitWithRetryInfo) {
  ServerOptions options;
  options.in_flight = 1;
  TestServer server(options);
  v1::ClassifyResponse held;
  auto call = std::async(std::launch::async,
                         [&] { return Classify(server, Request("hold"), &held).error_code(); });
  ASSERT_TRUE(server.work.WaitForInside(1));
  EXPECT_EQ(server.server->items_in_flight(), 1u);
  v1::ClassifyResponse response;
  const grpc::Status status = Classify(server, Request("1+1"), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(Unpack(Details(status), &retry));
  EXPECT_GT(retry.retry_delay().nanos(), 0);
  server.work.Release();
  EXPECT_EQ(call.get(), grpc::StatusCode::OK);
  EXPECT_TRUE(Classify(server, Request("1+1"), &response).ok());
}

TenantKey SchoolWithRate(double items_per_second, uint32_t burst) {
  // SHA-256 of "secret-key".
  return {"school",
          {"85dbe15d75ef9308c7ae0f33c7a324cc6f4bf519a2ed2f3027bd33c140a4f9aa"},
          items_per_second,
          burst};
}

TEST(ServerTest, AsksForAnApiKeyWhenTenantsAreConfigured) {
  ServerOptions options;
  options.tenants = {SchoolWithRate(0, 0)};
  TestServer server(options);
  v1::ClassifyResponse response;
  EXPECT_EQ(Classify(server, Request("1+1"), &response).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
  grpc::ClientContext wrong;
  wrong.AddMetadata("authorization", "Bearer wrong-key");
  const grpc::Status refused = Classify(server, Request("1+1"), &response, &wrong);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(refused.error_message().find("wrong-key"), std::string::npos);
  grpc::ClientContext right;
  right.AddMetadata("authorization", "Bearer secret-key");
  EXPECT_TRUE(Classify(server, Request("1+1"), &response, &right).ok());
}

TEST(ServerTest, HoldsATenantToItsRate) {
  ServerOptions options;
  options.tenants = {SchoolWithRate(2, 3)};
  TestServer server(options);
  const auto classify = [&server] {
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer secret-key");
    v1::ClassifyResponse response;
    return Classify(server, Request("1+1"), &response, &context);
  };
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(classify().ok());
  const grpc::Status status = classify();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  google::rpc::RetryInfo retry;
  ASSERT_TRUE(Unpack(Details(status), &retry));
  EXPECT_EQ(retry.retry_delay().nanos(), 500000000);
  google::rpc::QuotaFailure quota;
  ASSERT_TRUE(Unpack(Details(status), &quota));
  EXPECT_EQ(quota.violations(0).subject(), "tenant:school");
  server.clock.Advance(milliseconds(500));
  EXPECT_TRUE(classify().ok());
}

TEST(ServerTest, DrainLosesNoneOfTwoHundredCallsInFlight) {
  constexpr int kCalls = 200;
  TestServer server;
  std::vector<std::future<grpc::StatusCode>> calls;
  for (int i = 0; i < kCalls; ++i) {
    calls.push_back(std::async(std::launch::async, [&server] {
      v1::ClassifyResponse response;
      return Classify(server, Request("hold"), &response).error_code();
    }));
  }
  ASSERT_TRUE(server.work.WaitForInside(kCalls));
  server.server->StartDraining();

  v1::ClassifyResponse response;
  const grpc::Status refused = Classify(server, Request("1+1"), &response);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAVAILABLE);
  google::rpc::RetryInfo retry;
  EXPECT_TRUE(Unpack(Details(refused), &retry));
  EXPECT_FALSE(server.server->WaitUntilDrained(steady_clock::now()));

  server.work.Release();
  EXPECT_TRUE(server.server->WaitUntilDrained(steady_clock::now() + std::chrono::seconds(30)));
  for (auto& call : calls) EXPECT_EQ(call.get(), grpc::StatusCode::OK);
  server.server->Stop(milliseconds(0));
}

TEST(ServerTest, StopCancelsWhatDoesNotEnd) {
  TestServer server;
  auto call = std::async(std::launch::async, [&server] {
    v1::ClassifyResponse response;
    return Classify(server, Request("hold"), &response).error_code();
  });
  ASSERT_TRUE(server.work.WaitForInside(1));
  server.server->Stop(milliseconds(0));
  EXPECT_NE(call.get(), grpc::StatusCode::OK);
}

TEST(ServerTest, NamesATlsFileThatCannotBeRead) {
  ManualClock clock;
  CountingObserver observer;
  runtime::ShardSet shards(1);
  ServerOptions options;
  options.tls = TlsFiles{.certificate = "/nonexistent.pem", .private_key = "/nonexistent.key"};
  const auto server = Server::Start(options, {}, Knowledge(), shards, clock, observer);
  EXPECT_EQ(server.status(),
            absl::InvalidArgumentError("cannot read the TLS file /nonexistent.pem"));
}

TEST(ServerTest, SecondServerOnThePortIsRefused) {
  TestServer server;
  ServerOptions options;
  options.address = "127.0.0.1:" + std::to_string(server.server->port());
  runtime::ShardSet shards(1);
  const auto second =
      Server::Start(options, {}, Knowledge(), shards, server.clock, server.observer);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.status(), absl::UnavailableError("cannot listen on " + options.address));
}

}  // namespace
}  // namespace munhang::rpc
