#ifndef MUNHANG_APP_CONFIGURATION_DOCUMENT_H_
#define MUNHANG_APP_CONFIGURATION_DOCUMENT_H_

#include <yaml-cpp/yaml.h>

#include <optional>
#include <string_view>

#include "app/configuration_problems.h"

namespace munhang::app {

// The document that `yaml` consists of, null when it is empty. Reports what is no UTF-8, no YAML or
// more than one document, and returns nullopt.
std::optional<YAML::Node> ParseDocument(std::string_view yaml, Problems* problems);

// Counted from 1, as users do.
inline int LineOf(const YAML::Mark& mark) { return mark.line + 1; }

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_DOCUMENT_H_
