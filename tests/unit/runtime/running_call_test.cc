#include "munhang/runtime/running_call.h"

#include <gtest/gtest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "munhang/runtime/cpu_pool.h"

namespace munhang::runtime {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Work = std::function<Async<absl::StatusOr<int>>()>;

constexpr milliseconds kPrompt{10};
constexpr auto kForEver = std::chrono::hours(1);

struct Outcome {
  std::promise<absl::StatusOr<int>> promise;
  std::function<void(absl::StatusOr<int>)> Done() {
    return [this](absl::StatusOr<int> result) { promise.set_value(std::move(result)); };
  }
  absl::StatusOr<int> Get() { return promise.get_future().get(); }
};

Async<absl::StatusOr<int>> Seven() { co_return 7; }

Async<absl::StatusOr<int>> Throw() {
  throw std::runtime_error("broken");
  co_return 0;
}

Async<absl::StatusOr<int>> SleepForEver(std::promise<void>* started) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, kForEver);
  started->set_value();
  co_await timer.async_wait(boost::asio::use_awaitable);
  co_return 0;
}

TEST(RunningCallTest, GivesTheResultOfItsWork) {
  ShardSet shards(1);
  Outcome outcome;
  RunningCall::Start<int>(shards.Next(), Deadline::Never(), Work(Seven), outcome.Done());
  EXPECT_EQ(outcome.Get().value(), 7);
}

TEST(RunningCallTest, TurnsAnExceptionIntoAnInternalError) {
  ShardSet shards(1);
  Outcome outcome;
  RunningCall::Start<int>(shards.Next(), Deadline::Never(), Work(Throw), outcome.Done());
  const auto result = outcome.Get();
  EXPECT_EQ(result.status(), absl::InternalError("unexpected exception: broken"));
}

TEST(RunningCallTest, CancelEndsTheWorkWithItsReason) {
  ShardSet shards(1);
  for (const auto& [reason, code] :
       {std::pair{CancelReason::kClient, absl::StatusCode::kCancelled},
        std::pair{CancelReason::kShutdown, absl::StatusCode::kUnavailable}}) {
    Outcome outcome;
    std::promise<void> started;
    Work work = [&started] { return SleepForEver(&started); };
    auto call =
        RunningCall::Start<int>(shards.Next(), Deadline::Never(), std::move(work), outcome.Done());
    started.get_future().get();
    call->Cancel(reason);
    EXPECT_EQ(outcome.Get().status().code(), code);
  }
}

TEST(RunningCallTest, DeadlineEndsTheWorkWithinTenMilliseconds) {
  ShardSet shards(1);
  // The best of a few tries: the bound is the code's, not that of a machine busy with other tests.
  auto best = steady_clock::duration::max();
  for (int i = 0; i < 5; ++i) {
    Outcome outcome;
    std::promise<void> started;
    Work work = [&started] { return SleepForEver(&started); };
    const auto deadline = steady_clock::now() + milliseconds(20);
    RunningCall::Start<int>(shards.Next(), Deadline::At(deadline), std::move(work), outcome.Done());
    EXPECT_EQ(outcome.Get().status().code(), absl::StatusCode::kDeadlineExceeded);
    const auto now = steady_clock::now();
    EXPECT_GE(now, deadline);
    best = std::min(best, now - deadline);
  }
  EXPECT_LT(best, kPrompt);
}

TEST(RunningCallTest, CancelAfterTheEndChangesNothing) {
  ShardSet shards(1);
  Outcome outcome;
  auto call =
      RunningCall::Start<int>(shards.Next(), Deadline::Never(), Work(Seven), outcome.Done());
  EXPECT_EQ(outcome.Get().value(), 7);
  call->Cancel(CancelReason::kClient);
  // Whatever the cancel queued has run when a later call is done.
  Outcome later;
  RunningCall::Start<int>(shards.Next(), Deadline::Never(), Work(Seven), later.Done());
  EXPECT_EQ(later.Get().value(), 7);
}

// A computation that blocks until it is let go.
class Latch {
 public:
  void Open() {
    std::lock_guard lock(mutex_);
    open_ = true;
    opened_.notify_all();
  }
  void Wait() {
    std::unique_lock lock(mutex_);
    opened_.wait(lock, [this] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

Async<absl::StatusOr<int>> ComputeOn(CpuPool* pool, std::function<int()> function) {
  const int value = co_await pool->Run(std::move(function));
  co_return value;
}

TEST(CpuPoolTest, ResumesOnTheShardWithTheResult) {
  ShardSet shards(1);
  CpuPool pool(1);
  std::promise<std::thread::id> computed_on;
  Outcome outcome;
  Work work = [&] {
    std::function<int()> function = [&] {
      computed_on.set_value(std::this_thread::get_id());
      return 5;
    };
    return ComputeOn(&pool, std::move(function));
  };
  std::promise<std::thread::id> done_on;
  std::function<void(absl::StatusOr<int>)> done = [&](absl::StatusOr<int> result) {
    done_on.set_value(std::this_thread::get_id());
    outcome.promise.set_value(std::move(result));
  };
  RunningCall::Start<int>(shards.Next(), Deadline::Never(), std::move(work), std::move(done));
  EXPECT_EQ(outcome.Get().value(), 5);
  EXPECT_NE(computed_on.get_future().get(), done_on.get_future().get());
}

TEST(CpuPoolTest, RethrowsWhatTheFunctionThrows) {
  ShardSet shards(1);
  CpuPool pool(1);
  Outcome outcome;
  Work work = [&pool] {
    std::function<int()> function = []() -> int { throw std::runtime_error("overflow"); };
    return ComputeOn(&pool, std::move(function));
  };
  RunningCall::Start<int>(shards.Next(), Deadline::Never(), std::move(work), outcome.Done());
  EXPECT_EQ(outcome.Get().status(), absl::InternalError("unexpected exception: overflow"));
}

TEST(CpuPoolTest, CancelledCallerDoesNotWaitForTheComputation) {
  ShardSet shards(1);
  auto latch = std::make_shared<Latch>();
  std::promise<void> started;
  Outcome outcome;
  CpuPool pool(1);
  Work work = [&] {
    std::function<int()> function = [latch, &started] {
      started.set_value();
      latch->Wait();
      return 1;
    };
    return ComputeOn(&pool, std::move(function));
  };
  auto call =
      RunningCall::Start<int>(shards.Next(), Deadline::Never(), std::move(work), outcome.Done());
  started.get_future().get();
  call->Cancel(CancelReason::kClient);
  EXPECT_EQ(outcome.Get().status().code(), absl::StatusCode::kCancelled);
  latch->Open();
}

}  // namespace
}  // namespace munhang::runtime
