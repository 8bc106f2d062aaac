#ifndef MUNHANG_CLI_GOLD_READER_H_
#define MUNHANG_CLI_GOLD_READER_H_

#include <absl/status/status.h>

#include <cstddef>
#include <string>
#include <vector>

#include "cli/byte_source.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/curriculum/problems.h"
#include "munhang/evaluation/outcome.h"
#include "munhang/v1/classifier.pb.h"

namespace munhang::cli {

// An item whose labels are known. The request has no hints.
struct GoldItem {
  v1::ClassifyRequest request;
  evaluation::Labels expected;
  // Empty where the file does not say.
  std::string style;
  std::string author;
};

// A text that no standard fits.
struct OffCurriculumItem {
  v1::ClassifyRequest request;
  std::string kind;
};

// What a classifier is asked in an evaluation.
struct Questions {
  std::vector<GoldItem> gold;
  std::vector<OffCurriculumItem> off_curriculum;
  // Lines that were left out, and all that is wrong with them: "name:line: key: what is wrong".
  size_t faulty_lines = 0;
  curriculum::Problems faults;
};

// Both add a file of JSONL to `questions`, an item a line in the form that `munhang classify`
// takes, with more keys:
//
// - labelled items have standard_code ("4수01-03", with or without brackets) and optionally
//   difficulty (1 to 5), cognitive_level ("적용"), achievement_level ("B"), concepts (a list),
//   style and author. grade_group is not used: that of the standard holds;
// - texts off the curriculum have kind.
//
// Other keys are ignored, null is absent, blank lines are skipped; a line with a fault is left out.
// `name` is that of the file. The status is that of reading `source`.
absl::Status ReadGold(ByteSource& source, const std::string& name,
                      const curriculum::KnowledgeBase& knowledge, Questions* questions);
absl::Status ReadOffCurriculum(ByteSource& source, const std::string& name, Questions* questions);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_GOLD_READER_H_
