#include "text/number_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "text/characters.h"
#include "text/units.h"
#include "text/utf8.h"

namespace munhang::text {
namespace {

constexpr std::string_view kCycleDot = "\xCC\x87";  // U+0307
constexpr std::uint64_t kMaxWord = std::numeric_limits<std::uint64_t>::max();

struct Multiplier {
  std::string_view word;
  double value;
  std::size_t zeros;
};

// 3만 5000, 2억, 5천만. 십 is left to words: 3십 is not written.
constexpr auto kSmallMultipliers = std::to_array<Multiplier>({{"천", 1e3, 3}, {"백", 1e2, 2}});
constexpr auto kLargeMultipliers =
    std::to_array<Multiplier>({{"만", 1e4, 4}, {"억", 1e8, 8}, {"조", 1e12, 12}});

bool IsDigitAt(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::size_t DigitsEnd(std::string_view text, std::size_t at) {
  while (IsDigitAt(text, at)) ++at;
  return at;
}

bool HasAt(std::string_view text, std::size_t at, std::string_view word) {
  return at <= text.size() && text.substr(at).starts_with(word);
}

double Saturated(double value) { return std::min(value, std::numeric_limits<double>::max()); }

double AsDouble(std::string_view digits) {
  double value = 0;
  for (const char c : digits) {
    if (c != ',') value = Saturated(value * 10 + (c - '0'));
  }
  return value;
}

std::uint64_t AsWord(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value > (kMaxWord - digit) / 10) return kMaxWord;
    value = value * 10 + digit;
  }
  return value;
}

// The value of decimals, the digits after the point, of which `cycle` last ones recur (0: none).
double DecimalPart(std::string_view decimals, std::size_t cycle) {
  // A double holds no more.
  constexpr std::size_t kSignificant = 17;
  if (cycle == 0 || decimals.size() > kSignificant) {
    decimals = decimals.substr(0, kSignificant);
    return AsDouble(decimals) / std::pow(10.0, static_cast<double>(decimals.size()));
  }
  const std::size_t fixed = decimals.size() - cycle;
  const double numerator = AsDouble(decimals) - AsDouble(decimals.substr(0, fixed));
  return numerator / (std::pow(10.0, static_cast<double>(fixed)) *
                      (std::pow(10.0, static_cast<double>(cycle)) - 1));
}

FractionKind KindOfFraction(std::uint64_t numerator, std::uint64_t denominator) {
  if (numerator >= denominator) return FractionKind::kImproper;
  return numerator == 1 ? FractionKind::kUnit : FractionKind::kProper;
}

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) { slot_.begin = at; }

  NumberSlot Read() {
    const std::size_t begin = at_;
    ReadWhole();
    const bool grouped = at_ > begin && text_.substr(begin, at_ - begin).find(',') != text_.npos;
    if (!ReadDecimals() && !(!grouped && (ReadMixed() || ReadFraction(begin)))) ReadMultiplied();
    if (HasAt(text_, at_, "%") && slot_.fraction == FractionKind::kNone) {
      slot_.kind = NumberKind::kPercent;
      ++at_;
    }
    slot_.end = at_;
    slot_.unit = text_.substr(UnitBegin(), unit_length_);
    return std::move(slot_);
  }

 private:
  void ReadWhole() {
    const std::size_t begin = at_;
    at_ = DigitsEnd(text_, at_);
    slot_.digits = at_ - begin;
    if (slot_.digits <= 3 && text_[begin] != '0') {
      while (IsThousandsGroup()) {
        at_ += 4;
        slot_.digits += 3;
      }
    }
    slot_.value = AsDouble(text_.substr(begin, at_ - begin));
  }

  bool IsThousandsGroup() const {
    return HasAt(text_, at_, ",") && DigitsEnd(text_, at_ + 1) == at_ + 4;
  }

  // ".25", ".3̇", ".1̇23̇"
  bool ReadDecimals() {
    if (!HasAt(text_, at_, ".") || !IsDigitAt(text_, at_ + 1)) return false;
    std::string decimals;
    std::size_t cycle_begin = text_.npos;
    std::size_t cycle_end = 0;
    for (++at_; IsDigitAt(text_, at_);) {
      decimals.push_back(text_[at_++]);
      if (!HasAt(text_, at_, kCycleDot)) continue;
      cycle_begin = std::min(cycle_begin, decimals.size() - 1);
      cycle_end = decimals.size();
      at_ += kCycleDot.size();
    }
    // Digits after the cycle's last dot make no sense; the value is then the plain decimal's.
    const bool recurs = cycle_end > 0;
    const std::size_t cycle = cycle_end == decimals.size() ? cycle_end - cycle_begin : 0;
    slot_.kind = recurs ? NumberKind::kRecurring : NumberKind::kDecimal;
    slot_.decimals = decimals.size();
    slot_.value = Saturated(slot_.value + DecimalPart(decimals, cycle));
    if (!recurs) ReadMultiplied();
    return true;
  }

  bool ReadMixed() {
    if (!HasAt(text_, at_, "_")) return false;
    const std::size_t bar = DigitsEnd(text_, at_ + 1);
    const std::size_t end = DigitsEnd(text_, bar + 1);
    if (bar == at_ + 1 || !HasAt(text_, bar, "/") || end <= bar + 1) return false;
    SetFraction(text_.substr(at_ + 1, bar - at_ - 1), text_.substr(bar + 1, end - bar - 1));
    slot_.kind = NumberKind::kMixed;
    if (slot_.denominator != 0) slot_.value = Saturated(slot_.value + FractionValue());
    at_ = end;
    return true;
  }

  // Of a date such as 2024/3/5 no part is a fraction.
  bool ReadFraction(std::size_t begin) {
    if (!HasAt(text_, at_, "/") || (begin > 0 && text_[begin - 1] == '/')) return false;
    const std::size_t end = DigitsEnd(text_, at_ + 1);
    if (end == at_ + 1 || HasAt(text_, end, "/")) return false;
    SetFraction(text_.substr(begin, at_ - begin), text_.substr(at_ + 1, end - at_ - 1));
    slot_.kind = NumberKind::kFraction;
    slot_.digits = end - at_ - 1;
    slot_.value = slot_.denominator == 0 ? 0 : FractionValue();
    at_ = end;
    return true;
  }

  void SetFraction(std::string_view numerator, std::string_view denominator) {
    slot_.numerator = AsWord(numerator);
    slot_.denominator = AsWord(denominator);
    slot_.fraction = KindOfFraction(slot_.numerator, slot_.denominator);
  }

  double FractionValue() const {
    return static_cast<double>(slot_.numerator) / static_cast<double>(slot_.denominator);
  }

  // 만, 억 and the like after the number read so far, and the smaller parts that follow.
  void ReadMultiplied() {
    double limit = std::numeric_limits<double>::infinity();
    double total = 0;
    double part = slot_.value;
    bool multiplied = false;
    for (;;) {
      std::size_t zeros = 0;
      const double factor = ReadMultiplier(zeros);
      total = Saturated(total + Saturated(part * factor));
      if (factor == 1) break;
      if (!multiplied) slot_.digits += zeros;
      multiplied = true;
      limit = factor;
      const std::size_t next = HasAt(text_, at_, " ") ? at_ + 1 : at_;
      const std::size_t end = DigitsEnd(text_, next);
      if (end == next || !ContinuesNumber(end)) break;
      part = AsDouble(text_.substr(next, end - next));
      if (part >= limit) break;
      at_ = end;
    }
    slot_.value = total;
    if (multiplied) {
      slot_.kind = NumberKind::kNatural;
      slot_.decimals = 0;
    }
  }

  // Whether digits that end here can be the lower part of "3만 5000".
  bool ContinuesNumber(std::size_t end) const {
    return !HasAt(text_, end, "/") && !HasAt(text_, end, ".") && !HasAt(text_, end, "_") &&
           !HasAt(text_, end, ",") && !HasAt(text_, end, "%");
  }

  // The factor of the multipliers at `at_`, and their zeros; 1 when there are none.
  double ReadMultiplier(std::size_t& zeros) {
    double factor = 1;
    for (const Multiplier& small : kSmallMultipliers) {
      if (!HasAt(text_, at_, small.word) || factor != 1) continue;
      at_ += small.word.size();
      factor = small.value;
      zeros = small.zeros;
    }
    for (const Multiplier& large : kLargeMultipliers) {
      if (!HasAt(text_, at_, large.word) || !IsMultiplier(large, at_ + large.word.size())) continue;
      at_ += large.word.size();
      zeros += large.zeros;
      return factor * large.value;
    }
    return factor;
  }

  // "3만큼" means as much as 3; a 조 is a group of pupils unless money or digits follow.
  bool IsMultiplier(const Multiplier& multiplier, std::size_t end) const {
    if (multiplier.word == "만") return !HasAt(text_, end, "큼");
    if (multiplier.word != "조") return true;
    const std::size_t next = HasAt(text_, end, " ") ? end + 1 : end;
    return IsDigitAt(text_, next) || HasAt(text_, next, "원");
  }

  // Finds the unit that follows, maybe after a space.
  std::size_t UnitBegin() {
    unit_length_ = UnitLengthInUtf8(text_, at_);
    if (unit_length_ > 0 || !HasAt(text_, at_, " ")) return at_;
    unit_length_ = UnitLengthInUtf8(text_, at_ + 1);
    if (unit_length_ > 0 && !EndsWord(at_ + 1 + unit_length_)) unit_length_ = 0;
    return at_ + 1;
  }

  // Whether a Hangul word can end at `end`, but for a particle: 개, 개의, not 주 of 주어진.
  bool EndsWord(std::size_t end) const {
    if (end >= text_.size() || !IsHangulSyllable(DecodeUtf8At(text_, end).code_point)) return true;
    constexpr auto kParticles = std::to_array<std::string_view>(
        {"을", "를", "이", "가", "은", "는", "의", "에", "로", "와", "과", "씩", "입", "보", "짜"});
    return std::ranges::any_of(kParticles, [&](auto word) { return HasAt(text_, end, word); });
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t unit_length_ = 0;
  NumberSlot slot_;
};

}  // namespace

NumberSlot ReadNumber(std::string_view text, std::size_t at) { return Reader(text, at).Read(); }

}  // namespace munhang::text
