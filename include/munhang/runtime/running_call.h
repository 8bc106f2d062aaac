#ifndef MUNHANG_RUNTIME_RUNNING_CALL_H_
#define MUNHANG_RUNTIME_RUNNING_CALL_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <exception>
#include <functional>
#include <memory>
#include <utility>

#include "munhang/runtime/async.h"
#include "munhang/runtime/deadline.h"
#include "munhang/runtime/shard.h"

namespace munhang::runtime {

// Why a call was ended before it had an answer.
enum class CancelReason { kNone, kClient, kDeadline, kShutdown };

// CANCELLED, DEADLINE_EXCEEDED or UNAVAILABLE.
absl::Status StatusOf(CancelReason reason);

// One coroutine at work on a shard, ended at its deadline or by Cancel, whichever is first. Owned
// by the loop until it is done; the handle is for cancelling and may be dropped.
class RunningCall : public std::enable_shared_from_this<RunningCall> {
 public:
  // Starts `work` on `shard`. `done` is called exactly once, on the shard's thread, with the
  // result, or with the status of the reason for which the call was ended. An exception that
  // escapes `work` becomes INTERNAL. Callable from any thread.
  template <typename T>
  static std::shared_ptr<RunningCall> Start(Shard& shard, Deadline deadline,
                                            std::function<Async<absl::StatusOr<T>>()> work,
                                            std::function<void(absl::StatusOr<T>)> done) {
    auto call = std::shared_ptr<RunningCall>(new RunningCall(shard, deadline));
    boost::asio::post(shard.io(), [call, work = std::move(work), done = std::move(done)]() mutable {
      call->Run<T>(std::move(work), std::move(done));
    });
    return call;
  }

  // Ends the call unless it is done. The first reason counts. Callable from any thread.
  void Cancel(CancelReason reason);

 private:
  RunningCall(Shard& shard, Deadline deadline)
      : shard_(shard), deadline_(deadline), timer_(shard.io()) {}

  template <typename T>
  void Run(std::function<Async<absl::StatusOr<T>>()> work,
           std::function<void(absl::StatusOr<T>)> done) {
    if (reason_ != CancelReason::kNone) return done(StatusOf(reason_));
    ArmDeadline();
    // The function object stays alive with the completion handler: a coroutine may refer to it.
    auto kept = std::make_shared<std::function<Async<absl::StatusOr<T>>()>>(std::move(work));
    auto finish = [self = shared_from_this(), kept, done = std::move(done)](
                      const std::exception_ptr& error, absl::StatusOr<T> result) {
      self->Finished();
      if (self->reason_ != CancelReason::kNone && (error || !result.ok())) {
        result = StatusOf(self->reason_);
      } else if (error) {
        result = StatusOfException(error);
      }
      done(std::move(result));
    };
    boost::asio::co_spawn(shard_.io(), (*kept)(),
                          boost::asio::bind_cancellation_slot(signal_.slot(), std::move(finish)));
  }

  static absl::Status StatusOfException(const std::exception_ptr& error);
  void ArmDeadline();
  void Finished();
  void CancelHere(CancelReason reason);

  Shard& shard_;
  const Deadline deadline_;
  // All below is touched on the shard's thread only.
  boost::asio::cancellation_signal signal_;
  boost::asio::steady_timer timer_;
  CancelReason reason_ = CancelReason::kNone;
  bool finished_ = false;
};

}  // namespace munhang::runtime

#endif  // MUNHANG_RUNTIME_RUNNING_CALL_H_
