#include "cli/byte_source.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace munhang::cli {

absl::Status FileError(const std::string& action, const std::string& path, int error) {
  const std::string message = action + " " + path + ": " + std::generic_category().message(error);
  return absl::Status(absl::ErrnoToStatusCode(error), message);
}

absl::StatusOr<std::unique_ptr<FileSource>> FileSource::Open(const std::string& path,
                                                             const StopSignal* stop) {
  const bool standard_input = path == "-";
  const std::string name = standard_input ? "standard input" : path;
  const int descriptor = standard_input ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return FileError("cannot read", name, errno);

  std::unique_ptr<FileSource> source(new FileSource(name, descriptor, stop));
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return FileError("cannot read", name, errno);
  if (S_ISDIR(status.st_mode)) return FileError("cannot read", name, EISDIR);
  source->regular_ = S_ISREG(status.st_mode);
  source->identity_ = {status.st_dev, status.st_ino};
  return source;
}

FileSource::~FileSource() {
  if (descriptor_ != STDIN_FILENO) close(descriptor_);
}

absl::StatusOr<size_t> FileSource::Read(char* buffer, size_t size) {
  while (true) {
    if (stop_ != nullptr) {
      pollfd waits[] = {{descriptor_, POLLIN, 0}, {stop_->descriptor(), POLLIN, 0}};
      if (poll(waits, 2, -1) < 0 && errno != EINTR) return FileError("cannot read", path_, errno);
      if (stop_->requested()) return absl::CancelledError("stopped");
      if (waits[0].revents == 0) continue;
    }
    const ssize_t count = read(descriptor_, buffer, size);
    if (count >= 0) return static_cast<size_t>(count);
    if (errno != EINTR && errno != EAGAIN) return FileError("cannot read", path_, errno);
  }
}

}  // namespace munhang::cli
