#ifndef MUNHANG_CLI_ITEM_READER_H_
#define MUNHANG_CLI_ITEM_READER_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cli/byte_source.h"
#include "munhang/v1/classifier.pb.h"

namespace munhang::cli {

// A line or record beyond this fails alone.
inline constexpr size_t kMostLineBytes = 64 << 20;

// One line of a JSONL file or one record of a CSV file.
struct ReadItem {
  // What the input calls the item, else the number of its line.
  std::string item_id;
  // INVALID_ARGUMENT with line and reason where the input has no item.
  absl::StatusOr<v1::ClassifyRequest> request;
};

// Items of an input in its order. Blank lines are no items. Not thread-safe.
class ItemReader {
 public:
  virtual ~ItemReader() = default;

  // nullopt at the end. An error is one of the whole input: it cannot be read, or reading was
  // stopped (CANCELLED).
  virtual absl::StatusOr<std::optional<ReadItem>> Next() = 0;
};

// INVALID_ARGUMENT "line 7 has no text".
absl::Status LineError(uint64_t line_number, const std::string& what);

enum class InputFormat { kJsonl, kCsv };

// By the extension: .csv is CSV, anything else JSONL.
InputFormat FormatOf(const std::string& path);

// INVALID_ARGUMENT when the input as a whole is not of the format. `source` outlives the reader.
absl::StatusOr<std::unique_ptr<ItemReader>> OpenItems(InputFormat format, ByteSource& source);

// Items in the file, read quickly and without judging them: how much work a progress bar has ahead.
absl::StatusOr<uint64_t> CountItems(InputFormat format, ByteSource& source);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_ITEM_READER_H_
