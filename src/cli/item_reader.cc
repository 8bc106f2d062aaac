#include "cli/item_reader.h"

#include <array>
#include <string_view>

#include "cli/csv_reader.h"
#include "cli/jsonl_reader.h"

namespace munhang::cli {

InputFormat FormatOf(const std::string& path) {
  for (const std::string_view extension : {".csv", ".CSV"}) {
    if (std::string_view(path).ends_with(extension)) return InputFormat::kCsv;
  }
  return InputFormat::kJsonl;
}

absl::Status LineError(uint64_t line_number, const std::string& what) {
  return absl::InvalidArgumentError("line " + std::to_string(line_number) + " " + what);
}

absl::StatusOr<std::unique_ptr<ItemReader>> OpenItems(InputFormat format, ByteSource& source) {
  if (format == InputFormat::kJsonl) return std::make_unique<JsonlReader>(source);
  auto reader = CsvReader::Open(source);
  if (!reader.ok()) return reader.status();
  return *std::move(reader);
}

absl::StatusOr<uint64_t> CountItems(InputFormat format, ByteSource& source) {
  std::array<char, 64 << 10> buffer;
  uint64_t lines = 0;
  bool blank = true;
  // In CSV every other quote opens a field; a line break inside one ends no record.
  bool quoted = false;
  while (true) {
    const auto count = source.Read(buffer.data(), buffer.size());
    if (!count.ok()) return count.status();
    if (*count == 0) break;
    for (const char c : std::string_view(buffer.data(), *count)) {
      if (c == '\n' && !quoted) {
        lines += blank ? 0 : 1;
        blank = true;
      } else if (c != ' ' && c != '\r' && c != '\t') {
        blank = false;
        if (c == '"' && format == InputFormat::kCsv) quoted = !quoted;
      }
    }
  }
  lines += blank ? 0 : 1;
  return format == InputFormat::kCsv && lines > 0 ? lines - 1 : lines;
}

}  // namespace munhang::cli
