#include "evaluation/tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "evaluation/charts.h"
#include "evaluation/html_text.h"

namespace munhang::evaluation {
namespace {

constexpr size_t kMostWeakStandards = 20;

std::string Cell(std::string_view content, std::string_view style = "") {
  std::string cell = "<td";
  if (!style.empty()) cell.append(" class=\"").append(style).append("\"");
  return cell.append(">").append(content).append("</td>");
}

std::string Header(std::initializer_list<std::string_view> names) {
  std::string row = "<thead><tr>";
  for (const std::string_view name : names) {
    row.append("<th scope=\"col\">").append(name).append("</th>");
  }
  return row + "</tr></thead>";
}

std::string Scrolling(std::string_view style, const std::string& table) {
  return "<div class=\"scroll\"><table class=\"" + std::string(style) + "\">" + table +
         "</table></div>";
}

std::string GroupRow(std::string_view name, const Figures& figures, bool all) {
  const std::string of_style = all ? " class=\"all\"" : "";
  return "<tr" + of_style + "><th scope=\"row\">" + Escape(name) + "</th>" +
         Cell(Count(figures.items)) + Cell(Percent(figures.top_1)) +
         Cell(DrawInterval(figures.top_1), "graph") + Cell(Percent(figures.top_3)) +
         Cell(Percent(figures.top_10)) + Cell(Decimal(figures.macro_f1)) +
         Cell(Percent(figures.grade_group)) + Cell(Percent(figures.domain)) +
         Cell(Percent(figures.difficulty_within_1)) + Cell(Percent(figures.cognitive_level)) +
         Cell(Decimal(figures.calibration_error)) + Cell(Percent(figures.needs_review)) + "</tr>\n";
}

std::string GroupRows(std::string_view title, const std::vector<Group>& groups) {
  if (groups.empty()) return "";
  std::string rows = "<tbody><tr><th scope=\"rowgroup\" colspan=\"13\"><span>" +
                     std::string(title) + "</span></th></tr>\n";
  for (const Group& group : groups) rows += GroupRow(group.name, group.figures, false);
  return rows + "</tbody>";
}

// Small shares are shown stronger than they are where they are errors, or nobody would see them.
// From where on the text has to be of the opposite lightness differs in light and dark.
std::string MatrixCell(size_t count, size_t row_sum, bool right) {
  if (count == 0) return Cell("0", "none");
  const double share = static_cast<double>(count) / static_cast<double>(row_sum);
  const double strength = right ? 0.9 * share : 0.9 * std::sqrt(share);
  std::string cell = "<td";
  if (strength > 0.62) cell += strength > 0.8 ? " class=\"strongest\"" : " class=\"strong\"";
  return cell + " style=\"background:rgb(var(--" + (right ? "right" : "wrong") + ")/" +
         Decimal(strength, 2) + ")\">" + Count(count) + "<small>" + Decimal(100 * share, 0) +
         "%</small></td>";
}

template <size_t N>
std::string Matrix(std::string_view title, const std::array<std::string, N>& names,
                   const CountMatrix<N>& counts) {
  std::string table = "<div><h3>" + std::string(title) +
                      "</h3><table class=\"matrix\"><thead><tr><th scope=\"col\">정답 \\ 답</th>";
  for (const std::string& name : names) {
    table.append("<th scope=\"col\">").append(name).append("</th>");
  }
  table += "</tr></thead><tbody>\n";
  for (size_t i = 0; i < N; ++i) {
    size_t row_sum = 0;
    for (const size_t count : counts[i]) row_sum += count;
    table += "<tr><th scope=\"row\">" + names[i] + "</th>";
    for (size_t j = 0; j < N; ++j) table += MatrixCell(counts[i][j], row_sum, i == j);
    table += "</tr>\n";
  }
  return table + "</tbody></table></div>\n";
}

template <typename Value, size_t N>
std::array<std::string, N> Names() {
  std::array<std::string, N> names;
  for (size_t i = 0; i < N; ++i) names[i] = Name(static_cast<Value>(i));
  return names;
}

std::vector<StandardFigures> WeakestStandards(const std::vector<StandardFigures>& standards) {
  std::vector<StandardFigures> weakest;
  for (const StandardFigures& standard : standards) {
    const Matches& matches = standard.matches;
    if (matches.expected > 0 && *matches.F1() < 1) weakest.push_back(standard);
  }
  std::stable_sort(weakest.begin(), weakest.end(),
                   [](const StandardFigures& left, const StandardFigures& right) {
                     const double left_f1 = *left.matches.F1();
                     const double right_f1 = *right.matches.F1();
                     if (left_f1 != right_f1) return left_f1 < right_f1;
                     return left.matches.expected > right.matches.expected;
                   });
  if (weakest.size() > kMostWeakStandards) {
    weakest.erase(weakest.begin() + kMostWeakStandards, weakest.end());
  }
  return weakest;
}

// "4수01-06 (3), 4수01-04 (1)": the two standards that were answered most in place of `code`.
std::string AnsweredInstead(const Evaluation& evaluation, StandardCode code) {
  constexpr size_t kMost = 2;
  std::string text;
  size_t found = 0;
  for (const Confusion& confusion : evaluation.confusions) {
    if (confusion.expected != code || found == kMost) continue;
    ++found;
    text += (text.empty() ? "" : ", ") + confusion.answered.ToString() + " (" +
            Count(confusion.count) + ")";
  }
  return text;
}

std::string OffCurriculumRow(std::string_view name, const Ratio& without_review, bool all) {
  const std::string of_style = all ? " class=\"all\"" : "";
  return "<tr" + of_style + "><th scope=\"row\">" + Escape(name) + "</th>" +
         Cell(Count(without_review.of)) + Cell(Count(without_review.count)) +
         Cell(Percent(without_review)) + Cell(DrawInterval(without_review), "graph") + "</tr>\n";
}

}  // namespace

std::string GroupTable(const Evaluation& evaluation) {
  return Scrolling("data", Header({"", "문항", "Top-1", "95% 구간", "Top-3", "Top-10", "Macro F1",
                                   "학년군", "영역", "난이도 ±1", "인지수준", "ECE", "검토"}) +
                               "<tbody>" + GroupRow("모든 문항", evaluation.all, true) +
                               "</tbody>" + GroupRows("문체", evaluation.styles) +
                               GroupRows("쓴 이", evaluation.authors) +
                               GroupRows("학년군", evaluation.grade_groups) +
                               GroupRows("영역", evaluation.domains));
}

std::string GradeGroupMatrix(const Evaluation& evaluation) {
  return Matrix("학년군", Names<GradeGroup, kGradeGroupCount>(), evaluation.grade_group_counts);
}

std::string DomainMatrix(const Evaluation& evaluation) {
  return Matrix("영역", Names<Domain, kDomainCount>(), evaluation.domain_counts);
}

std::string DifficultyMatrix(const Evaluation& evaluation) {
  return Matrix<kMostDifficulty>("난이도", {"1", "2", "3", "4", "5"}, evaluation.difficulty_counts);
}

std::string CognitiveLevelMatrix(const Evaluation& evaluation) {
  return Matrix("인지수준", Names<CognitiveLevel, kCognitiveLevelCount>(),
                evaluation.cognitive_level_counts);
}

std::string WeakStandardTable(const Evaluation& evaluation,
                              const curriculum::KnowledgeBase& knowledge) {
  const std::vector<StandardFigures> weakest = WeakestStandards(evaluation.standards);
  if (weakest.empty()) return "";
  std::string rows = "<tbody>";
  for (const StandardFigures& figures : weakest) {
    const Matches& matches = figures.matches;
    const curriculum::Standard* standard = knowledge.Find(figures.code);
    const double f1 = *matches.F1();
    rows += "<tr><th scope=\"row\" class=\"code\">" + figures.code.ToString() + "</th>" +
            Cell(standard == nullptr ? "" : Escape(standard->gist), "text wide") +
            Cell(Count(matches.expected)) + Cell(Count(matches.right)) +
            Cell(Decimal(matches.Precision(), 2)) + Cell(Decimal(matches.Recall(), 2)) +
            Cell("<span class=\"meter\"><i style=\"width:" + Decimal(100 * f1, 0) +
                 "%\"></i></span>" + Decimal(f1, 2)) +
            Cell(AnsweredInstead(evaluation, figures.code), "text") + "</tr>\n";
  }
  return Scrolling("data standards", Header({"성취기준", "", "문항", "정답", "정밀도", "재현율",
                                             "F1", "대신 답한 성취기준"}) +
                                         rows + "</tbody>");
}

std::string OffCurriculumTable(const Evaluation& evaluation) {
  std::string rows = "<tbody>";
  rows += OffCurriculumRow("모든 글", evaluation.off_curriculum_without_review, true);
  for (const OffCurriculumFigures& kind : evaluation.off_curriculum) {
    rows += OffCurriculumRow(kind.kind, kind.answered_without_review, false);
  }
  return Scrolling("data narrow",
                   Header({"", "글", "검토 없이 답함", "비율", "95% 구간"}) + rows + "</tbody>");
}

}  // namespace munhang::evaluation
