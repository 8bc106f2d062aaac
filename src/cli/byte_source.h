#ifndef MUNHANG_CLI_BYTE_SOURCE_H_
#define MUNHANG_CLI_BYTE_SOURCE_H_

#include <absl/status/statusor.h>
#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <string>

#include "cli/stop_signal.h"

namespace munhang::cli {

// Bytes of a file or of standard input, in order. Not thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Reads at least one byte and at most `size`; 0 at the end. CANCELLED when a stop is requested
  // while there is nothing to read.
  virtual absl::StatusOr<size_t> Read(char* buffer, size_t size) = 0;
};

// Identity of a file, whatever name it was opened by.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;

  bool operator==(const FileIdentity&) const = default;
};

class FileSource final : public ByteSource {
 public:
  // `path` "-" is standard input. NOT_FOUND, PERMISSION_DENIED and so on name the path. `stop`
  // outlives the source and may be nullptr.
  static absl::StatusOr<std::unique_ptr<FileSource>> Open(const std::string& path,
                                                          const StopSignal* stop);
  ~FileSource() override;

  absl::StatusOr<size_t> Read(char* buffer, size_t size) override;

  // Set for a regular file.
  bool regular() const { return regular_; }
  FileIdentity identity() const { return identity_; }

 private:
  FileSource(std::string path, int descriptor, const StopSignal* stop)
      : path_(std::move(path)), descriptor_(descriptor), stop_(stop) {}

  const std::string path_;
  const int descriptor_;
  const StopSignal* const stop_;
  bool regular_ = false;
  FileIdentity identity_;
};

// "cannot read FILE: No such file or directory" under the code that errno stands for.
absl::Status FileError(const std::string& action, const std::string& path, int error);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_BYTE_SOURCE_H_
