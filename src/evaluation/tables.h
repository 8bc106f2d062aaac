#ifndef MUNHANG_EVALUATION_TABLES_H_
#define MUNHANG_EVALUATION_TABLES_H_

#include <string>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/evaluation/metrics.h"

namespace munhang::evaluation {

// HTML tables of the report.

// A row for all items and one for each style, author, grade group and domain.
std::string GroupTable(const Evaluation& evaluation);

// Heat tables: expected against answered, shaded by the share of the row.
std::string GradeGroupMatrix(const Evaluation& evaluation);
std::string DomainMatrix(const Evaluation& evaluation);
std::string DifficultyMatrix(const Evaluation& evaluation);
std::string CognitiveLevelMatrix(const Evaluation& evaluation);

// The expected standards with the least F1, at most 20; empty when every one is 1.
std::string WeakStandardTable(const Evaluation& evaluation,
                              const curriculum::KnowledgeBase& knowledge);

// A row for each kind of text that no standard fits, and one for all.
std::string OffCurriculumTable(const Evaluation& evaluation);

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_TABLES_H_
