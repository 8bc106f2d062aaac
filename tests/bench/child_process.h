#ifndef MUNHANG_TESTS_BENCH_CHILD_PROCESS_H_
#define MUNHANG_TESTS_BENCH_CHILD_PROCESS_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <sys/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace munhang::bench {

// A program that runs beside the benchmark, its standard error in a file. It gets SIGTERM when the
// thread that started it ends, however that comes about. Not thread-safe.
class ChildProcess {
 public:
  // `command` is the program's path and its arguments.
  static absl::StatusOr<std::unique_ptr<ChildProcess>> Start(std::vector<std::string> command,
                                                             std::string log_path);
  // Stops it and waits for its end.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Blocks until the log has a whole line with `text` and returns the first such line. UNAVAILABLE
  // with what the log says when the program ends first, DEADLINE_EXCEEDED after `patience`.
  absl::StatusOr<std::string> WaitForLogLine(std::string_view text, std::chrono::seconds patience);

  // Time in user and kernel mode so far, of all threads; the kernel counts in hundredths of a
  // second.
  absl::StatusOr<double> CpuSeconds() const;

  // Memory in RAM at the moment.
  absl::StatusOr<double> ResidentMib() const;

 private:
  ChildProcess(pid_t pid, int exit_event, std::string log_path);

  bool HasEnded(std::chrono::milliseconds patience) const;
  std::string LogLineWith(std::string_view text) const;

  const pid_t pid_;
  // A descriptor that becomes readable when the process ends.
  const int exit_event_;
  const std::string log_path_;
};

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_CHILD_PROCESS_H_
