#ifndef MUNHANG_PIPELINE_RATIONALE_H_
#define MUNHANG_PIPELINE_RATIONALE_H_

#include <string>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/evidence.h"

namespace munhang::pipeline {

// Why the first candidate is the answer, in Korean, for a teacher: the standard, the words that
// decided, the known text that is nearest, and what tells the answer from the runner-up.
std::string Rationale(const curriculum::KnowledgeBase& knowledge, const Evidence& evidence);

}  // namespace munhang::pipeline

#endif  // MUNHANG_PIPELINE_RATIONALE_H_
