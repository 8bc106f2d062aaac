#ifndef MUNHANG_CLI_CSV_RECORD_H_
#define MUNHANG_CLI_CSV_RECORD_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace munhang::cli {

// Puts one CSV record (RFC 4180) together from the lines it spans: commas separate, quotes enclose
// fields with commas, quotes ("" for one) and line breaks. A quote inside an unquoted field stands
// for itself, as spreadsheets read it.
class CsvRecord {
 public:
  // A record beyond `most_bytes` is cut off and reported as too long.
  explicit CsvRecord(size_t most_bytes) : most_bytes_(most_bytes) {}

  // Adds a line with its ending. True when the record is complete with it; false when a quoted
  // field goes on in the next line.
  bool AddLine(std::string_view text, std::string_view ending);
  // Ends the record as too long.
  void RejectLong();
  // Ends the record where the input ends inside quotes.
  void RejectUnclosed() { problem_ = "opens a quote that is never closed"; }

  // Nothing but empty fields.
  bool blank() const;
  // Empty when the record is well formed, else what is wrong, such as "is longer than 10 bytes".
  const std::string& problem() const { return problem_; }
  std::vector<std::string>& fields() { return fields_; }

 private:
  enum class State { kFieldStart, kUnquoted, kQuoted, kQuoteInQuoted };

  void AddCharacter(char c);

  const size_t most_bytes_;
  size_t bytes_ = 0;
  State state_ = State::kFieldStart;
  std::vector<std::string> fields_{""};
  std::string problem_;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_CSV_RECORD_H_
