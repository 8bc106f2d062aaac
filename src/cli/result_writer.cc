#include "cli/result_writer.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace munhang::cli {
namespace {

constexpr size_t kFlushBytes = 64 << 10;

}  // namespace

absl::StatusOr<std::unique_ptr<ResultWriter>> ResultWriter::Open(const std::string& path,
                                                                 uint64_t keep_bytes,
                                                                 const FileIdentity& input) {
  const bool standard_output = path == "-";
  const std::string name = standard_output ? "standard output" : path;
  const int descriptor =
      standard_output ? STDOUT_FILENO : open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return FileError("cannot write", name, errno);
  std::unique_ptr<ResultWriter> writer(new ResultWriter(name, descriptor));

  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return FileError("cannot write", name, errno);
  if (!S_ISREG(status.st_mode)) return writer;
  if (FileIdentity{status.st_dev, status.st_ino} == input) {
    return absl::FailedPreconditionError("cannot write " + name + ": it is the input");
  }
  if (standard_output) return writer;
  const auto keep = static_cast<off_t>(keep_bytes);
  if (ftruncate(descriptor, keep) != 0 || lseek(descriptor, keep, SEEK_SET) < 0) {
    return FileError("cannot write", name, errno);
  }
  return writer;
}

ResultWriter::~ResultWriter() {
  if (descriptor_ != STDOUT_FILENO) close(descriptor_);
}

absl::Status ResultWriter::Append(std::string_view line) {
  pending_ += line;
  pending_ += '\n';
  return pending_.size() < kFlushBytes ? absl::OkStatus() : Flush();
}

absl::Status ResultWriter::Flush() {
  size_t written = 0;
  while (written < pending_.size()) {
    const ssize_t count = write(descriptor_, pending_.data() + written, pending_.size() - written);
    if (count >= 0) {
      written += static_cast<size_t>(count);
    } else if (errno == EAGAIN) {
      pollfd room{descriptor_, POLLOUT, 0};
      poll(&room, 1, -1);
    } else if (errno == EPIPE) {
      return absl::CancelledError("nobody reads " + path_);
    } else if (errno != EINTR) {
      return FileError("cannot write", path_, errno);
    }
  }
  pending_.clear();
  return absl::OkStatus();
}

}  // namespace munhang::cli
