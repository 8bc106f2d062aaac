#ifndef MUNHANG_PIPELINE_CORRECTED_EVIDENCE_H_
#define MUNHANG_PIPELINE_CORRECTED_EVIDENCE_H_

#include <string>

#include "pipeline/corrections.h"
#include "pipeline/local_evidence.h"

namespace munhang::pipeline {

// Puts the corrected labels in the place of the model's. A corrected standard becomes the first
// candidate; the others keep their order and share what confidence is left as they did before. Its
// code is one of the candidates. A corrected achievement level that the standard does not have is
// left out.
void Correct(const CorrectionFound& correction, const LocalEvidence& local, const ReadText& text,
             Gathered* gathered);

// That a reviewer's correction decided, of which item it was and what it decided, in Korean; one
// sentence.
std::string AboutCorrection(const CorrectionFound& correction);

}  // namespace munhang::pipeline

#endif  // MUNHANG_PIPELINE_CORRECTED_EVIDENCE_H_
