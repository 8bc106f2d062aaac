#ifndef MUNHANG_EVALUATION_HTML_TEXT_H_
#define MUNHANG_EVALUATION_HTML_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "munhang/evaluation/metrics.h"

namespace munhang::evaluation {

// `text` as content of an element or of a quoted attribute. Control characters but tabs and line
// feeds become U+FFFD.
std::string Escape(std::string_view text);

// The same with the codes of standards in it kept from breaking at their hyphens.
std::string EscapeKeepingCodes(std::string_view text);

// What stands for a figure that cannot be measured.
inline constexpr std::string_view kNoFigure = "–";

// "1,086".
std::string Count(size_t count);
// "0.049" with three digits; a minus sign only before what is not zero.
std::string Decimal(double value, int digits = 3);
std::string Decimal(const std::optional<double>& value, int digits = 3);
// "80.5%".
std::string Percent(double share);
std::string Percent(const Ratio& ratio);
// "78.0–82.8%".
std::string Percent(const Interval& interval);

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_HTML_TEXT_H_
