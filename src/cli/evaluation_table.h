#ifndef MUNHANG_CLI_EVALUATION_TABLE_H_
#define MUNHANG_CLI_EVALUATION_TABLE_H_

#include <string>

#include "munhang/evaluation/metrics.h"

namespace munhang::cli {

// An evaluation for a terminal: a row for each figure, a column for all items and one for each
// style; below it the commonest confusions and what became of texts off the curriculum. "-" stands
// for what cannot be measured. Ends with a line feed.
std::string RenderEvaluation(const evaluation::Evaluation& evaluation);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_EVALUATION_TABLE_H_
