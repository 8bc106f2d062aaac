#include "munhang/runtime/shard.h"

#include <pthread.h>

#include <algorithm>
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

ShardSet::ShardSet(size_t count) {
  for (size_t i = 0; i < std::max<size_t>(count, 1); ++i) {
    shards_.push_back(std::make_unique<Shard>(i));
  }
}

}  // namespace munhang::runtime
