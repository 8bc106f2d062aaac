#ifndef MUNHANG_RUNTIME_CLOCK_H_
#define MUNHANG_RUNTIME_CLOCK_H_

#include <chrono>

namespace munhang::runtime {

// Where time is read from, so that tests can turn it. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::steady_clock::time_point Now() const = 0;
};

class SteadyClock final : public Clock {
 public:
  std::chrono::steady_clock::time_point Now() const override {
    return std::chrono::steady_clock::now();
  }
};

}  // namespace munhang::runtime

#endif  // MUNHANG_RUNTIME_CLOCK_H_
