#ifndef MUNHANG_RUNTIME_DEADLINE_H_
#define MUNHANG_RUNTIME_DEADLINE_H_

#include <algorithm>
#include <chrono>

namespace munhang::runtime {

// The one moment by which a request must be answered. Every stage takes the sooner of its own limit
// and what remains of this; none extends it.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static Deadline At(Clock::time_point when) { return Deadline(when); }
  static Deadline Never() { return Deadline(Clock::time_point::max()); }

  Clock::time_point when() const { return when_; }
  bool Passed(Clock::time_point now) const { return now >= when_; }
  Deadline Sooner(Deadline other) const { return Deadline(std::min(when_, other.when_)); }

 private:
  explicit Deadline(Clock::time_point when) : when_(when) {}

  Clock::time_point when_;
};

}  // namespace munhang::runtime

#endif  // MUNHANG_RUNTIME_DEADLINE_H_
