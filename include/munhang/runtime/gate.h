#ifndef MUNHANG_RUNTIME_GATE_H_
#define MUNHANG_RUNTIME_GATE_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace munhang::runtime {

// Counts what is under way, admits no more than a capacity, and lets a shutdown wait for the rest.
// Thread-safe. Outlives every pass it gave.
class Gate {
 public:
  // Leaves the gate when destroyed.
  class Pass {
   public:
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    Pass& operator=(Pass&& other) noexcept {
      std::swap(gate_, other.gate_);
      return *this;
    }
    ~Pass() {
      if (gate_ != nullptr) gate_->Leave();
    }

   private:
    friend class Gate;
    explicit Pass(Gate* gate) : gate_(gate) {}
    Gate* gate_;
  };

  enum class Refusal { kFull, kClosed };

  explicit Gate(size_t capacity) : capacity_(capacity) {}

  // A pass, or nullopt with *refusal set.
  std::optional<Pass> TryEnter(Refusal* refusal = nullptr);

  // Has `tell` called once, by whoever leaves, when there is room; false, and it is not kept, when
  // there is room already or the gate is closed. Those who wait are told in turn for as long as
  // there is room, so one who has no more use for it holds up nobody.
  bool TellWhenRoom(std::function<void()> tell);

  // Admits nobody from now on.
  void Close();
  size_t inside() const;

  // Blocks until everyone has left or `until` has come; true when empty.
  bool WaitUntilEmpty(std::chrono::steady_clock::time_point until);

 private:
  void Leave();

  const size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable left_;
  size_t inside_ = 0;
  bool closed_ = false;
  std::deque<std::function<void()>> waiting_;
};

}  // namespace munhang::runtime

#endif  // MUNHANG_RUNTIME_GATE_H_
