#include "curriculum/csv_table.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "munhang/curriculum/text_file.h"

namespace munhang::curriculum {
namespace {

std::string Trim(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1));
}

// Splits text into rows of fields.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  // False at the end of the text, or where it stops being CSV; then wrong() says why.
  bool Next(CsvRow* row) {
    SkipBlankLines();
    if (AtEnd() || !wrong_.empty()) return false;
    row->line = line_;
    row->values.clear();
    do {
      row->values.push_back(ReadField());
    } while (wrong_.empty() && Skip(','));
    if (wrong_.empty() && !AtEnd() && !SkipLineEnd()) wrong_ = "has text after a closing quote";
    return wrong_.empty();
  }

  // Empty while all is well.
  const std::string& wrong() const { return wrong_; }
  int line() const { return line_; }

 private:
  bool AtEnd() const { return position_ == text_.size(); }

  bool Skip(char c) {
    if (AtEnd() || text_[position_] != c) return false;
    ++position_;
    return true;
  }

  bool SkipLineEnd() {
    const size_t start = position_;
    Skip('\r');
    if (Skip('\n')) {
      ++line_;
      return true;
    }
    position_ = start;
    return false;
  }

  void SkipBlankLines() {
    while (SkipLineEnd()) {
    }
  }

  std::string ReadField() {
    if (Skip('"')) return ReadQuoted();
    const size_t begin = position_;
    position_ = std::min(text_.find_first_of(",\n", begin), text_.size());
    std::string_view field = text_.substr(begin, position_ - begin);
    // The carriage return before a line feed ends the line.
    if (field.ends_with('\r') && !AtEnd() && text_[position_] == '\n') --position_;
    return Trim(field);
  }

  std::string ReadQuoted() {
    const int first_line = line_;
    std::string field;
    while (!AtEnd()) {
      const char c = text_[position_++];
      if (c == '"' && !Skip('"')) return Trim(field);
      if (c == '\n') ++line_;
      field += c;
    }
    wrong_ = "a quoted field never ends";
    line_ = first_line;
    return field;
  }

  std::string_view text_;
  size_t position_ = 0;
  int line_ = 1;
  std::string wrong_;
};

}  // namespace

std::optional<CsvTable> ReadCsvTable(const std::string& path,
                                     const std::vector<std::string_view>& columns,
                                     Problems* problems) {
  const auto text = ReadTextFile(path, problems);
  if (!text) return std::nullopt;
  CsvReader reader(*text);
  CsvRow row;
  if (!reader.Next(&row)) {
    problems->Add(path, reader.line(), "", reader.wrong().empty() ? "is empty" : reader.wrong());
    return std::nullopt;
  }
  const std::vector<std::string> header = row.values;
  std::vector<size_t> positions;
  for (const std::string_view column : columns) {
    const auto found = std::find(header.begin(), header.end(), column);
    if (found == header.end()) problems->Add(path, row.line, column, "is no column of this table");
    positions.push_back(static_cast<size_t>(found - header.begin()));
  }
  if (std::find(positions.begin(), positions.end(), header.size()) != positions.end()) {
    return std::nullopt;
  }

  CsvTable table{path, {}};
  while (reader.Next(&row)) {
    if (row.values.size() != header.size()) {
      problems->Add(path, row.line, "",
                    "has " + std::to_string(row.values.size()) + " fields, the header " +
                        std::to_string(header.size()));
      continue;
    }
    CsvRow kept{row.line, {}};
    for (const size_t position : positions) kept.values.push_back(row.values[position]);
    table.rows.push_back(std::move(kept));
  }
  if (!reader.wrong().empty()) problems->Add(path, reader.line(), "", reader.wrong());
  return table;
}

}  // namespace munhang::curriculum
