#ifndef MUNHANG_CLI_LINE_READER_H_
#define MUNHANG_CLI_LINE_READER_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/byte_source.h"

namespace munhang::cli {

struct Line {
  // From 1.
  uint64_t number = 0;
  // Without its ending. Empty when the line is too long. Valid until the next line is read.
  std::string_view text;
  // "\n", "\r\n", or nothing at the end of the input.
  std::string_view ending;
  bool too_long = false;
};

// Cuts bytes into lines with bounded memory. A byte order mark before the first line is dropped.
class LineReader {
 public:
  // `source` outlives the reader.
  LineReader(ByteSource& source, size_t most_line_bytes)
      : source_(source), most_line_bytes_(most_line_bytes) {}

  // nullopt at the end. Errors are those of the source.
  absl::StatusOr<std::optional<Line>> Next();

  // Bytes of the source up to the end of the last line.
  uint64_t position() const { return dropped_ + start_; }

 private:
  // Appends to buffer_ or sets ended_.
  absl::Status Fill();
  absl::Status DropByteOrderMark();
  // Skips the rest of a line that is too long.
  absl::StatusOr<std::optional<Line>> SkipLine();
  // The line that ends before position `end` of buffer_.
  Line TakeLine(size_t end);

  ByteSource& source_;
  const size_t most_line_bytes_;
  std::string buffer_;
  // Bytes of the source that came before buffer_.
  uint64_t dropped_ = 0;
  // Where in buffer_ the next line starts.
  size_t start_ = 0;
  uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_LINE_READER_H_
