#ifndef MUNHANG_CURRICULUM_VALIDATION_H_
#define MUNHANG_CURRICULUM_VALIDATION_H_

#include <cstddef>

#include "curriculum/content.h"
#include "munhang/curriculum/problems.h"

namespace munhang::curriculum {

// Item texts a standard needs for the local model to know it.
inline constexpr size_t kFewestWordings = 12;
inline constexpr size_t kMostConcepts = 10;

// Checks what no single field shows: every code of the taxonomy exactly once and each file in
// order, links that lead somewhere and prerequisites without a cycle, no wording twice, known kinds
// of numbers and ranges that are not empty, enough texts.
void Validate(const Content& content, Problems* problems);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_VALIDATION_H_
