#ifndef MUNHANG_CURRICULUM_OFFICIAL_TABLES_H_
#define MUNHANG_CURRICULUM_OFFICIAL_TABLES_H_

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "munhang/curriculum/problems.h"
#include "munhang/domain/standard_code.h"

namespace munhang::curriculum {

struct OfficialStandard {
  std::string element;
  std::string sentence;
  // Descriptions of level A, B, …; as many as the grade group has levels.
  std::vector<std::string> levels;
  // What the ministry says about this standard alone; may be empty.
  std::vector<std::string> explanations;
};

struct OfficialTables {
  std::map<StandardCode, OfficialStandard> standards;
  // What is said about a grade group or a domain as a whole; may be empty.
  std::array<std::vector<std::string>, kGradeGroupCount> grade_group_notes;
  std::array<std::array<std::vector<std::string>, kDomainCount>, kGradeGroupCount> domain_notes;
};

// Reads the layout that munhang/curriculum/import.h describes. Whatever is missing, unknown or
// given twice becomes a problem, and then the result is incomplete.
OfficialTables ReadOfficialTables(const std::string& directory, Problems* problems);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_OFFICIAL_TABLES_H_
