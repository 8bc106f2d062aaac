#ifndef MUNHANG_CURRICULUM_CSV_TABLE_H_
#define MUNHANG_CURRICULUM_CSV_TABLE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/curriculum/problems.h"

namespace munhang::curriculum {

struct CsvRow {
  // Where the row begins, from 1.
  int line = 0;
  // Values of the columns asked for, in that order, without surrounding white space.
  std::vector<std::string> values;
};

struct CsvTable {
  std::string source;
  std::vector<CsvRow> rows;
};

// Reads a CSV file with a header (RFC 4180; UTF-8 with or without byte order mark, LF or CRLF,
// blank lines skipped) and keeps the columns asked for, which it finds by name. Problems name file
// and line; rows that are not as long as the header are left out. nullopt if the file cannot be
// read or lacks a column.
std::optional<CsvTable> ReadCsvTable(const std::string& path,
                                     const std::vector<std::string_view>& columns,
                                     Problems* problems);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_CSV_TABLE_H_
