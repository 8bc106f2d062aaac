#ifndef MUNHANG_TESTS_UNIT_CLI_TEST_INPUT_H_
#define MUNHANG_TESTS_UNIT_CLI_TEST_INPUT_H_

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "cli/byte_source.h"
#include "cli/item_reader.h"

namespace munhang::cli {

// A text that is read at most `piece` bytes at a time, and then perhaps fails.
class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string text, size_t piece = 1 << 20, absl::Status end = absl::OkStatus())
      : text_(std::move(text)), piece_(piece), end_(std::move(end)) {}

  absl::StatusOr<size_t> Read(char* buffer, size_t size) override {
    const size_t count = std::min({size, piece_, text_.size() - position_});
    if (count == 0 && !end_.ok()) return end_;
    std::memcpy(buffer, text_.data() + position_, count);
    position_ += count;
    return count;
  }

 private:
  const std::string text_;
  const size_t piece_;
  const absl::Status end_;
  size_t position_ = 0;
};

// A directory of its own, gone with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "munhang-cli-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }

  std::string File(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline void WriteFile(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

// What the reader gives: "id: text", or "id! what is wrong".
inline std::vector<std::string> ReadAll(ItemReader& reader) {
  std::vector<std::string> items;
  while (true) {
    const auto item = reader.Next();
    if (!item.ok()) {
      items.push_back(item.status().ToString());
      return items;
    }
    if (!item->has_value()) return items;
    const ReadItem& read = **item;
    items.push_back(read.request.ok()
                        ? read.item_id + ": " + read.request->item().text()
                        : read.item_id + "! " + std::string(read.request.status().message()));
  }
}

}  // namespace munhang::cli

#endif  // MUNHANG_TESTS_UNIT_CLI_TEST_INPUT_H_
