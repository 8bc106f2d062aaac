#ifndef MUNHANG_EVALUATION_REPORT_JSON_H_
#define MUNHANG_EVALUATION_REPORT_JSON_H_

#include <string>

#include "munhang/evaluation/metrics.h"
#include "munhang/evaluation/setting.h"

namespace munhang::evaluation {

// An evaluation for programs: one JSON object, indented, keys always in this order. Shares are from
// 0 to 1, all numbers that are no counts are rounded to 4 digits, and what cannot be measured is
// null.
//
//   setting: {inputs: [file], server: address or null, date, with_grade_group,
//     taxonomy_version, knowledge_version, model_version, faulty_lines, failed_items}
//   all: figures
//   by_style, by_author, by_grade_group, by_domain: {name: figures}
//   standards: [{standard_code, items, answered, right, precision, recall, f1}]
//   confusions: [{expected, answered, count, examples: [{item_id, text, confidence}]}]
//   grade_group_counts, domain_counts, difficulty_counts, cognitive_level_counts:
//     {names: [name], counts: [[count]]}, a row for each expected name, a column for each answered
//   confidences: [{from, to, right, wrong}]
//   selective: [{confidence, answered, accuracy}], for answers with at least this confidence the
//     share of items they are and how many of them are right
//   off_curriculum: {items, without_review, by_kind: {kind: {items, without_review,
//     examples: [{item_id, text, answered, confidence}]}}}, or null
//
// figures: {items, top_1, top_1_interval: [low, high], top_3, top_10, mrr, macro_f1, kappa,
//   grade_group, domain, ece, brier, needs_review, top_1_without_review, difficulty,
//   difficulty_within_1, cognitive_level, achievement_level,
//   concepts: {precision, recall, f1} or null,
//   bins: [{from, to, items, confidence, accuracy}]}
//
// What each figure is: metrics.h.
std::string RenderJson(const Setting& setting, const Evaluation& evaluation);

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_REPORT_JSON_H_
