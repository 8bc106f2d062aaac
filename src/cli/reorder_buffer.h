#ifndef MUNHANG_CLI_REORDER_BUFFER_H_
#define MUNHANG_CLI_REORDER_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace munhang::cli {

// Gives back in the order of their numbers 0, 1, 2, … what comes in any order. Holds at most
// `capacity` values; a number further ahead has to wait. Not thread-safe.
template <typename T>
class ReorderBuffer {
 public:
  explicit ReorderBuffer(size_t capacity) : slots_(capacity) {}

  bool HasRoomFor(uint64_t number) const { return number < next_ + slots_.size(); }

  // REQUIRES: HasRoomFor(number), and the number has not been put before.
  void Put(uint64_t number, T value) { slots_[number % slots_.size()].emplace(std::move(value)); }

  // The value of next(), once it is there.
  std::optional<T> Take() {
    std::optional<T>& slot = slots_[next_ % slots_.size()];
    if (!slot) return std::nullopt;
    ++next_;
    return std::exchange(slot, std::nullopt);
  }

  // The number that is given back next.
  uint64_t next() const { return next_; }
  bool HasNext() const { return slots_[next_ % slots_.size()].has_value(); }

 private:
  std::vector<std::optional<T>> slots_;
  uint64_t next_ = 0;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_REORDER_BUFFER_H_
