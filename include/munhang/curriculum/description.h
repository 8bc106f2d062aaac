#ifndef MUNHANG_CURRICULUM_DESCRIPTION_H_
#define MUNHANG_CURRICULUM_DESCRIPTION_H_

#include <string>

#include "munhang/curriculum/knowledge_base.h"

namespace munhang::curriculum {

// A standard for people to read: several lines of Korean that end with a line feed; parts of the
// standard that are empty are left out.
std::string Describe(const Standard& standard);

// The same in one line, without a line feed: code, element and gist.
std::string Summarize(const Standard& standard);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_DESCRIPTION_H_
