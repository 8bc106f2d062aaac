#ifndef MUNHANG_TESTS_UNIT_RPC_TEST_SERVER_H_
#define MUNHANG_TESTS_UNIT_RPC_TEST_SERVER_H_

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/rpc/server.h"
#include "munhang/v1/classifier.grpc.pb.h"
#include "munhang/v1/curriculum.grpc.pb.h"

namespace munhang::rpc {

// The embedded knowledge base, loaded once for all tests.
inline const curriculum::KnowledgeBase& Knowledge() {
  static const auto* const knowledge =
      new curriculum::KnowledgeBase(curriculum::KnowledgeBase::Embedded());
  return *knowledge;
}

// A clock that stands still until it is moved.
class ManualClock final : public runtime::Clock {
 public:
  std::chrono::steady_clock::time_point Now() const override {
    std::lock_guard lock(mutex_);
    return now_;
  }
  void Advance(std::chrono::steady_clock::duration by) {
    std::lock_guard lock(mutex_);
    now_ += by;
  }

 private:
  mutable std::mutex mutex_;
  std::chrono::steady_clock::time_point now_ = std::chrono::steady_clock::now();
};

// Counts what it is told.
class CountingObserver final : public CallObserver {
 public:
  void CallStarted(std::string_view) override { Add("started"); }
  void CallFinished(const CallDescription&, absl::StatusCode code,
                    std::chrono::microseconds) override {
    Add("finished " + absl::StatusCodeToString(code));
  }
  void ItemFinished(const CallDescription&, const absl::Status& status,
                    const Classification* answer) override {
    Add(answer != nullptr ? "answered" : "failed " + absl::StatusCodeToString(status.code()));
  }
  void FeedbackKept(const CallDescription&, FeedbackKind kind, std::optional<int>) override {
    Add("feedback " + std::to_string(static_cast<int>(kind)));
  }
  void Rejected(Rejection reason) override {
    Add("rejected " + std::to_string(static_cast<int>(reason)));
  }
  int Count(const std::string& event) const {
    std::lock_guard lock(mutex_);
    const auto found = counts_.find(event);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  void Add(const std::string& event) {
    std::lock_guard lock(mutex_);
    ++counts_[event];
  }
  mutable std::mutex mutex_;
  std::map<std::string, int> counts_;
};

// Work whose items wait inside until they are released or cancelled, and which counts them.
class HeldWork {
 public:
  runtime::Async<absl::StatusOr<Classification>> Classify(ClassifyQuery query,
                                                          runtime::CallContext context) {
    const Inside inside(this);
    if (query.item.text != "hold") {
      co_return Answer(std::move(query), std::move(context));
    }
    auto executor = co_await boost::asio::this_coro::executor;
    while (!Released()) {
      boost::asio::steady_timer timer(executor, std::chrono::milliseconds(1));
      co_await timer.async_wait(boost::asio::use_awaitable);
    }
    co_return Answer(std::move(query), std::move(context));
  }

  void Release() {
    std::lock_guard lock(mutex_);
    released_ = true;
  }
  // True once `count` items are inside; false when that takes 30 seconds.
  bool WaitForInside(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), [&] { return inside_ == count; });
  }
  int most_inside() {
    std::lock_guard lock(mutex_);
    return most_inside_;
  }
  // When the last item left.
  std::chrono::steady_clock::time_point left_at() {
    std::lock_guard lock(mutex_);
    return left_at_;
  }

 private:
  struct Inside {
    explicit Inside(HeldWork* held) : work(held) { work->Change(1); }
    ~Inside() { work->Change(-1); }
    HeldWork* work;
  };

  static Classification Answer(ClassifyQuery query, runtime::CallContext context) {
    const StandardCode code = Knowledge().standards().front().code;
    Classification answer{.item_id = std::move(query.item.id), .code = code};
    answer.candidates = {{code, 1.0}};
    answer.provenance.request_id = std::move(context.request_id);
    return answer;
  }
  bool Released() {
    std::lock_guard lock(mutex_);
    return released_;
  }
  void Change(int by) {
    std::lock_guard lock(mutex_);
    inside_ += by;
    most_inside_ = std::max(most_inside_, inside_);
    if (by < 0) left_at_ = std::chrono::steady_clock::now();
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool released_ = false;
  int inside_ = 0;
  int most_inside_ = 0;
  std::chrono::steady_clock::time_point left_at_;
};

// Work that remembers the feedback it is given and answers as it is told.
class FeedbackWork {
 public:
  runtime::Async<absl::StatusOr<ReviewedItem>> Review(Item, CorrectedLabels corrected,
                                                      runtime::CallContext) {
    const StandardCode answer = *StandardCode::Parse("4수01-03");
    co_return ReviewedItem{.answered = answer,
                           .labels = {.code = corrected.code.value_or(answer), .concepts = {"수"}}};
  }
  runtime::Async<absl::StatusOr<FeedbackReceipt>> Submit(FeedbackSubmission submission,
                                                         std::optional<ReviewedItem> reviewed,
                                                         runtime::CallContext context) {
    std::lock_guard lock(mutex_);
    if (!status_.ok()) co_return status_;
    const bool corrects = !submission.corrected.empty();
    submission_ = std::move(submission);
    reviewed_ = std::move(reviewed);
    tenant_ = context.tenant;
    co_return FeedbackReceipt{std::string(32, 'f'), corrects};
  }
  runtime::Async<absl::Status> Revoke(std::string id, runtime::CallContext) {
    std::lock_guard lock(mutex_);
    if (status_.ok() && id != std::string(32, 'f')) {
      co_return absl::NotFoundError("there is no feedback " + id);
    }
    co_return status_;
  }

  void FailWith(absl::Status status) {
    std::lock_guard lock(mutex_);
    status_ = std::move(status);
  }
  FeedbackSubmission submission() {
    std::lock_guard lock(mutex_);
    return submission_;
  }
  std::optional<ReviewedItem> reviewed() {
    std::lock_guard lock(mutex_);
    return reviewed_;
  }
  std::string tenant() {
    std::lock_guard lock(mutex_);
    return tenant_;
  }

 private:
  std::mutex mutex_;
  absl::Status status_;
  FeedbackSubmission submission_;
  std::optional<ReviewedItem> reviewed_;
  std::string tenant_;
};

// A server on a free port with work that can be held, and a channel to it.
class TestServer {
 public:
  explicit TestServer(ServerOptions options = {}, bool keeps_feedback = true) : shards_(2) {
    Handlers handlers;
    handlers.classify = [this](ClassifyQuery query, runtime::CallContext context) {
      return work.Classify(std::move(query), std::move(context));
    };
    handlers.search = Search;
    if (keeps_feedback) AddFeedback(&handlers);
    auto started =
        Server::Start(std::move(options), handlers, Knowledge(), shards_, clock, observer);
    if (!started.ok()) throw std::runtime_error(std::string(started.status().message()));
    server = *std::move(started);
    channel = NewChannel();
    classifier = v1::Classifier::NewStub(channel);
    curriculum = v1::Curriculum::NewStub(channel);
  }
  // Calls that a test leaves behind would wait for ever.
  ~TestServer() { work.Release(); }

  std::shared_ptr<grpc::Channel> NewChannel() const {
    return grpc::CreateChannel("127.0.0.1:" + std::to_string(server->port()),
                               grpc::InsecureChannelCredentials());
  }

  HeldWork work;
  FeedbackWork feedback;
  ManualClock clock;
  CountingObserver observer;

 private:
  void AddFeedback(Handlers* handlers) {
    handlers->review = [this](Item item, CorrectedLabels corrected, runtime::CallContext context) {
      return feedback.Review(std::move(item), corrected, std::move(context));
    };
    handlers->submit_feedback = [this](FeedbackSubmission submission,
                                       std::optional<ReviewedItem> reviewed,
                                       runtime::CallContext context) {
      return feedback.Submit(std::move(submission), std::move(reviewed), std::move(context));
    };
    handlers->revoke_feedback = [this](std::string id, runtime::CallContext context) {
      return feedback.Revoke(std::move(id), std::move(context));
    };
  }
  static runtime::Async<absl::StatusOr<std::vector<SearchHit>>> Search(SearchQuery query,
                                                                       runtime::CallContext) {
    std::vector<SearchHit> hits;
    for (const auto& standard : Knowledge().standards()) {
      if (hits.size() < query.limit) hits.push_back({standard.code, 1.0});
    }
    co_return hits;
  }

  runtime::ShardSet shards_;

 public:
  std::unique_ptr<Server> server;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::Classifier::Stub> classifier;
  std::unique_ptr<v1::Curriculum::Stub> curriculum;
};

// The google.rpc details of a failed call.
inline google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  return details;
}

// Unpacks the detail of type Detail; a default one, and false, when there is none.
template <typename Detail>
bool Unpack(const google::rpc::Status& status, Detail* detail) {
  for (const auto& any : status.details()) {
    if (any.UnpackTo(detail)) return true;
  }
  return false;
}

inline v1::ClassifyRequest Request(const std::string& text, const std::string& id = "") {
  v1::ClassifyRequest request;
  request.mutable_item()->set_text(text);
  request.mutable_item()->set_item_id(id);
  return request;
}

}  // namespace munhang::rpc

#endif  // MUNHANG_TESTS_UNIT_RPC_TEST_SERVER_H_
