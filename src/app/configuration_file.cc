#include "app/configuration_file.h"

#include <absl/status/status.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

#include "app/configuration_values.h"

namespace munhang::app {
namespace {

absl::Status Unreadable(const std::string& path, int error) {
  if (error == ENOENT || error == ENOTDIR) return absl::NotFoundError(path + ": no such file");
  const std::string message = path + ": cannot be read: " + std::generic_category().message(error);
  if (error == EACCES || error == EPERM) return absl::PermissionDeniedError(message);
  return absl::InvalidArgumentError(message);
}

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

absl::StatusOr<std::string> ReadTextFile(const std::string& path, size_t most_bytes) {
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "rbe"));
  if (file == nullptr) return Unreadable(path, errno);
  std::string bytes;
  std::array<char, 16384> block;
  while (std::feof(file.get()) == 0) {
    const size_t count = std::fread(block.data(), 1, block.size(), file.get());
    if (std::ferror(file.get()) != 0) return Unreadable(path, errno);
    bytes.append(block.data(), count);
    if (bytes.size() > most_bytes) {
      return absl::InvalidArgumentError(path + ": is larger than " +
                                        FormatSize(static_cast<Whole>(most_bytes)));
    }
  }
  return bytes;
}

}  // namespace munhang::app
