#include "curriculum/official_tables.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "curriculum/csv_table.h"
#include "curriculum/taxonomy.h"
#include "munhang/curriculum/text_file.h"
#include "munhang/domain/classification.h"

namespace munhang::curriculum {
namespace {

// standard_id of an explanation of no single standard.
constexpr std::string_view kNoStandard = "0";
// category_id of knowledge and understanding; the other two, processes and attitudes, read nearly
// alike in all grade groups.
constexpr std::string_view kKnowledge = "1";

std::string Quote(std::string_view text) { return "\"" + std::string(text) + "\""; }

class OfficialTablesReader {
 public:
  OfficialTablesReader(const std::string& directory, Problems* problems)
      : directory_(directory), problems_(problems) {}

  OfficialTables Read() {
    ReadStandards();
    // What refers to the standards would only repeat what is wrong with them.
    if (!problems_->empty()) return std::move(tables_);
    ReadLevels();
    ReadExplanations();
    ReadContentElements();
    return std::move(tables_);
  }

 private:
  std::string PathOf(std::string_view file) const {
    return (std::filesystem::path(directory_) / file).string();
  }

  // Adds a problem unless the value is a code of the taxonomy.
  std::optional<StandardCode> ReadCode(const CsvTable& table, const CsvRow& row,
                                       std::string_view column, const std::string& value) {
    const auto code = StandardCode::Parse(value);
    if (code && IsInTaxonomy(*code)) return code;
    problems_->Add(table.source, row.line, column,
                   Quote(value) + (code ? " is not in the curriculum" : " is not a code"));
    return std::nullopt;
  }

  void CheckNotBlank(const CsvTable& table, const CsvRow& row, std::string_view column,
                     const std::string& value) {
    if (value.empty()) problems_->Add(table.source, row.line, column, "is blank");
  }

  // Remembers what an id stands for; a problem, once, if it stood for something else before.
  template <typename Enum>
  void LearnId(const CsvTable& table, const CsvRow& row, std::string_view column,
               const std::string& id, Enum meaning, std::unordered_map<std::string, Enum>* ids) {
    const Enum known = ids->emplace(id, meaning).first->second;
    if (known == meaning || !conflicts_.insert(std::string(column) + id).second) return;
    problems_->Add(table.source, row.line, column,
                   Quote(id) + " stands for " + std::string(Name(known)) + " above, for " +
                       std::string(Name(meaning)) + " here");
  }

  void ReadStandards() {
    const auto table = ReadCsvTable(PathOf("achievement_standards/achievement_standards_all.csv"),
                                    {"standard_id", "standard_code", "level_id", "domain_id",
                                     "element_name", "standard_content"},
                                    problems_);
    if (!table) return;
    for (const CsvRow& row : table->rows) {
      const auto code = ReadCode(*table, row, "standard_code", row.values[1]);
      if (!code) continue;
      LearnId(*table, row, "level_id", row.values[2], code->grade_group(), &grade_groups_);
      LearnId(*table, row, "domain_id", row.values[3], code->domain(), &domains_);
      CheckNotBlank(*table, row, "element_name", row.values[4]);
      CheckNotBlank(*table, row, "standard_content", row.values[5]);
      if (!codes_.emplace(row.values[0], *code).second) {
        problems_->Add(table->source, row.line, "standard_id", Quote(row.values[0]) + " is taken");
      }
      OfficialStandard standard{
          row.values[4],
          row.values[5],
          std::vector<std::string>(AchievementLevelCount(code->grade_group())),
          {}};
      if (!tables_.standards.emplace(*code, std::move(standard)).second) {
        problems_->Add(table->source, row.line, "standard_code",
                       code->ToString() + " is given twice");
      }
    }
    if (!problems_->empty()) return;
    for (const StandardCode code : AllCodes()) {
      if (!tables_.standards.contains(code)) {
        problems_->Add(table->source, 0, code.ToString(), "is missing");
      }
    }
  }

  void ReadLevels() {
    const std::string folder = PathOf("achievement_levels");
    const auto paths = ListFiles(folder, "achievement_levels_", ".csv");
    if (paths.empty()) problems_->Add(folder, 0, "", "holds no achievement_levels_*.csv");
    for (const std::string& path : paths) ReadLevelFile(path);
    if (!problems_->empty()) return;
    for (const auto& [code, standard] : tables_.standards) {
      for (size_t level = 0; level < standard.levels.size(); ++level) {
        if (!standard.levels[level].empty()) continue;
        problems_->Add(folder, 0, code.ToString(),
                       "has no level " + std::string(Name(static_cast<AchievementLevel>(level))));
      }
    }
  }

  void ReadLevelFile(const std::string& path) {
    const auto table = ReadCsvTable(path, {"성취기준", "수준", "성취수준"}, problems_);
    if (!table) return;
    for (const CsvRow& row : table->rows) {
      const auto code = ReadCode(*table, row, "성취기준", row.values[0]);
      if (!code) continue;
      CheckNotBlank(*table, row, "성취수준", row.values[2]);
      std::vector<std::string>& levels = tables_.standards.at(*code).levels;
      const auto level = ParseAchievementLevel(row.values[1]);
      if (!level || static_cast<size_t>(*level) >= levels.size()) {
        problems_->Add(
            table->source, row.line, "수준",
            Quote(row.values[1]) + " is not a level of " + std::string(Name(code->grade_group())));
        continue;
      }
      std::string& description = levels[static_cast<size_t>(*level)];
      if (!description.empty()) {
        problems_->Add(table->source, row.line, "수준",
                       code->ToString() + " " + row.values[1] + " is given twice");
      }
      description = row.values[2];
    }
  }

  void ReadExplanations() {
    for (size_t g = 0; g < kGradeGroupCount; ++g) {
      const auto grade_group = static_cast<GradeGroup>(g);
      const std::string name = "achievement_standards/standard_explanations_" +
                               std::string(FileStem(grade_group)) + ".csv";
      const std::string path = PathOf(name);
      std::error_code error;
      if (std::filesystem::exists(path, error)) ReadExplanationFile(path, grade_group);
    }
  }

  void ReadExplanationFile(const std::string& path, GradeGroup grade_group) {
    const auto table = ReadCsvTable(path, {"standard_id", "explanation_content"}, problems_);
    if (!table) return;
    for (const CsvRow& row : table->rows) {
      const std::string& id = row.values[0];
      const std::string& text = row.values[1];
      CheckNotBlank(*table, row, "explanation_content", text);
      if (id.empty() || id == kNoStandard) {
        NotesFor(grade_group, text).push_back(text);
      } else if (const auto code = codes_.find(id); code != codes_.end()) {
        tables_.standards.at(code->second).explanations.push_back(text);
      } else {
        problems_->Add(table->source, row.line, "standard_id",
                       Quote(id) + " is not in achievement_standards_all.csv");
      }
    }
  }

  // An explanation of no single standard opens with its domain in quotes, or is about the grade
  // group.
  std::vector<std::string>& NotesFor(GradeGroup grade_group, std::string_view text) {
    const auto g = static_cast<size_t>(grade_group);
    for (size_t d = 0; d < kDomainCount; ++d) {
      const std::string opening = "'" + std::string(Name(static_cast<Domain>(d))) + "'";
      if (text.starts_with(opening)) return tables_.domain_notes[g][d];
    }
    return tables_.grade_group_notes[g];
  }

  void ReadContentElements() {
    for (const std::string& path :
         ListFiles(PathOf("content_system"), "content_elements_", ".csv")) {
      const auto table = ReadCsvTable(
          path, {"level_id", "domain_id", "category_id", "element_name", "element_description"},
          problems_);
      if (!table) continue;
      for (const CsvRow& row : table->rows) ReadContentElement(*table, row);
    }
  }

  void ReadContentElement(const CsvTable& table, const CsvRow& row) {
    const auto grade_group = grade_groups_.find(row.values[0]);
    const auto domain = domains_.find(row.values[1]);
    if (grade_group == grade_groups_.end() || domain == domains_.end()) {
      const bool is_level = grade_group == grade_groups_.end();
      problems_->Add(
          table.source, row.line, is_level ? "level_id" : "domain_id",
          Quote(row.values[is_level ? 0 : 1]) + " is not in achievement_standards_all.csv");
      return;
    }
    if (row.values[2] != kKnowledge) return;
    tables_
        .domain_notes[static_cast<size_t>(grade_group->second)][static_cast<size_t>(domain->second)]
        .push_back(row.values[3] + ": " + row.values[4] + ".");
  }

  const std::string directory_;
  Problems* problems_;
  OfficialTables tables_;
  std::unordered_map<std::string, StandardCode> codes_;
  std::unordered_map<std::string, GradeGroup> grade_groups_;
  std::unordered_map<std::string, Domain> domains_;
  // Columns and ids that were reported already.
  std::unordered_set<std::string> conflicts_;
};

}  // namespace

OfficialTables ReadOfficialTables(const std::string& directory, Problems* problems) {
  return OfficialTablesReader(directory, problems).Read();
}

}  // namespace munhang::curriculum
