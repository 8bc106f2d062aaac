#include "munhang/runtime/gate.h"

namespace munhang::runtime {

std::optional<Gate::Pass> Gate::TryEnter(Refusal* refusal) {
  std::lock_guard lock(mutex_);
  if (closed_ || inside_ >= capacity_) {
    if (refusal != nullptr) *refusal = closed_ ? Refusal::kClosed : Refusal::kFull;
    return std::nullopt;
  }
  ++inside_;
  return Pass(this);
}

bool Gate::TellWhenRoom(std::function<void()> tell) {
  std::lock_guard lock(mutex_);
  if (closed_ || inside_ < capacity_) return false;
  waiting_.push_back(std::move(tell));
  return true;
}

void Gate::Close() {
  std::lock_guard lock(mutex_);
  closed_ = true;
}

size_t Gate::inside() const {
  std::lock_guard lock(mutex_);
  return inside_;
}

bool Gate::WaitUntilEmpty(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  return left_.wait_until(lock, until, [this] { return inside_ == 0; });
}

void Gate::Leave() {
  std::unique_lock lock(mutex_);
  --inside_;
  while (!waiting_.empty() && inside_ < capacity_) {
    const std::function<void()> tell = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    tell();
    lock.lock();
  }
  // Notified under the lock: a waiter may destroy the gate as soon as it can take it.
  if (inside_ == 0) left_.notify_all();
}

}  // namespace munhang::runtime
