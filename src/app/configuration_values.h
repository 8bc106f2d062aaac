#ifndef MUNHANG_APP_CONFIGURATION_VALUES_H_
#define MUNHANG_APP_CONFIGURATION_VALUES_H_

#include <absl/status/statusor.h>

#include <string>
#include <string_view>

namespace munhang::app {

// How values are written in a configuration. Parsers return INVALID_ARGUMENT with a message that
// completes the sentence "KEY: …"; formatters write what the parser of the same name reads back.

// Wide enough for every integer of protobuf, for sizes in bytes and for durations in nanoseconds.
// Parsers take anything larger for a number of about 2^100, which is above every bound.
using Whole = __int128;

inline constexpr Whole kNanosecondsPerSecond = 1'000'000'000;

// 0, 8, -3: decimal, no sign but '-', no leading zero.
absl::StatusOr<Whole> ParseWhole(std::string_view text);
std::string FormatWhole(Whole value);

// Bytes: 65536, 64KiB, 4MiB, 1GiB, 1TiB. Formatted in the largest unit that leaves no remainder.
absl::StatusOr<Whole> ParseSize(std::string_view text);
std::string FormatSize(Whole bytes);

// Nanoseconds: 250ms, 30s, 1m30s, 1h; units h, m, s, ms, us, ns, each at most once and in this
// order.
absl::StatusOr<Whole> ParseDuration(std::string_view text);
std::string FormatDuration(Whole nanoseconds);

// Finite decimal numbers: 0.5, -2, 1e6. Formatted in the fewest digits that read back the same.
absl::StatusOr<double> ParseNumber(std::string_view text);
std::string FormatNumber(double value);
std::string FormatNumber(float value);

// true or false.
absl::StatusOr<bool> ParseBoolean(std::string_view text);

// `text` as messages show it: on one line, cut where it is long, in double quotes.
std::string Quoted(std::string_view text);
// The same without quotes, for values that are plainly numbers and for keys.
std::string Shortened(std::string_view text);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_VALUES_H_
