#ifndef MUNHANG_CURRICULUM_TEXT_FILE_H_
#define MUNHANG_CURRICULUM_TEXT_FILE_H_

#include <absl/status/status.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/curriculum/problems.h"

namespace munhang::curriculum {

// The content of a UTF-8 file without its byte order mark. A file that cannot be read or is not
// UTF-8 is a problem, and nullopt.
std::optional<std::string> ReadTextFile(const std::string& path, Problems* problems);

// Paths of the files in `directory` that begin with `prefix` and end with `suffix`, sorted; empty
// if there is no such directory.
std::vector<std::string> ListFiles(const std::string& directory, std::string_view prefix,
                                   std::string_view suffix);

// UNKNOWN with the path and the system's reason on failure.
absl::Status WriteTextFile(const std::string& path, std::string_view content);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_TEXT_FILE_H_
