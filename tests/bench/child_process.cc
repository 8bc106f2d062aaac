#include "tests/bench/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

namespace munhang::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Longer than the service drains.
constexpr milliseconds kStopPatience{30000};
constexpr int kExitCannotRun = 127;

// Closes what it was given.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile() { close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

std::string ReadWhole(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

absl::Status SystemError(const std::string& action) {
  return absl::UnavailableError(action + ": " + std::strerror(errno));
}

// The child's side of fork: other threads of the parent may have held locks, so nothing that takes
// one.
[[noreturn]] void Execute(char* const* arguments, int log, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(kExitCannotRun);
  dup2(log, STDERR_FILENO);
  execv(arguments[0], arguments);
  _exit(kExitCannotRun);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ChildProcess>> ChildProcess::Start(std::vector<std::string> command,
                                                                  std::string log_path) {
  const OpenFile log(
      open(log_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644));
  if (log.descriptor() < 0) return SystemError("cannot write " + log_path);
  std::vector<char*> arguments;
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);

  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) Execute(arguments.data(), log.descriptor(), parent);
  if (pid < 0) return SystemError("cannot start " + command.front());
  // Not reaped yet, so the id is still this child's.
  const auto exit_event = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  if (exit_event < 0) {
    const absl::Status error = SystemError("cannot watch " + command.front());
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
    return error;
  }
  return std::unique_ptr<ChildProcess>(new ChildProcess(pid, exit_event, std::move(log_path)));
}

ChildProcess::ChildProcess(pid_t pid, int exit_event, std::string log_path)
    : pid_(pid), exit_event_(exit_event), log_path_(std::move(log_path)) {}

ChildProcess::~ChildProcess() {
  kill(pid_, SIGTERM);
  if (!HasEnded(kStopPatience)) kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  close(exit_event_);
}

bool ChildProcess::HasEnded(milliseconds patience) const {
  pollfd event{exit_event_, POLLIN, 0};
  return poll(&event, 1, static_cast<int>(patience.count())) == 1;
}

absl::StatusOr<std::string> ChildProcess::WaitForLogLine(std::string_view text,
                                                         std::chrono::seconds patience) {
  const OpenFile watch(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  const int changes = watch.descriptor();
  if (inotify_add_watch(changes, log_path_.c_str(), IN_MODIFY) < 0) {
    return SystemError("cannot watch " + log_path_);
  }
  const auto until = steady_clock::now() + patience;
  while (true) {
    // The end is looked at before the log, which may get its last lines in between.
    const bool ended = HasEnded(milliseconds(0));
    if (std::string line = LogLineWith(text); !line.empty()) return line;
    if (ended) return absl::UnavailableError("a server ended early: " + ReadWhole(log_path_));
    const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
    if (left.count() <= 0) {
      return absl::DeadlineExceededError("no line with " + std::string(text) + " in " + log_path_);
    }
    std::array<pollfd, 2> events{pollfd{changes, POLLIN, 0}, pollfd{exit_event_, POLLIN, 0}};
    poll(events.data(), events.size(), static_cast<int>(left.count()));
    std::array<char, 4096> seen;
    while (read(changes, seen.data(), seen.size()) > 0) {
    }
  }
}

std::string ChildProcess::LogLineWith(std::string_view text) const {
  const std::string log = ReadWhole(log_path_);
  const size_t place = log.find(text);
  if (place == std::string::npos) return "";
  const size_t end = log.find('\n', place);
  if (end == std::string::npos) return "";
  const size_t before = log.rfind('\n', place);
  const size_t begin = before == std::string::npos ? 0 : before + 1;
  return log.substr(begin, end - begin);
}

absl::StatusOr<double> ChildProcess::CpuSeconds() const {
  const std::string stat = ReadWhole("/proc/" + std::to_string(pid_) + "/stat");
  // proc(5): the name, in parentheses, is field 2 and may hold anything; utime is 14 and stime 15.
  std::istringstream fields(stat.substr(std::min(stat.rfind(')'), stat.size() - 1) + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  double user = 0;
  double system = 0;
  if (!(fields >> user >> system)) return absl::UnavailableError("a server ended early");
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

absl::StatusOr<double> ChildProcess::ResidentMib() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/status");
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return absl::UnavailableError("a server ended early");
}

}  // namespace munhang::bench
