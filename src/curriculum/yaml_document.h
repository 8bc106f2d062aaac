#ifndef MUNHANG_CURRICULUM_YAML_DOCUMENT_H_
#define MUNHANG_CURRICULUM_YAML_DOCUMENT_H_

#include <optional>
#include <string>
#include <string_view>

#include "curriculum/document.h"
#include "munhang/curriculum/problems.h"

namespace munhang::curriculum {

// Parses UTF-8 text that holds exactly one YAML document. Plain scalars are numbers, true, false,
// nothing or texts; quoted ones are texts. Keys may not repeat; anchors, aliases and tags are not
// accepted. What is wrong becomes a problem, and nullopt.
std::optional<Document> ParseYaml(const std::string& text, std::string_view source,
                                  Problems* problems);

// The inverse: YAML that parses to a node equal to `node`, laid out as data/curriculum/README.md
// shows it.
std::string WriteYaml(const Node& node);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_YAML_DOCUMENT_H_
