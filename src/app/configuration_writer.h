#ifndef MUNHANG_APP_CONFIGURATION_WRITER_H_
#define MUNHANG_APP_CONFIGURATION_WRITER_H_

#include <google/protobuf/message.h>

#include <string>

namespace munhang::app {

// `message`, any protobuf message, as YAML in the order of its schema: every key but those of
// switches that are off. ReadYaml reads an equal message back from it, provided that `message`
// obeys its rules.
std::string WriteYaml(const google::protobuf::Message& message);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_WRITER_H_
