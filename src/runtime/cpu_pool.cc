#include "munhang/runtime/cpu_pool.h"

#include <algorithm>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/system/system_error.hpp>

namespace munhang::runtime {
namespace {

using Handler = boost::asio::any_completion_handler<void(std::exception_ptr)>;

// The suspended caller. Touched on its shard only: whoever takes the handler first, the finished
// computation or the cancellation, resumes it.
struct Waiter {
  std::optional<Handler> handler;

  void Resume(std::exception_ptr error) {
    if (!handler) return;
    // Move-construct: Boost 1.81's move assignment of any_completion_handler recurses for ever.
    Handler taken(std::move(*handler));
    handler.reset();
    std::move(taken)(std::move(error));
  }
};

}  // namespace

CpuPool::CpuPool(size_t threads) : pool_(std::max<size_t>(threads, 1)) {}

CpuPool::~CpuPool() { pool_.join(); }

Async<void> CpuPool::Offload(std::function<void()> compute,
                             boost::asio::any_io_executor resume_on) {
  auto initiate = [this, compute = std::move(compute), resume_on](auto handler) mutable {
    auto waiter = std::make_shared<Waiter>();
    waiter->handler.emplace(std::move(handler));
    // From the stored handler: the slot of the one moved from is not the caller's.
    auto slot = boost::asio::get_associated_cancellation_slot(*waiter->handler);
    if (slot.is_connected()) {
      slot.assign([waiter, resume_on](boost::asio::cancellation_type) {
        // Posted, so that nothing resumes inside the emitter.
        boost::asio::post(resume_on, [waiter] {
          waiter->Resume(std::make_exception_ptr(
              boost::system::system_error(boost::asio::error::operation_aborted)));
        });
      });
    }
    boost::asio::post(pool_, [waiter, compute = std::move(compute), resume_on]() mutable {
      std::exception_ptr error;
      try {
        compute();
      } catch (...) {
        error = std::current_exception();
      }
      boost::asio::post(resume_on, [waiter, error] { waiter->Resume(error); });
    });
  };
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>,
                                     void(std::exception_ptr)>(std::move(initiate),
                                                               boost::asio::use_awaitable);
}

}  // namespace munhang::runtime
