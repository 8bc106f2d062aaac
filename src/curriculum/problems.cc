#include "munhang/curriculum/problems.h"

#include <utility>

namespace munhang::curriculum {
namespace {

constexpr size_t kMostLines = 50;

}  // namespace

void Problems::Add(std::string_view source, int line, std::string_view key, std::string_view what) {
  ++count_;
  if (lines_.size() == kMostLines) return;
  std::string text(source);
  if (line > 0) text += ":" + std::to_string(line);
  text += ": ";
  if (!key.empty()) text.append(key).append(": ");
  text += what;
  lines_.push_back(std::move(text));
}

absl::Status Problems::ToStatus() const {
  if (empty()) return absl::OkStatus();
  std::string message;
  for (const std::string& line : lines_) {
    if (!message.empty()) message += '\n';
    message += line;
  }
  if (count_ > lines_.size()) {
    message += "\nand " + std::to_string(count_ - lines_.size()) + " more";
  }
  return absl::InvalidArgumentError(message);
}

}  // namespace munhang::curriculum
