#include "cli/evaluation_table.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/progress.h"

namespace munhang::cli {
namespace {

using evaluation::Evaluation;
using evaluation::Figures;
using evaluation::Ratio;

constexpr size_t kNameColumns = 22;
// "0.780-0.828" and two spaces.
constexpr size_t kFigureColumns = 13;
constexpr size_t kMostConfusions = 8;

// Columns that the text takes: one for an ASCII character, two for any other, which is Hangul in
// names of styles and kinds.
size_t Columns(std::string_view text) {
  size_t columns = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    columns += byte < 0x80 ? 1 : byte >= 0xc0 ? 2 : 0;
  }
  return columns;
}

std::string PadLeft(const std::string& text, size_t columns) {
  const size_t taken = Columns(text);
  return std::string(taken < columns ? columns - taken : 1, ' ') + text;
}

std::string PadRight(const std::string& text, size_t columns) {
  const size_t taken = Columns(text);
  return text + std::string(taken < columns ? columns - taken : 1, ' ');
}

std::string Figure(const std::optional<double>& value) {
  if (!value) return "-";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.3f", *value);
  return buffer;
}

std::string Figure(const Ratio& ratio) { return Figure(ratio.Share()); }

std::string IntervalOf(const Ratio& ratio) {
  if (ratio.of == 0) return "-";
  const evaluation::Interval interval = evaluation::WilsonInterval(ratio);
  return Figure(interval.low) + "-" + Figure(interval.high);
}

using Row = std::pair<std::string_view, std::string (*)(const Figures&)>;

constexpr Row kRows[] = {
    {"items", [](const Figures& f) { return WithSeparators(f.items); }},
    {"top-1", [](const Figures& f) { return Figure(f.top_1); }},
    {"  95% interval", [](const Figures& f) { return IntervalOf(f.top_1); }},
    {"top-3", [](const Figures& f) { return Figure(f.top_3); }},
    {"top-10", [](const Figures& f) { return Figure(f.top_10); }},
    {"MRR", [](const Figures& f) { return Figure(f.mean_reciprocal_rank); }},
    {"macro F1", [](const Figures& f) { return Figure(f.macro_f1); }},
    {"Cohen's kappa", [](const Figures& f) { return Figure(f.kappa); }},
    {"grade group", [](const Figures& f) { return Figure(f.grade_group); }},
    {"domain", [](const Figures& f) { return Figure(f.domain); }},
    {"ECE", [](const Figures& f) { return Figure(f.calibration_error); }},
    {"Brier score", [](const Figures& f) { return Figure(f.brier); }},
    {"needs review", [](const Figures& f) { return Figure(f.needs_review); }},
    {"top-1 without review", [](const Figures& f) { return Figure(f.right_without_review); }},
    {"difficulty", [](const Figures& f) { return Figure(f.difficulty); }},
    {"difficulty within 1", [](const Figures& f) { return Figure(f.difficulty_within_1); }},
    {"cognitive level", [](const Figures& f) { return Figure(f.cognitive_level); }},
    {"achievement level", [](const Figures& f) { return Figure(f.achievement_level); }},
    {"concepts F1", [](const Figures& f) { return Figure(f.concepts.F1()); }},
};

std::string Confusions(const Evaluation& evaluation) {
  std::string line;
  const size_t shown = std::min(kMostConfusions, evaluation.confusions.size());
  for (size_t i = 0; i < shown; ++i) {
    const evaluation::Confusion& confusion = evaluation.confusions[i];
    line += (line.empty() ? "\ntaken for another most: " : ", ") + confusion.expected.ToString() +
            " as " + confusion.answered.ToString() + " (" + WithSeparators(confusion.count) + ")";
  }
  return line.empty() ? line : line + "\n";
}

std::string OffCurriculumRow(const std::string& name, const Ratio& without_review) {
  return PadRight("  " + name, kNameColumns) + PadLeft(Figure(without_review), kFigureColumns) +
         "  " + WithSeparators(without_review.count) + " of " + WithSeparators(without_review.of) +
         "\n";
}

std::string OffCurriculum(const Evaluation& evaluation) {
  if (evaluation.off_curriculum.empty()) return "";
  std::string rows = "\noff the curriculum, answered without review\n" +
                     OffCurriculumRow("all", evaluation.off_curriculum_without_review);
  for (const auto& kind : evaluation.off_curriculum) {
    rows += OffCurriculumRow(kind.kind, kind.answered_without_review);
  }
  return rows;
}

}  // namespace

std::string RenderEvaluation(const Evaluation& evaluation) {
  std::vector<std::pair<std::string, const Figures*>> columns = {{"all", &evaluation.all}};
  for (const auto& style : evaluation.styles) columns.emplace_back(style.name, &style.figures);
  // A name that is too wide for its column widens all rows of it.
  const auto width = [](const std::string& name) {
    return std::max(kFigureColumns, Columns(name) + 2);
  };
  std::string table(kNameColumns, ' ');
  for (const auto& [name, figures] : columns) table += PadLeft(name, width(name));
  table += '\n';
  for (const auto& [row_name, figure_of] : kRows) {
    table += PadRight(std::string(row_name), kNameColumns);
    for (const auto& [name, figures] : columns) table += PadLeft(figure_of(*figures), width(name));
    table += '\n';
  }
  return table + Confusions(evaluation) + OffCurriculum(evaluation);
}

}  // namespace munhang::cli
