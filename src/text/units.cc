#include "text/units.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/characters.h"

namespace munhang::text {
namespace {

struct LatinUnit {
  std::u32string_view spelling;
  std::u32string_view canonical;
};

constexpr auto kLatinUnits = std::to_array<LatinUnit>({
    {U"mm", U"mm"}, {U"cm", U"cm"},     {U"m", U"m"},   {U"km", U"km"}, {U"mg", U"mg"},
    {U"g", U"g"},   {U"kg", U"kg"},     {U"t", U"t"},   {U"mL", U"mL"}, {U"ml", U"mL"},
    {U"mℓ", U"mL"}, {U"dL", U"dL"},     {U"dl", U"dL"}, {U"dℓ", U"dL"}, {U"kL", U"kL"},
    {U"kl", U"kL"}, {U"kℓ", U"kL"},     {U"L", U"L"},   {U"ℓ", U"L"},   {U"ha", U"ha"},
    {U"cc", U"cc"}, {U"kcal", U"kcal"},
});

// Longest first among those with a common beginning.
constexpr auto kSpelledUnits = std::to_array<std::string_view>({
    "°C",
    "°F",
    "°",
    "제곱센티미터",
    "제곱미터",
    "제곱킬로미터",
    "세제곱센티미터",
    "세제곱미터",
    "밀리미터",
    "센티미터",
    "킬로미터",
    "미터",
    "밀리리터",
    "데시리터",
    "리터",
    "킬로그램",
    "그램",
    "톤",
    "시간",
    "시",
    "분",
    "초",
    "일",
    "주",
    "개월",
    "개",
    "년",
    "명",
    "마리",
    "권",
    "자루",
    "장",
    "송이",
    "그루",
    "대",
    "원",
    "번",
    "배",
    "살",
    "쪽",
    "점",
    "묶음",
    "봉지",
    "상자",
    "컵",
    "조각",
    "칸",
    "층",
    "도막",
    "도",
    "모둠",
    "반",
    "회",
    "인분",
    "켤레",
    "병",
    "잔",
    "줄",
    "각형",
});

constexpr auto kLatinUtf8 = std::to_array<std::string_view>({
    "kcal",
    "mm",
    "cm",
    "km",
    "mg",
    "kg",
    "mL",
    "dL",
    "kL",
    "ha",
    "cc",
    "m",
    "g",
    "t",
    "L",
});

bool IsWordByte(char c) {
  return IsAlphanumeric(static_cast<char32_t>(static_cast<std::uint8_t>(c)));
}

// Length of "^2" or "^3" at `at`, else 0.
std::size_t ExponentLength(std::string_view text, std::size_t at) {
  const bool exponent = at + 1 < text.size() && text[at] == '^' &&
                        (text[at + 1] == '2' || text[at + 1] == '3') &&
                        (at + 2 == text.size() || !IsWordByte(text[at + 2]));
  return exponent ? 2 : 0;
}

}  // namespace

std::size_t LatinUnitLength(std::u32string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 4;
  std::size_t end = at;
  while (end < text.size() && (IsLatin(text[end]) || text[end] == U'ℓ')) {
    if (++end - at > kLongest) return 0;
  }
  const std::u32string_view word = text.substr(at, end - at);
  const bool known =
      std::ranges::find(kLatinUnits, word, &LatinUnit::spelling) != kLatinUnits.end();
  return known ? word.size() : 0;
}

bool IsLengthUnit(std::u32string_view unit) {
  return unit == U"cm" || unit == U"m" || unit == U"km" || unit == U"mm";
}

std::u32string_view CanonicalUnit(std::u32string_view unit) {
  const auto found = std::ranges::find(kLatinUnits, unit, &LatinUnit::spelling);
  return found == kLatinUnits.end() ? unit : found->canonical;
}

std::size_t UnitLengthInUtf8(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.empty()) return 0;
  for (const std::string_view unit : kLatinUtf8) {
    if (!rest.starts_with(unit)) continue;
    const std::size_t end = at + unit.size();
    if (end == text.size() || !IsWordByte(text[end])) {
      return unit.size() + ExponentLength(text, end);
    }
  }
  for (const std::string_view unit : kSpelledUnits) {
    if (rest.starts_with(unit)) return unit.size();
  }
  return 0;
}

}  // namespace munhang::text
