#ifndef MUNHANG_CLI_CLASSIFY_CALL_H_
#define MUNHANG_CLI_CLASSIFY_CALL_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cli/item_classifier.h"
#include "cli/send_queue.h"
#include "munhang/v1/classifier.grpc.pb.h"

namespace munhang::cli {

// The client's end of one ClassifyStream. Thread-safe.
class ClassifyCall final
    : public grpc::ClientBidiReactor<v1::ClassifyRequest, v1::ClassifyResponse> {
 public:
  // `context` carries the call's metadata. `address` is for messages.
  ClassifyCall(v1::Classifier::Stub& stub, std::unique_ptr<grpc::ClientContext> context,
               std::string address, std::chrono::nanoseconds deadline);
  // Ends the stream, in order when nothing is under way, and waits until gRPC has let go of it.
  ~ClassifyCall() override;

  void Submit(v1::ClassifyRequest request, ItemClassifier::Done done);
  void Cancel() { context_->TryCancel(); }

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  // An item's `done` with what to call it with. Called outside the lock.
  struct Finished {
    SendQueue::Item item;
    Outcome outcome;
  };

  // Sends the next item if one may go and none is being sent.
  void SendNext();
  std::optional<Finished> TakeAnswer(v1::ClassifyResponse& response);
  // Lets gRPC end the call once nothing will be sent any more. Called with the lock held.
  void ReleaseIfIdle();
  // Sends items that have waited and ends those whose deadline has passed, at their time.
  void RunTimer();
  // Wakes the timer when it sleeps past the next moment to act. Called with the lock held.
  void WakeTimer(SendQueue::Time now);
  static void Call(std::vector<Finished> finished);

  const std::unique_ptr<grpc::ClientContext> context_;
  const std::string address_;
  // Touched by gRPC between StartRead and OnReadDone only.
  v1::ClassifyResponse incoming_;

  std::mutex mutex_;
  // The timer has something new to wait for, or the call has ended.
  std::condition_variable changed_;
  // All below under mutex_.
  SendQueue queue_;
  // What is being written; an answer may come before the write is known to be done.
  SendQueue::Item sending_;
  // No write is started any more.
  bool sending_ended_ = false;
  // gRPC waits for writes that may still be started.
  bool held_ = true;
  // The outcome of every item from the end of the call on.
  std::optional<Outcome> lost_;
  // Every item has had its outcome.
  bool done_ = false;
  // When the timer wakes by itself.
  SendQueue::Time timer_wakes_ = SendQueue::Time::max();
  std::thread timer_;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_CLASSIFY_CALL_H_
