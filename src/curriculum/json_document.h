#ifndef MUNHANG_CURRICULUM_JSON_DOCUMENT_H_
#define MUNHANG_CURRICULUM_JSON_DOCUMENT_H_

#include <optional>
#include <string>
#include <string_view>

#include "curriculum/document.h"
#include "munhang/curriculum/problems.h"

namespace munhang::curriculum {

// Parses one JSON document. Keys may not repeat; lines are unknown. What is wrong becomes a
// problem, and nullopt.
std::optional<Document> ParseJson(std::string_view text, std::string_view source,
                                  Problems* problems);

// The inverse, without white space. Equal nodes give equal text.
std::string WriteJson(const Node& node);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_JSON_DOCUMENT_H_
