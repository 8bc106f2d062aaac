#ifndef MUNHANG_APP_CONFIGURATION_READER_H_
#define MUNHANG_APP_CONFIGURATION_READER_H_

#include <google/protobuf/message.h>

#include <string_view>

#include "app/configuration_problems.h"

namespace munhang::app {

// Reads one YAML document into `message`, any protobuf message, by the types of its fields and the
// rules of munhang/config/v1/rule.proto beside them, and fills in the defaults. An empty document
// gives the defaults alone. Everything that is wrong goes to `problems`, with its line; what has a
// problem is left unset, and the rest is read all the same. Aliases count as what they stand for;
// tags and merge keys are refused.
void ReadYaml(std::string_view yaml, google::protobuf::Message* message, Problems* problems);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_READER_H_
