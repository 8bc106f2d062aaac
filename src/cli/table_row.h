#ifndef MUNHANG_CLI_TABLE_ROW_H_
#define MUNHANG_CLI_TABLE_ROW_H_

#include <absl/status/status.h>

#include <string>
#include <string_view>

#include "munhang/v1/classifier.pb.h"

namespace munhang::cli {

// A table of classifications for people to read, a row for each item; columns line up in a
// terminal, where a Hangul syllable is two columns wide. Lines come without their line breaks.
std::string TableHeader();
std::string TableRow(const v1::Classification& answer);
std::string TableFailure(std::string_view item_id, const absl::Status& status);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_TABLE_ROW_H_
