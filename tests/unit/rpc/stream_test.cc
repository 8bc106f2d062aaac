#include <grpcpp/client_context.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/unit/rpc/test_server.h"

namespace munhang::rpc {
namespace {

using std::chrono::milliseconds;
using Stream = grpc::ClientReaderWriter<v1::ClassifyRequest, v1::ClassifyResponse>;

TEST(StreamTest, AnswersEveryItemOnceAndFailsBadOnesAlone) {
  constexpr int kItems = 1000;
  TestServer server;
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = server.classifier->ClassifyStream(&context);
  std::thread writer([&stream] {
    for (int i = 0; i < kItems; ++i) {
      stream->Write(Request(i % 10 == 3 ? "" : "1+1", std::to_string(i)));
    }
    stream->WritesDone();
  });
  std::set<std::string> seen;
  int failed = 0;
  v1::ClassifyResponse response;
  while (stream->Read(&response)) {
    EXPECT_TRUE(seen.insert(response.item_id()).second) << response.item_id();
    const bool bad = std::stoi(response.item_id()) % 10 == 3;
    EXPECT_EQ(response.has_classification(), !bad);
    EXPECT_EQ(response.status().code(), bad ? grpc::StatusCode::INVALID_ARGUMENT : 0);
    if (bad) {
      ++failed;
      google::rpc::BadRequest details;
      ASSERT_TRUE(Unpack(response.status(), &details));
      EXPECT_EQ(details.field_violations(0).field(), "item.text");
    }
  }
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(seen.size(), static_cast<size_t>(kItems));
  EXPECT_EQ(failed, kItems / 10);
}

TEST(StreamTest, ReadsAheadNoMoreThanItsWindow) {
  constexpr int kWindow = 8;
  ServerOptions options;
  options.stream_window = kWindow;
  TestServer server(options);
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = server.classifier->ClassifyStream(&context);
  for (int i = 0; i < 5 * kWindow; ++i) ASSERT_TRUE(stream->Write(Request("hold")));
  stream->WritesDone();
  ASSERT_TRUE(server.work.WaitForInside(kWindow));
  server.work.Release();
  int answers = 0;
  v1::ClassifyResponse response;
  while (stream->Read(&response)) ++answers;
  EXPECT_EQ(answers, 5 * kWindow);
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(server.work.most_inside(), kWindow);
}

TEST(StreamTest, WaitsAtTheInFlightLimitInsteadOfFailing) {
  constexpr int kItems = 50;
  ServerOptions options;
  options.in_flight = 2;
  TestServer server(options);
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = server.classifier->ClassifyStream(&context);
  for (int i = 0; i < kItems; ++i) ASSERT_TRUE(stream->Write(Request("hold")));
  stream->WritesDone();
  ASSERT_TRUE(server.work.WaitForInside(2));
  server.work.Release();
  int answers = 0;
  v1::ClassifyResponse response;
  while (stream->Read(&response)) {
    EXPECT_EQ(response.status().code(), 0) << response.status().message();
    ++answers;
  }
  EXPECT_EQ(answers, kItems);
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(StreamTest, StreamsThatCompeteAtTheLimitWaitToo) {
  constexpr int kStreams = 2;
  constexpr int kItems = 300;
  ServerOptions options;
  options.in_flight = 4;
  TestServer server(options);
  std::promise<void> all_hold;
  const std::shared_future<void> holding = all_hold.get_future().share();
  std::atomic<int> answered = 0;
  std::vector<std::future<int>> failed;
  for (int i = 0; i < kStreams; ++i) {
    failed.push_back(std::async(std::launch::async, [&server, &answered, holding] {
      grpc::ClientContext context;
      const std::unique_ptr<Stream> stream = server.classifier->ClassifyStream(&context);
      // Held until all others are answered, so that no stream is ever without an item under way.
      stream->Write(Request("hold"));
      std::thread writer([&stream, holding] {
        holding.wait();
        for (int item = 0; item < kItems; ++item) stream->Write(Request("1+1"));
        stream->WritesDone();
      });
      int not_ok = 0;
      v1::ClassifyResponse response;
      while (stream->Read(&response)) {
        // Also one that was held until its deadline, because a stream was not told of room.
        not_ok += response.status().code() != grpc::StatusCode::OK;
        if (++answered == kStreams * kItems) server.work.Release();
      }
      writer.join();
      return not_ok;
    }));
  }
  ASSERT_TRUE(server.work.WaitForInside(kStreams));
  all_hold.set_value();
  for (auto& of_stream : failed) EXPECT_EQ(of_stream.get(), 0);
}

TEST(StreamTest, StreamWithNothingUnderWayIsToldThatTheProcessIsFull) {
  ServerOptions options;
  options.in_flight = 1;
  TestServer server(options);
  auto call = std::async(std::launch::async, [&server] {
    grpc::ClientContext context;
    v1::ClassifyResponse response;
    return server.classifier->Classify(&context, Request("hold"), &response).error_code();
  });
  ASSERT_TRUE(server.work.WaitForInside(1));
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = server.classifier->ClassifyStream(&context);
  ASSERT_TRUE(stream->Write(Request("1+1", "x")));
  v1::ClassifyResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_EQ(response.item_id(), "x");
  EXPECT_EQ(response.status().code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  google::rpc::RetryInfo retry;
  EXPECT_TRUE(Unpack(response.status(), &retry));
  server.work.Release();
  EXPECT_EQ(call.get(), grpc::StatusCode::OK);
  stream->WritesDone();
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(StreamTest, CancelEndsEverythingUnderWay) {
  TestServer server;
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = server.classifier->ClassifyStream(&context);
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(stream->Write(Request("hold")));
  ASSERT_TRUE(server.work.WaitForInside(20));
  context.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(server.work.WaitForInside(0));
  server.server->Stop(milliseconds(0));
  EXPECT_EQ(server.observer.Count("failed CANCELLED"), 20);
}

TEST(StreamTest, AStreamThatDrainsAnswersWhatItReadAndGoesOn) {
  TestServer server;
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = server.classifier->ClassifyStream(&context);
  ASSERT_TRUE(stream->Write(Request("hold")));
  ASSERT_TRUE(server.work.WaitForInside(1));
  server.server->StartDraining();
  server.work.Release();
  v1::ClassifyResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(response.has_classification());
  // Accepted before the drain, so it is served until the client is done.
  ASSERT_TRUE(stream->Write(Request("1+1")));
  ASSERT_TRUE(stream->Read(&response));
  stream->WritesDone();
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST(StreamTest, StopEndsAnIdleStreamWithUnavailable) {
  TestServer server;
  grpc::ClientContext context;
  const std::unique_ptr<Stream> stream = server.classifier->ClassifyStream(&context);
  ASSERT_TRUE(stream->Write(Request("1+1")));
  v1::ClassifyResponse response;
  ASSERT_TRUE(stream->Read(&response));
  auto stopped =
      std::async(std::launch::async, [&server] { server.server->Stop(std::chrono::seconds(30)); });
  EXPECT_FALSE(stream->Read(&response));
  const grpc::Status status = stream->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(Unpack(Details(status), &info));
  EXPECT_EQ(info.reason(), "DRAINING");
  stopped.get();
}

}  // namespace
}  // namespace munhang::rpc
