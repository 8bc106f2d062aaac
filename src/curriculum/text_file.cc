#include "munhang/curriculum/text_file.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace munhang::curriculum {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Length of the well-formed UTF-8 sequence that `text` begins with, 0 if there is none (Unicode 15,
// table 3-7).
size_t SequenceLength(std::string_view text) {
  const auto byte = [&](size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const auto follows = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return follows(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool overlong = lead == 0xF0 && byte(1) < 0x90;
    const bool beyond_unicode = lead == 0xF4 && byte(1) > 0x8F;
    return follows(1) && follows(2) && follows(3) && !overlong && !beyond_unicode ? 4 : 0;
  }
  return 0;
}

// The line of the first byte that is not UTF-8; 0 if there is none.
int FirstMalformedLine(std::string_view text) {
  int line = 1;
  while (!text.empty()) {
    const size_t length = SequenceLength(text);
    if (length == 0) return line;
    if (text.front() == '\n') ++line;
    text.remove_prefix(length);
  }
  return 0;
}

}  // namespace

std::optional<std::string> ReadTextFile(const std::string& path, Problems* problems) {
  std::error_code error;
  std::ifstream file;
  // An ifstream opens a directory and then reads nothing from it.
  if (!std::filesystem::is_directory(path, error)) file.open(path, std::ios::binary);
  std::ostringstream content;
  if (!file.is_open() || (file.peek() != EOF && !(content << file.rdbuf()))) {
    problems->Add(path, 0, "", "cannot be read");
    return std::nullopt;
  }
  std::string text = std::move(content).str();
  if (const int line = FirstMalformedLine(text); line > 0) {
    problems->Add(path, line, "", "is not UTF-8");
    return std::nullopt;
  }
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  return text;
}

std::vector<std::string> ListFiles(const std::string& directory, std::string_view prefix,
                                   std::string_view suffix) {
  std::vector<std::string> paths;
  std::error_code error;
  // Not a range-based for, whose increment throws.
  for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(suffix)) paths.push_back(entry->path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

absl::Status WriteTextFile(const std::string& path, std::string_view content) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  if (file.fail()) {
    return absl::UnknownError(path + ": cannot be written: " + std::strerror(errno));
  }
  return absl::OkStatus();
}

}  // namespace munhang::curriculum
