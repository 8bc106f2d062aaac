#ifndef MUNHANG_CLI_CSV_READER_H_
#define MUNHANG_CLI_CSV_READER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/csv_record.h"
#include "cli/item_reader.h"
#include "cli/line_reader.h"

namespace munhang::cli {

// CSV whose first record names the columns: text, and optionally item_id and grade_group, in any
// order and among others. An item without item_id has the number of the line its record starts on.
class CsvReader final : public ItemReader {
 public:
  // Reads the header. INVALID_ARGUMENT when there is none or it has no text column, or one twice.
  static absl::StatusOr<std::unique_ptr<CsvReader>> Open(ByteSource& source,
                                                         size_t most_record_bytes = kMostLineBytes);

  absl::StatusOr<std::optional<ReadItem>> Next() override;

 private:
  struct NumberedRecord {
    uint64_t line_number = 0;
    CsvRecord record;
  };

  CsvReader(ByteSource& source, size_t most_record_bytes)
      : lines_(source, most_record_bytes), most_record_bytes_(most_record_bytes) {}

  // The next record that is not blank; nullopt at the end.
  absl::StatusOr<std::optional<NumberedRecord>> NextRecord();
  absl::Status ReadHeader();
  absl::StatusOr<v1::ClassifyRequest> ToRequest(NumberedRecord& read, const std::string& item_id);

  LineReader lines_;
  const size_t most_record_bytes_;
  size_t column_count_ = 0;
  size_t text_column_ = 0;
  std::optional<size_t> item_id_column_;
  std::optional<size_t> grade_group_column_;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_CSV_READER_H_
