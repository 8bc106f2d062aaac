#ifndef MUNHANG_RUNTIME_SHARD_H_
#define MUNHANG_RUNTIME_SHARD_H_

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

namespace munhang::runtime {

// One thread with one event loop. Everything that belongs to a request happens on the thread of the
// shard it was given to, so request state needs no locks.
class Shard {
 public:
  explicit Shard(size_t index);
  // Runs what is queued, then joins the thread. No coroutine may be suspended on the shard any
  // more.
  ~Shard();
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;

  boost::asio::io_context& io() { return io_; }

  // How late the loop ran the probe before the last one; starts another. Callable from any thread.
  std::chrono::nanoseconds ProbeLag();

 private:
  boost::asio::io_context io_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::atomic<std::chrono::nanoseconds> lag_{std::chrono::nanoseconds(0)};
  std::thread thread_;
};

// The shards of a process; requests are dealt to them in turn. Thread-safe.
class ShardSet {
 public:
  // At least one shard.
  explicit ShardSet(size_t count);

  Shard& Next() { return *shards_[next_.fetch_add(1, std::memory_order_relaxed) % shards_.size()]; }
  size_t size() const { return shards_.size(); }

  // The longest lag of any shard; see Shard::ProbeLag.
  std::chrono::nanoseconds ProbeLag();

 private:
  std::vector<std::unique_ptr<Shard>> shards_;
  std::atomic<size_t> next_{0};
};

}  // namespace munhang::runtime

#endif  // MUNHANG_RUNTIME_SHARD_H_
