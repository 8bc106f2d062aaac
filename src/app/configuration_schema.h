#ifndef MUNHANG_APP_CONFIGURATION_SCHEMA_H_
#define MUNHANG_APP_CONFIGURATION_SCHEMA_H_

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>
#include <vector>

#include "app/configuration_values.h"
#include "munhang/config/v1/rule.pb.h"

namespace munhang::app {

// What users see a field as.
enum class Kind {
  kBoolean,
  kWhole,
  kSize,
  kDuration,
  kNumber,
  kText,
  // Of an enum's names.
  kChoice,
  // Bytes, as base64.
  kBinary,
  // A message.
  kKeys,
};

// The rule stated beside `field`; an empty one when there is none.
const config::v1::Rule& RuleOf(const google::protobuf::FieldDescriptor& field);

// Of one entry when `field` is a list. `rule` is the field's own, or for the values of a map the
// map's.
Kind KindOf(const google::protobuf::FieldDescriptor& field, const config::v1::Rule& rule);

// For messages: "a whole number", "a size", …
std::string_view NameOf(Kind kind);

// Whether a message field is filled with defaults when its key is absent (see rule.proto). `depth`
// is how many messages the field's own message is inside, 0 for the root.
bool IsSection(const google::protobuf::FieldDescriptor& field, int depth);

// The type of a map's values.
const google::protobuf::FieldDescriptor& MapValue(const google::protobuf::FieldDescriptor& map);

// Names that a text or choice may have; empty for any text.
std::vector<std::string> ChoicesOf(const google::protobuf::FieldDescriptor& field,
                                   const config::v1::Rule& rule);

// Bounds of whole numbers, of sizes in bytes and of durations in nanoseconds, both inclusive: those
// of the rule within those of the type.
struct WholeRange {
  Whole low;
  Whole high;
};
WholeRange RangeOf(const google::protobuf::FieldDescriptor& field, const config::v1::Rule& rule);

// Parse and format what KindOf says is a whole number, size or duration.
absl::StatusOr<Whole> ParseAs(Kind kind, std::string_view text);
std::string FormatAs(Kind kind, Whole value);

// A bound of a rule as users write a value of that kind.
std::string FormatBound(Kind kind, double bound);

// The one of `names` that `name` is most likely a misspelling of; empty when none is near.
std::string NearestName(std::string_view name, const std::vector<std::string>& names);

// "a, b, c".
std::string Listed(const std::vector<std::string>& names);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_SCHEMA_H_
