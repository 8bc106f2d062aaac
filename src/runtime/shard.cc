#include "munhang/runtime/shard.h"

#include <pthread.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <string>

namespace munhang::runtime {

Shard::Shard(size_t index) : work_(boost::asio::make_work_guard(io_)) {
  thread_ = std::thread([this, index] {
    pthread_setname_np(pthread_self(), ("shard-" + std::to_string(index)).c_str());
    io_.run();
  });
}

Shard::~Shard() {
  work_.reset();
  thread_.join();
}

std::chrono::nanoseconds Shard::ProbeLag() {
  boost::asio::post(io_, [this, posted = std::chrono::steady_clock::now()] {
    lag_ = std::chrono::steady_clock::now() - posted;
  });
  return lag_;
}

std::chrono::nanoseconds ShardSet::ProbeLag() {
  std::chrono::nanoseconds longest{0};
  for (const auto& shard : shards_) longest = std::max(longest, shard->ProbeLag());
  return longest;
}

ShardSet::ShardSet(size_t count) {
  for (size_t i = 0; i < std::max<size_t>(count, 1); ++i) {
    shards_.push_back(std::make_unique<Shard>(i));
  }
}

}  // namespace munhang::runtime
