#ifndef MUNHANG_RUNTIME_ASYNC_H_
#define MUNHANG_RUNTIME_ASYNC_H_

#include <boost/asio/awaitable.hpp>

namespace munhang::runtime {

// A coroutine that runs on one shard. It starts when awaited or spawned, stays on that shard's
// thread, and ends early with an exception at its next await when its call is cancelled;
// RunningCall turns that into a status. Parameters of a spawned coroutine are values, never
// references.
template <typename T>
using Async = boost::asio::awaitable<T>;

}  // namespace munhang::runtime

#endif  // MUNHANG_RUNTIME_ASYNC_H_
