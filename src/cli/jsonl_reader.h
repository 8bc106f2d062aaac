#ifndef MUNHANG_CLI_JSONL_READER_H_
#define MUNHANG_CLI_JSONL_READER_H_

#include <cstdint>
#include <string_view>

#include "cli/item_reader.h"
#include "cli/line_reader.h"

namespace munhang::cli {

// {"item_id":"a1","text":"…","images":[{"content":"<base64>","mime_type":"image/png"}],
//  "grade_group":"초3-4"}, one object a line. All but text or images is optional; unknown keys are
// ignored, so a file of labelled items will do.
class JsonlReader final : public ItemReader {
 public:
  explicit JsonlReader(ByteSource& source, size_t most_line_bytes = kMostLineBytes)
      : lines_(source, most_line_bytes), most_line_bytes_(most_line_bytes) {}

  absl::StatusOr<std::optional<ReadItem>> Next() override;

 private:
  LineReader lines_;
  const size_t most_line_bytes_;
};

ReadItem ParseJsonItem(std::string_view json, uint64_t line_number);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_JSONL_READER_H_
