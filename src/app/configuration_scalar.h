#ifndef MUNHANG_APP_CONFIGURATION_SCALAR_H_
#define MUNHANG_APP_CONFIGURATION_SCALAR_H_

#include <absl/status/status.h>
#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "munhang/config/v1/rule.pb.h"

namespace munhang::app {

// A value of one YAML scalar.
struct Scalar {
  std::string_view text;
  // Written in quotes or as a block, so that it is text whatever it looks like.
  bool quoted = false;
};

// Sets `field` of `message`, or appends to it when it is a list, if `scalar` is what type and
// `rule` ask for. INVALID_ARGUMENT with a message that completes the sentence "KEY: …". `field` is
// no message but google.protobuf.Duration.
absl::Status StoreScalar(const Scalar& scalar, const google::protobuf::FieldDescriptor& field,
                         const config::v1::Rule& rule, google::protobuf::Message* message);

// The value of `field`, or its entry `index` when it is a list (-1 when not), as YAML that
// StoreScalar takes. A secret that is no reference is withheld.
std::string PrintScalar(const google::protobuf::Message& message,
                        const google::protobuf::FieldDescriptor& field,
                        const config::v1::Rule& rule, int index);

// `text` as a YAML scalar in double quotes.
std::string QuotedYaml(std::string_view text);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_SCALAR_H_
