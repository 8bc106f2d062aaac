#ifndef MUNHANG_CURRICULUM_IMPORT_H_
#define MUNHANG_CURRICULUM_IMPORT_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <string>

#include "munhang/curriculum/knowledge_base.h"

namespace munhang::curriculum {

struct ImportSummary {
  size_t standards = 0;
  // Over all standards.
  size_t levels = 0;
  // Explanations that became limits of a standard.
  size_t explanations = 0;
  // Standards without an explanation, which keep the limits of the base.
  size_t unexplained_standards = 0;
  // Notes on grade groups and domains taken from the tables, of 4 + 16; the others are the base's.
  size_t notes = 0;
  // Of what was written, as KnowledgeBase::knowledge_version().
  std::string knowledge_version;
};

// Makes a directory in the format of data/curriculum from the official tables: official sentences
// become gists, official levels levels, and explanations limits and commentary. Concepts, numbers,
// operators, units, contrasts, prerequisites and wording, which the tables lack, are those of
// `base` for the same code, so that nothing of it is lost. The version is that of `base` with
// "-official".
//
// The tables are CSV with a header (RFC 4180; UTF-8 with or without byte order mark), in the
// published layout; columns are found by name and further ones are not read:
//   achievement_standards/achievement_standards_all.csv  standard_id, standard_code, level_id,
//                                                        domain_id, element_name, standard_content
//   achievement_levels/achievement_levels_*.csv          성취기준, 수준, 성취수준
//   achievement_standards/standard_explanations_*.csv    standard_id (0: of no single standard),
//                                                        explanation_content
//   content_system/content_elements_*.csv                level_id, domain_id, category_id,
//                                                        element_name, element_description
// The last two kinds may be absent; explanations are those of elementary_1-2, elementary_3-4,
// elementary_5-6 and middle_1-3.
//
// `output_directory` must not exist or be empty (FAILED_PRECONDITION). INVALID_ARGUMENT with one
// problem a line, "file:line: column: what is wrong", the first 50, and then nothing is written;
// NOT_FOUND if there is no source directory; UNKNOWN if writing fails, perhaps half way. What was
// written has been loaded once.
absl::StatusOr<ImportSummary> ImportOfficialTables(const std::string& source_directory,
                                                   const std::string& output_directory,
                                                   const KnowledgeBase& base);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_IMPORT_H_
