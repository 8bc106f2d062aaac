#ifndef MUNHANG_LOCALMODEL_OUT_OF_FOLD_FIGURES_H_
#define MUNHANG_LOCALMODEL_OUT_OF_FOLD_FIGURES_H_

#include <nlohmann/json.hpp>
#include <vector>

#include "localmodel/calibration.h"
#include "localmodel/members.h"
#include "munhang/curriculum/knowledge_base.h"

namespace munhang::localmodel {

// How well models do on texts of authors that they have not seen: for all hand-written items and
// for each author {"items","top_1","top_3","top_10","grade_group","domain","ece",
// "flagged_novel"}, for the traits
// {"difficulty","difficulty_within_1","cognitive_level","achievement_level"}, for novelty
// {"off_curriculum_texts","flagged_off_curriculum"}; shares from 0 to 1.
nlohmann::json OutOfFoldFigures(const curriculum::KnowledgeBase& knowledge,
                                const std::vector<Opinion>& opinions, const Blend& blend,
                                const NoveltyScore& novelty);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_OUT_OF_FOLD_FIGURES_H_
