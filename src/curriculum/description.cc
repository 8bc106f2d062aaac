#include "munhang/curriculum/description.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "munhang/domain/classification.h"

namespace munhang::curriculum {
namespace {

constexpr auto kKindNames =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"natural", "자연수"},
                                                                  {"integer", "정수"},
                                                                  {"fraction", "분수"},
                                                                  {"decimal", "소수"},
                                                                  {"percent", "백분율"},
                                                                  {"rational", "유리수"},
                                                                  {"real", "실수"},
                                                                  {"ratio", "비"},
                                                                  {"measure", "측정값"}});

std::string_view KindName(std::string_view kind) {
  for (const auto& [key, name] : kKindNames) {
    if (key == kind) return name;
  }
  return kind;
}

// Without an exponent, as numbers stand in items.
std::string NumberText(double number) {
  std::array<char, 512> buffer;
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  return std::string(buffer.data(), result.ptr);
}

std::string Join(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined.append(joined.empty() ? "" : ", ").append(text);
  return joined;
}

std::string Join(const std::vector<StandardCode>& codes) {
  std::vector<std::string> texts;
  texts.reserve(codes.size());
  for (const StandardCode code : codes) texts.push_back(code.ToString());
  return Join(texts);
}

std::string RangeText(const NumberRange& range) {
  std::string text(KindName(range.kind));
  if (range.min && range.max) {
    text += ", " + NumberText(*range.min) + "부터 " + NumberText(*range.max) + "까지";
  } else if (range.min) {
    text += ", " + NumberText(*range.min) + " 이상";
  } else if (range.max) {
    text += ", " + NumberText(*range.max) + " 이하";
  }
  if (range.decimals) text += ", 소수 " + std::to_string(*range.decimals) + "자리까지";
  if (!range.note.empty()) text += " (" + range.note + ")";
  return text;
}

// A heading and its lines; nothing if there are no lines.
void AddSection(std::string_view heading, const std::vector<std::string>& lines,
                std::string* text) {
  if (lines.empty()) return;
  text->append("\n").append(heading).append("\n");
  for (const std::string& line : lines) text->append("  ").append(line).append("\n");
}

std::vector<std::string> LineOf(std::string text) {
  if (text.empty()) return {};
  return {std::move(text)};
}

}  // namespace

std::string Describe(const Standard& standard) {
  std::vector<std::string> numbers;
  numbers.reserve(standard.numbers.size());
  for (const NumberRange& range : standard.numbers) numbers.push_back(RangeText(range));
  std::vector<std::string> contrasts;
  contrasts.reserve(standard.contrasts.size());
  for (const Contrast& contrast : standard.contrasts) {
    contrasts.push_back(contrast.code.ToString() + "  " + contrast.difference);
  }
  std::vector<std::string> levels;
  levels.reserve(standard.levels.size());
  for (size_t level = 0; level < standard.levels.size(); ++level) {
    levels.push_back(std::string(Name(static_cast<AchievementLevel>(level))) + "  " +
                     standard.levels[level]);
  }

  std::string text = standard.code.ToString() + "  " + standard.element + "\n";
  text.append(Name(standard.code.grade_group()))
      .append(" / ")
      .append(Name(standard.code.domain()))
      .append("\n");
  AddSection("하는 일", LineOf(standard.gist), &text);
  AddSection("개념", LineOf(Join(standard.concepts)), &text);
  AddSection("수의 범위", numbers, &text);
  AddSection("기호", LineOf(Join(standard.operators)), &text);
  AddSection("단위", LineOf(Join(standard.units)), &text);
  AddSection("다루는 한계", standard.limits, &text);
  AddSection("혼동하기 쉬운 성취기준", contrasts, &text);
  AddSection("먼저 배우는 성취기준", LineOf(Join(standard.prerequisites)), &text);
  AddSection("이어서 배우는 성취기준", LineOf(Join(standard.successors)), &text);
  AddSection("성취수준", levels, &text);
  AddSection("문항의 예", standard.wording, &text);
  return text;
}

std::string Summarize(const Standard& standard) {
  return standard.code.ToString() + "  " + standard.element + ": " + standard.gist;
}

}  // namespace munhang::curriculum
