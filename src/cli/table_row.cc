#include "cli/table_row.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <utility>

namespace munhang::cli {
namespace {

// Column widths of item, standard, grade group, domain, difficulty, cognitive level, achievement
// level and confidence.
constexpr std::array<size_t, 8> kWidths = {12, 10, 7, 13, 6, 8, 8, 6};

// Columns that the text takes: one for an ASCII character, two for any other, which are Hangul in
// what the service answers.
size_t Columns(std::string_view text) {
  size_t columns = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) columns += 1;
    if (byte >= 0xc0) columns += 2;
  }
  return columns;
}

std::string Row(const std::array<std::string, 8>& cells, std::string_view last) {
  std::string row;
  for (size_t i = 0; i < cells.size(); ++i) {
    const size_t columns = Columns(cells[i]);
    row.append(cells[i]).append(columns < kWidths[i] ? kWidths[i] - columns : 0, ' ').append("  ");
  }
  row.append(last);
  row.erase(row.find_last_not_of(' ') + 1);
  return row;
}

}  // namespace

std::string TableHeader() {
  return Row({"문항", "성취기준", "학년군", "영역", "난이도", "인지수준", "성취수준", "신뢰도"},
             "검토");
}

std::string TableRow(const v1::Classification& answer) {
  char confidence[16];
  std::snprintf(confidence, sizeof confidence, "%.2f", answer.confidence());
  return Row({answer.item_id(), answer.standard_code(), answer.grade_group(), answer.domain(),
              std::to_string(answer.difficulty()), answer.cognitive_level(),
              answer.achievement_level(), confidence},
             answer.needs_review() ? "필요" : "");
}

std::string TableFailure(std::string_view item_id, const absl::Status& status) {
  return Row({std::string(item_id), "-", "-", "-", "-", "-", "-", "-"},
             std::string(status.message().data(), status.message().size()));
}

}  // namespace munhang::cli
