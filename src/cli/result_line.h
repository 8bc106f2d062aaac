#ifndef MUNHANG_CLI_RESULT_LINE_H_
#define MUNHANG_CLI_RESULT_LINE_H_

#include <absl/status/status.h>
#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

namespace munhang::cli {

// The lines of a result file, each one JSON object without its line break: a classification, or why
// there is none.

// proto JSON on one line with proto field names, every field present, UTF-8 as it is.
std::string ToJsonLine(const google::protobuf::Message& message);

// {"item_id":"a1","error":{"code":"INVALID_ARGUMENT","message":"…"}}
std::string FailureLine(std::string_view item_id, const absl::Status& status);

// What a line of a result file says. Reads only as far as it must.
struct ResultLine {
  std::string item_id;
  // False for a failure.
  bool answered = false;
};

// nullopt for a line that is neither an answer nor a failure.
std::optional<ResultLine> ParseResultLine(std::string_view line);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_RESULT_LINE_H_
