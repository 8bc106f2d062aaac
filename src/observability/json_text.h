#ifndef MUNHANG_OBSERVABILITY_JSON_TEXT_H_
#define MUNHANG_OBSERVABILITY_JSON_TEXT_H_

#include <string>
#include <string_view>

namespace munhang::observability {

// Appends `bytes` as a JSON string with its quotes. Every byte that is no part of valid UTF-8
// becomes U+FFFD. Besides what JSON demands, all characters that break lines or control terminals
// are escaped.
void AppendJsonString(std::string_view bytes, std::string* json);

// Appends the shortest number that reads back as `value`, or null when it is infinite or not a
// number.
void AppendJsonNumber(double value, std::string* json);

}  // namespace munhang::observability

#endif  // MUNHANG_OBSERVABILITY_JSON_TEXT_H_
