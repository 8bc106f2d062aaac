#include "text/number_relations.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_set>

namespace munhang::text {
namespace {

// A natural or decimal number as a count of its last decimal place.
struct Places {
  std::uint64_t count = 0;
  std::size_t decimals = 0;
};

// Written arithmetic beyond this many digits is nobody's school item, and a double is no longer
// exact.
constexpr std::size_t kMaxDigits = 15;

std::optional<Places> ToPlaces(const NumberSlot& slot) {
  const bool plain = slot.kind == NumberKind::kNatural || slot.kind == NumberKind::kDecimal;
  if (!plain || slot.negative || slot.digits + slot.decimals > kMaxDigits) return std::nullopt;
  const double scaled = slot.value * std::pow(10.0, static_cast<double>(slot.decimals));
  return Places{static_cast<std::uint64_t>(std::llround(scaled)), slot.decimals};
}

// Gives both numbers the decimal places of the finer one. False when that takes too many digits.
bool Align(Places& a, Places& b) {
  constexpr std::uint64_t kLargest = 1'000'000'000'000'000'000;
  for (Places* number : {&a, &b}) {
    const std::size_t target = std::max(a.decimals, b.decimals);
    for (; number->decimals < target; ++number->decimals) {
      if (number->count >= kLargest / 10) return false;
      number->count *= 10;
    }
  }
  return true;
}

bool Carries(std::uint64_t a, std::uint64_t b) {
  for (; a > 0 && b > 0; a /= 10, b /= 10) {
    if (a % 10 + b % 10 >= 10) return true;
  }
  return false;
}

// REQUIRES: a >= b.
bool Borrows(std::uint64_t a, std::uint64_t b) {
  for (; b > 0; a /= 10, b /= 10) {
    if (a % 10 < b % 10) return true;
  }
  return false;
}

bool ProductCarries(std::uint64_t number, std::uint64_t digit) {
  for (; number > 0; number /= 10) {
    if (number % 10 * digit >= 10) return true;
  }
  return false;
}

bool IsFractional(const NumberSlot& slot) { return slot.fraction != FractionKind::kNone; }

bool IsOneDigit(const NumberSlot& slot) {
  return slot.kind == NumberKind::kNatural && slot.digits == 1;
}

const char* RelateSum(const NumberSlot& left, const NumberSlot& right, bool difference) {
  if (IsFractional(left) && IsFractional(right)) {
    return left.denominator == right.denominator ? "same_denominator" : "different_denominator";
  }
  std::optional<Places> a = ToPlaces(left);
  std::optional<Places> b = ToPlaces(right);
  if (!a.has_value() || !b.has_value() || !Align(*a, *b)) return nullptr;
  if (!difference) return Carries(a->count, b->count) ? "carry" : "no_carry";
  if (a->count < b->count) return "negative_result";
  return Borrows(a->count, b->count) ? "borrow" : "no_borrow";
}

const char* RelateProduct(const NumberSlot& left, const NumberSlot& right) {
  // Times tables carry nothing anywhere.
  if (IsOneDigit(left) == IsOneDigit(right)) return nullptr;
  const std::optional<Places> a = ToPlaces(IsOneDigit(left) ? right : left);
  const std::optional<Places> digit = ToPlaces(IsOneDigit(left) ? left : right);
  if (!a.has_value() || !digit.has_value()) return nullptr;
  return ProductCarries(a->count, digit->count) ? "carry" : "no_carry";
}

const char* RelateQuotient(const NumberSlot& left, const NumberSlot& right) {
  const std::optional<Places> a = ToPlaces(left);
  const std::optional<Places> b = ToPlaces(right);
  if (!a.has_value() || !b.has_value() || b->count == 0) return nullptr;
  if (left.kind != NumberKind::kNatural || right.kind != NumberKind::kNatural) return nullptr;
  if (a->count < b->count) return "smaller_dividend";
  return a->count % b->count == 0 ? "divisible" : "remainder";
}

constexpr std::string_view kOperators[] = {"+", "-", "×", "÷"};

const char* Relate(std::string_view sign, const NumberSlot& left, const NumberSlot& right) {
  if (sign == "+" || sign == "-") return RelateSum(left, right, sign == "-");
  return sign == "×" ? RelateProduct(left, right) : RelateQuotient(left, right);
}

bool SameNumber(const NumberSlot& a, const NumberSlot& b) {
  return a.kind == b.kind && a.value == b.value;
}

// Equal for numbers of the same value and kind; the value's bits are few enough to share a word
// with the kind, and a clash costs no more than a wrong "repeated".
std::uint64_t IdentityOf(const NumberSlot& slot) {
  return std::bit_cast<std::uint64_t>(slot.value) * 31 + static_cast<std::uint64_t>(slot.kind);
}

}  // namespace

std::vector<std::string> FindRelations(std::string_view canonical,
                                       const std::vector<NumberSlot>& numbers) {
  std::vector<std::string> relations;
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const NumberSlot& number = numbers[i];
    bool equal = false;
    if (i > 0) {
      const NumberSlot& left = numbers[i - 1];
      const std::string_view sign = canonical.substr(left.end, number.begin - left.end);
      if (std::ranges::find(kOperators, sign) != std::end(kOperators)) {
        if (const char* relation = Relate(sign, left, number)) relations.emplace_back(relation);
        equal = SameNumber(left, number);
        if (equal) relations.emplace_back("equal");
      }
    }
    const bool repeated = !seen.insert(IdentityOf(number)).second;
    if (repeated && !equal) relations.emplace_back("repeated");
  }
  return relations;
}

}  // namespace munhang::text
