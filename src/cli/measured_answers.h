#ifndef MUNHANG_CLI_MEASURED_ANSWERS_H_
#define MUNHANG_CLI_MEASURED_ANSWERS_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <vector>

#include "cli/gold_reader.h"
#include "munhang/curriculum/problems.h"
#include "munhang/evaluation/outcome.h"
#include "munhang/v1/classifier.pb.h"

namespace munhang::cli {

// The requests of all questions, the labelled items first. `with_grade_group` gives each of these
// its true grade group as a hint.
std::vector<v1::ClassifyRequest> Requests(const Questions& questions, bool with_grade_group);

// Answers beside what they are measured against.
struct MeasuredAnswers {
  std::vector<evaluation::Outcome> outcomes;
  std::vector<evaluation::OffCurriculumOutcome> off_curriculum;
  // Of the last answer.
  v1::Versions versions;
  // Items without a usable answer, and why: "item_id: …".
  size_t failed_items = 0;
  curriculum::Problems failures;
};

// `answers` are those to Requests(questions), in their order.
MeasuredAnswers MatchAnswers(const Questions& questions,
                             const std::vector<absl::StatusOr<v1::Classification>>& answers);

// What is measured of an answer. INTERNAL when it breaks the contract: a value out of its range, or
// candidates that do not begin with the answer.
absl::StatusOr<evaluation::Answer> ToMeasuredAnswer(const v1::Classification& answer);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_MEASURED_ANSWERS_H_
