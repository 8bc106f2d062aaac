#include "cli/line_reader.h"

#include <algorithm>

namespace munhang::cli {
namespace {

constexpr size_t kReadBytes = 256 << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

absl::StatusOr<std::optional<Line>> LineReader::Next() {
  if (number_ == 0) {
    if (absl::Status begun = DropByteOrderMark(); !begun.ok()) return begun;
  }
  // Where the search for the line's end goes on after a fill.
  size_t searched = start_;
  while (true) {
    const size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) return TakeLine(end);
    const size_t pending = buffer_.size() - start_;
    // One byte more for a carriage return.
    if (pending > most_line_bytes_ + 1) return SkipLine();
    if (ended_) {
      if (pending == 0) return std::nullopt;
      return TakeLine(buffer_.size());
    }
    if (absl::Status filled = Fill(); !filled.ok()) return filled;
    searched = start_ + pending;
  }
}

absl::Status LineReader::Fill() {
  buffer_.erase(0, start_);
  dropped_ += start_;
  start_ = 0;
  const size_t old_size = buffer_.size();
  buffer_.resize(old_size + kReadBytes);
  const auto count = source_.Read(buffer_.data() + old_size, kReadBytes);
  buffer_.resize(old_size + (count.ok() ? *count : 0));
  if (!count.ok()) return count.status();
  ended_ = *count == 0;
  return absl::OkStatus();
}

absl::Status LineReader::DropByteOrderMark() {
  while (!ended_ && buffer_.size() < kByteOrderMark.size()) {
    if (absl::Status filled = Fill(); !filled.ok()) return filled;
  }
  if (buffer_.starts_with(kByteOrderMark)) start_ = kByteOrderMark.size();
  return absl::OkStatus();
}

Line LineReader::TakeLine(size_t end) {
  Line line;
  line.number = ++number_;
  line.text = std::string_view(buffer_).substr(start_, end - start_);
  if (end < buffer_.size()) line.ending = "\n";
  if (!line.ending.empty() && line.text.ends_with('\r')) {
    line.text.remove_suffix(1);
    line.ending = "\r\n";
  }
  if (line.text.size() > most_line_bytes_) {
    line.text = {};
    line.too_long = true;
  }
  start_ = std::min(end + 1, buffer_.size());
  return line;
}

absl::StatusOr<std::optional<Line>> LineReader::SkipLine() {
  Line line;
  line.number = ++number_;
  line.too_long = true;
  while (!ended_) {
    start_ = buffer_.size();
    if (absl::Status filled = Fill(); !filled.ok()) return filled;
    if (const size_t end = buffer_.find('\n'); end != std::string::npos) {
      start_ = end + 1;
      line.ending = "\n";
      break;
    }
  }
  return line;
}

}  // namespace munhang::cli
