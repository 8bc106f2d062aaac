#ifndef MUNHANG_CLI_STOP_SIGNAL_H_
#define MUNHANG_CLI_STOP_SIGNAL_H_

#include <atomic>

namespace munhang::cli {

// Asks a batch to stop reading. A reader that waits for input polls descriptor() beside it, so a
// stop ends the wait. Trigger and the readers are callable from any thread.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // `signal` is the number of the signal that asks, 0 when the program itself does. The first call
  // counts. Safe in a signal handler.
  void Trigger(int signal = 0);

  bool requested() const { return requested_.load(); }
  // The signal that asked, 0 for none.
  int signal() const { return signal_.load(); }
  // Readable once requested.
  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
  std::atomic<bool> requested_{false};
  std::atomic<int> signal_{0};
};

// While alive, SIGINT and SIGTERM trigger `stop`; a second signal ends the process at once. One at
// a time in a process.
class StopOnSignals {
 public:
  explicit StopOnSignals(StopSignal& stop);
  ~StopOnSignals();
  StopOnSignals(const StopOnSignals&) = delete;
  StopOnSignals& operator=(const StopOnSignals&) = delete;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_STOP_SIGNAL_H_
