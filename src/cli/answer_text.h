#ifndef MUNHANG_CLI_ANSWER_TEXT_H_
#define MUNHANG_CLI_ANSWER_TEXT_H_

#include <string>

#include "munhang/v1/classifier.pb.h"
#include "munhang/v1/curriculum.pb.h"

namespace munhang::cli {

// A classification for people to read: Korean, several lines, each ended. `standard` describes the
// answer's code; nullptr leaves its element and gist out.
std::string RenderAnswer(const v1::Classification& answer, const v1::Standard* standard);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_ANSWER_TEXT_H_
