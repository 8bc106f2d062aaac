#include "cli/csv_reader.h"

#include <utility>

#include "munhang/text/normalizer.h"

namespace munhang::cli {
namespace {

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

absl::StatusOr<std::unique_ptr<CsvReader>> CsvReader::Open(ByteSource& source,
                                                           size_t most_record_bytes) {
  std::unique_ptr<CsvReader> reader(new CsvReader(source, most_record_bytes));
  if (absl::Status header = reader->ReadHeader(); !header.ok()) return header;
  return reader;
}

absl::Status CsvReader::ReadHeader() {
  auto header = NextRecord();
  if (!header.ok()) return header.status();
  if (!header->has_value()) {
    return absl::InvalidArgumentError("is empty; CSV needs a header line such as item_id,text");
  }
  auto& [line_number, record] = **header;
  if (!record.problem().empty()) return LineError(line_number, record.problem());
  std::optional<size_t> text_column;
  column_count_ = record.fields().size();
  for (size_t i = 0; i < column_count_; ++i) {
    const std::string_view name = Trim(record.fields()[i]);
    std::optional<size_t>* column = name == "text"          ? &text_column
                                    : name == "item_id"     ? &item_id_column_
                                    : name == "grade_group" ? &grade_group_column_
                                                            : nullptr;
    if (column == nullptr) continue;
    if (column->has_value()) {
      return LineError(line_number, "has the column " + std::string(name) + " twice");
    }
    *column = i;
  }
  if (!text_column) {
    return LineError(line_number,
                     "has no column text; CSV needs a header line such as item_id,text");
  }
  text_column_ = *text_column;
  return absl::OkStatus();
}

absl::StatusOr<std::optional<CsvReader::NumberedRecord>> CsvReader::NextRecord() {
  while (true) {
    NumberedRecord read{0, CsvRecord(most_record_bytes_)};
    bool complete = false;
    while (!complete) {
      const auto line = lines_.Next();
      if (!line.ok()) return line.status();
      if (!line->has_value()) break;
      const Line& next = **line;
      if (read.line_number == 0) read.line_number = next.number;
      if (next.too_long) read.record.RejectLong();
      complete = next.too_long || read.record.AddLine(next.text, next.ending);
    }
    if (read.line_number == 0) return std::nullopt;
    if (!complete) read.record.RejectUnclosed();
    if (!read.record.blank()) return read;
  }
}

absl::StatusOr<std::optional<ReadItem>> CsvReader::Next() {
  auto read = NextRecord();
  if (!read.ok()) return read.status();
  if (!read->has_value()) return std::nullopt;
  auto& [line_number, record] = **read;
  std::string item_id = std::to_string(line_number);
  if (record.problem().empty() && item_id_column_ && *item_id_column_ < record.fields().size()) {
    const std::string_view given = Trim(record.fields()[*item_id_column_]);
    if (!given.empty() && text::IsValidUtf8(given)) item_id = given;
  }
  auto request = ToRequest(**read, item_id);
  return ReadItem{std::move(item_id), std::move(request)};
}

absl::StatusOr<v1::ClassifyRequest> CsvReader::ToRequest(NumberedRecord& read,
                                                         const std::string& item_id) {
  auto& [line_number, record] = read;
  if (!record.problem().empty()) return LineError(line_number, record.problem());
  std::vector<std::string>& fields = record.fields();
  if (fields.size() != column_count_) {
    return LineError(line_number, "has " + std::to_string(fields.size()) + " fields, the header " +
                                      std::to_string(column_count_));
  }
  for (const std::string& field : fields) {
    if (!text::IsValidUtf8(field)) {
      return LineError(line_number, "is not UTF-8; save the file as \"CSV UTF-8\"");
    }
  }
  v1::ClassifyRequest request;
  request.mutable_item()->set_item_id(item_id);
  if (Trim(fields[text_column_]).empty()) return LineError(line_number, "has no text");
  request.mutable_item()->set_text(std::move(fields[text_column_]));
  if (grade_group_column_) {
    const std::string_view grade_group = Trim(fields[*grade_group_column_]);
    if (!grade_group.empty()) request.mutable_hints()->set_grade_group(std::string(grade_group));
  }
  return request;
}

}  // namespace munhang::cli
