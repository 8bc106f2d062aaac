#include "evaluation/html_text.h"

#include <cstdio>

namespace munhang::evaluation {

std::string Escape(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      case '\n':
      case '\t':
        escaped += c;
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          escaped += "\xEF\xBF\xBD";
        } else {
          escaped += c;
        }
    }
  }
  return escaped;
}

std::string EscapeKeepingCodes(std::string_view text) {
  // "4수01-03" in UTF-8.
  constexpr size_t kCodeBytes = 9;
  std::string escaped;
  size_t copied = 0;
  for (size_t i = 0; i + kCodeBytes <= text.size(); ++i) {
    const std::string_view code = text.substr(i, kCodeBytes);
    if (!StandardCode::Parse(code)) continue;
    escaped += Escape(text.substr(copied, i - copied));
    escaped.append("<span class=\"code\">").append(code).append("</span>");
    copied = i + kCodeBytes;
    i = copied - 1;
  }
  return escaped + Escape(text.substr(copied));
}

std::string Count(size_t count) {
  std::string digits = std::to_string(count);
  for (size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string Decimal(double value, int digits) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", digits, value);
  const std::string text = buffer;
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return zero && text.starts_with('-') ? text.substr(1) : text;
}

std::string Decimal(const std::optional<double>& value, int digits) {
  return value ? Decimal(*value, digits) : std::string(kNoFigure);
}

std::string Percent(double share) { return Decimal(100 * share, 1) + "%"; }

std::string Percent(const Ratio& ratio) {
  const auto share = ratio.Share();
  return share ? Percent(*share) : std::string(kNoFigure);
}

std::string Percent(const Interval& interval) {
  return Decimal(100 * interval.low, 1) + "–" + Percent(interval.high);
}

}  // namespace munhang::evaluation
