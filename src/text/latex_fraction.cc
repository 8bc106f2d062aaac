#include "text/latex_fraction.h"

#include <algorithm>
#include <cstddef>

#include "text/characters.h"
#include "text/units.h"

namespace munhang::text {
namespace {

bool IsNumber(std::u32string_view text) {
  return IsDigit(text.front()) && IsDigit(text.back()) && std::ranges::count(text, U'.') <= 1 &&
         std::ranges::all_of(text, [](char32_t c) { return IsDigit(c) || c == U'.'; });
}

bool IsMonomial(std::u32string_view text) {
  return std::ranges::all_of(text, [](char32_t c) { return IsAlphanumeric(c) || IsGreek(c); });
}

std::u32string Parenthesised(std::u32string_view text, bool bare) {
  if (bare) return std::u32string(text);
  std::u32string out = U"(";
  out.append(text).push_back(U')');
  return out;
}

// Whether a fraction must be parenthesised between these two neighbours.
bool JoinsNeighbour(char32_t before, std::u32string_view after) {
  const bool joins_before = IsAlphanumeric(before) || IsGreek(before) || before == U')' ||
                            before == U'.' || before == U'^' || before == U'/' || before == U'√' ||
                            before == kCombiningDot;
  if (joins_before) return true;
  if (after.empty()) return false;
  const char32_t next = after.front();
  if (IsLatin(next)) return LatinUnitLength(after, 0) == 0;
  return IsDigit(next) || IsGreek(next) || next == U'/' || next == U'^' || next == U'(' ||
         next == U'√' || (next == U'.' && after.size() > 1 && IsDigit(after[1]));
}

}  // namespace

bool IsAllDigits(std::u32string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsDigit);
}

bool IsProperFraction(std::u32string_view numerator, std::u32string_view denominator) {
  const auto significant = [](std::u32string_view digits) {
    return digits.substr(std::min(digits.find_first_not_of(U'0'), digits.size()));
  };
  const std::u32string_view a = significant(numerator);
  const std::u32string_view b = significant(denominator);
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool IsOneGroup(std::u32string_view text) {
  if (text.starts_with(U"√(")) text.remove_prefix(1);
  if (!text.starts_with(U'(') || !text.ends_with(U')')) return false;
  int open = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == U'(') ++open;
    if (text[at] == U')' && --open == 0) return at + 1 == text.size();
  }
  return false;
}

bool EndsInWholeNumber(std::u32string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && IsDigit(text[begin - 1])) --begin;
  if (begin == text.size()) return false;
  if (begin == 0) return true;
  const char32_t before = text[begin - 1];
  return !IsLatin(before) && before != U'.' && before != U'/' && before != U'_' && before != U'^' &&
         before != kCombiningDot;
}

std::u32string_view TrimSpaces(std::u32string_view text) {
  const std::size_t first = text.find_first_not_of(U' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(U' ') - first + 1);
}

void AppendFraction(std::u32string_view numerator, std::u32string_view denominator,
                    std::u32string_view after, std::u32string& before) {
  const std::u32string_view a = TrimSpaces(numerator);
  const std::u32string_view b = TrimSpaces(denominator);
  if (a.empty() || b.empty()) {
    before.append(a).append(U"/").append(b);
    return;
  }
  const bool bare_b = b.size() == 1 || IsNumber(b) || IsOneGroup(b);
  std::u32string fraction =
      Parenthesised(a, IsMonomial(a) || IsNumber(a) || IsOneGroup(a) || a.size() == 1);
  fraction.append(U"/").append(Parenthesised(b, bare_b));

  // Zero for a text of spaces, as npos + 1.
  const std::size_t content_end = before.find_last_not_of(U' ') + 1;
  const bool spaced = content_end < before.size();
  if (IsAllDigits(a) && IsAllDigits(b) &&
      EndsInWholeNumber(std::u32string_view(before).substr(0, content_end)) &&
      (!spaced || IsProperFraction(a, b))) {
    before.resize(content_end);
    before.append(U"_").append(fraction);
    return;
  }
  const char32_t last = before.empty() ? U' ' : before.back();
  before.append(Parenthesised(fraction, !JoinsNeighbour(last, after)));
}

}  // namespace munhang::text
