#ifndef MUNHANG_CURRICULUM_TAXONOMY_H_
#define MUNHANG_CURRICULUM_TAXONOMY_H_

#include <string>
#include <string_view>
#include <vector>

#include "munhang/domain/standard_code.h"

namespace munhang::curriculum {

// The curriculum that the codes come from.
inline constexpr std::string_view kCurriculumYear = "2022";

// Every code of the complete taxonomy, in order.
const std::vector<StandardCode>& AllCodes();

bool IsInTaxonomy(StandardCode code);

// Name without extension of the file that holds the standards of a grade group and domain:
// "elementary_1-2_number".
std::string FileStem(GradeGroup grade_group, Domain domain);
// Its first part: "elementary_1-2".
std::string_view FileStem(GradeGroup grade_group);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_TAXONOMY_H_
