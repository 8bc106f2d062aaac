#include "app/configuration_values.h"

#include <absl/status/status.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace munhang::app {
namespace {

constexpr Whole kBeyondEverything = Whole{1} << 100;

struct Unit {
  std::string_view name;
  Whole factor;
};

constexpr std::array<Unit, 4> kSizeUnits = {{{"TiB", Whole{1} << 40},
                                             {"GiB", Whole{1} << 30},
                                             {"MiB", Whole{1} << 20},
                                             {"KiB", Whole{1} << 10}}};

constexpr std::array<Unit, 6> kDurationUnits = {{{"h", 3600 * kNanosecondsPerSecond},
                                                 {"m", 60 * kNanosecondsPerSecond},
                                                 {"s", kNanosecondsPerSecond},
                                                 {"ms", 1'000'000},
                                                 {"us", 1'000},
                                                 {"ns", 1}}};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes the digits that `text` begins with.
std::string_view TakeDigits(std::string_view* text) {
  const auto end = std::find_if_not(text->begin(), text->end(), IsDigit);
  const std::string_view digits = text->substr(0, static_cast<size_t>(end - text->begin()));
  text->remove_prefix(digits.size());
  return digits;
}

bool IsPlainDecimal(std::string_view digits) {
  return !digits.empty() && (digits.size() == 1 || digits.front() != '0');
}

Whole Scaled(std::string_view digits, Whole factor) {
  Whole value = 0;
  for (const char digit : digits) {
    value = std::min(kBeyondEverything, value * 10 + (digit - '0'));
  }
  return value > kBeyondEverything / factor ? kBeyondEverything : value * factor;
}

// What the writer of 64KB, 64 kb or 64M meant; empty when that is not clear.
std::string IntendedSize(std::string_view digits, std::string_view suffix) {
  while (suffix.starts_with(' ')) suffix.remove_prefix(1);
  std::string lower(suffix);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (lower == "b" || lower == "bytes") return std::string(digits);
  for (const Unit& unit : kSizeUnits) {
    const std::string letter(1, static_cast<char>(unit.name[0] + 32));
    if (lower == letter || lower == letter + "b" || lower == letter + "ib") {
      return std::string(digits) + std::string(unit.name);
    }
  }
  return "";
}

template <typename Float>
std::string ShortestDecimal(Float value) {
  std::array<char, 64> buffer;
  char* const last = buffer.data() + buffer.size();
  const Float size = std::abs(value);
  const bool is_readable_in_full = size == 0 || (size >= Float{1e-4F} && size < Float{1e9F});
  const auto [end, error] =
      is_readable_in_full ? std::to_chars(buffer.data(), last, value, std::chars_format::fixed)
                          : std::to_chars(buffer.data(), last, value);
  return std::string(buffer.data(), error == std::errc() ? end : buffer.data());
}

}  // namespace

absl::StatusOr<Whole> ParseWhole(std::string_view text) {
  std::string_view digits = text;
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  std::string_view rest = digits;
  if (!IsPlainDecimal(TakeDigits(&rest)) || !rest.empty()) {
    return absl::InvalidArgumentError("must be a whole number, not " + Quoted(text));
  }
  const Whole magnitude = Scaled(digits, 1);
  return negative ? -magnitude : magnitude;
}

std::string FormatWhole(Whole value) {
  const bool negative = value < 0;
  std::string digits;
  do {
    const int digit = static_cast<int>(value % 10);
    digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    value /= 10;
  } while (value != 0);
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

absl::StatusOr<Whole> ParseSize(std::string_view text) {
  std::string_view suffix = text;
  const std::string_view digits = TakeDigits(&suffix);
  std::string advice = "; write it like 65536, 64KiB or 4MiB";
  if (IsPlainDecimal(digits)) {
    if (suffix.empty()) return Scaled(digits, 1);
    for (const Unit& unit : kSizeUnits) {
      if (suffix == unit.name) return Scaled(digits, unit.factor);
    }
    const std::string intended = IntendedSize(digits, suffix);
    if (!intended.empty()) advice = "; did you mean " + Shortened(intended) + "?";
  }
  return absl::InvalidArgumentError(Quoted(text) + " is not a size" + advice);
}

std::string FormatSize(Whole bytes) {
  for (const Unit& unit : kSizeUnits) {
    if (bytes != 0 && bytes % unit.factor == 0) {
      return FormatWhole(bytes / unit.factor) + std::string(unit.name);
    }
  }
  return FormatWhole(bytes);
}

absl::StatusOr<Whole> ParseDuration(std::string_view text) {
  std::string_view rest = text;
  Whole total = 0;
  auto unit = kDurationUnits.begin();
  do {
    const std::string_view digits = TakeDigits(&rest);
    if (rest.empty() && digits.size() == text.size() && IsPlainDecimal(digits)) {
      return absl::InvalidArgumentError(Shortened(text) + " has no unit; write " + Shortened(text) +
                                        "s for seconds");
    }
    const auto end_of_unit = std::find_if(rest.begin(), rest.end(), IsDigit);
    const std::string_view name = rest.substr(0, static_cast<size_t>(end_of_unit - rest.begin()));
    rest.remove_prefix(name.size());
    unit = std::find_if(unit, kDurationUnits.end(),
                        [&](const Unit& candidate) { return candidate.name == name; });
    if (unit == kDurationUnits.end() || !IsPlainDecimal(digits)) {
      return absl::InvalidArgumentError(
          Quoted(text) + " is not a duration; write it like 250ms, 30s, 1m30s or 1h");
    }
    total = std::min(kBeyondEverything, total + Scaled(digits, unit->factor));
    ++unit;
  } while (!rest.empty());
  return total;
}

std::string FormatDuration(Whole nanoseconds) {
  if (nanoseconds == 0) return "0s";
  std::string text;
  if (nanoseconds < 0) {
    text += '-';
    nanoseconds = -nanoseconds;
  }
  for (const Unit& unit : kDurationUnits) {
    const Whole count = nanoseconds / unit.factor;
    nanoseconds %= unit.factor;
    if (count != 0) text += FormatWhole(count) + std::string(unit.name);
  }
  return text;
}

absl::StatusOr<double> ParseNumber(std::string_view text) {
  double value = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [rest, error] = std::from_chars(begin, end, value);
  if (error == std::errc::result_out_of_range && rest == end) {
    return absl::InvalidArgumentError(Shortened(text) + " is too large or too small to hold");
  }
  if (error != std::errc() || rest != end || !std::isfinite(value)) {
    return absl::InvalidArgumentError("must be a number, not " + Quoted(text));
  }
  return value;
}

std::string FormatNumber(double value) { return ShortestDecimal(value); }
std::string FormatNumber(float value) { return ShortestDecimal(value); }

absl::StatusOr<bool> ParseBoolean(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return absl::InvalidArgumentError("must be true or false, not " + Quoted(text));
}

std::string Shortened(std::string_view text) {
  constexpr size_t kMostBytes = 80;
  std::string shown;
  for (const char c : text) {
    const bool inside_character = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (shown.size() >= kMostBytes && !inside_character) return shown + "…";
    shown += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return shown;
}

std::string Quoted(std::string_view text) { return '"' + Shortened(text) + '"'; }

}  // namespace munhang::app
