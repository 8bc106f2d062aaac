#ifndef MUNHANG_APP_CONFIGURATION_FILE_H_
#define MUNHANG_APP_CONFIGURATION_FILE_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <string>

namespace munhang::app {

// The bytes of the file at `path`. NOT_FOUND, PERMISSION_DENIED, or INVALID_ARGUMENT for what is no
// file, is larger than `most_bytes` (written as a size in the message) or cannot be read. Messages
// begin with the path.
absl::StatusOr<std::string> ReadTextFile(const std::string& path, size_t most_bytes);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_FILE_H_
