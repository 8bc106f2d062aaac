#ifndef MUNHANG_RUNTIME_CPU_POOL_H_
#define MUNHANG_RUNTIME_CPU_POOL_H_

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "munhang/runtime/async.h"

namespace munhang::runtime {

// Threads for computing that would hold up a shard: anything over about a millisecond. Thread-safe.
class CpuPool {
 public:
  // At least one thread.
  explicit CpuPool(size_t threads);
  // Waits for what was handed in.
  ~CpuPool();

  // Computes function() on the pool and resumes on the caller's shard. When the caller is cancelled
  // it resumes at once, with an exception, and the result is dropped once computed; so the function
  // owns what it uses. An exception of the function is rethrown to the caller.
  template <typename T>
  Async<T> Run(std::function<T()> function) {
    auto executor = co_await boost::asio::this_coro::executor;
    auto outcome = std::make_shared<std::optional<T>>();
    auto compute = [function = std::move(function), outcome]() -> void {
      outcome->emplace(function());
    };
    co_await Offload(std::move(compute), executor);
    co_return std::move(**outcome);
  }

 private:
  Async<void> Offload(std::function<void()> compute, boost::asio::any_io_executor resume_on);

  boost::asio::thread_pool pool_;
};

}  // namespace munhang::runtime

#endif  // MUNHANG_RUNTIME_CPU_POOL_H_
