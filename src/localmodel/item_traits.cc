#include "munhang/localmodel/item_traits.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace munhang::localmodel {
namespace {

// What an item asks for, in the order in which the first match decides: an item that has a student
// make something may also say "explain", but not the other way round.
struct Demand {
  CognitiveLevel level;
  std::array<std::string_view, 14> phrases;
};

constexpr std::array<Demand, 5> kDemands = {{
    {CognitiveLevel::kCreate,
     {"만들어보", "만들어봅", "만들어쓰", "문제를만드", "설계하", "지어보", "꾸며", "새로운규칙",
      "자신만의", "나만의", "정해배열", "정하여배열", "계획을세", "이야기를만"}},
    {CognitiveLevel::kEvaluate,
     {"옳은지판단", "타당", "누구의말이", "누구말이", "바르게말한", "잘못말한", "더적절", "더알맞",
      "비판", "동의", "판단하고", "적절한지", "합리적", "판단해"}},
    {CognitiveLevel::kAnalyze,
     {"이유", "까닭", "설명하", "설명해", "왜", "증명", "보이시오", "보여라", "잘못된부분",
      "틀린부분", "규칙을찾", "비교하", "분류", "공통점"}},
    {CognitiveLevel::kRemember,
     {"무엇이라고하", "뭐라고하", "무엇이라하", "이름을쓰", "용어", "라고합니까", "라고부르",
      "외우", "기호로쓰", "공식을쓰", "뜻을쓰", "정의를쓰", "이름은", "단위의이름"}},
    {CognitiveLevel::kUnderstand,
     {"옳은것", "옳지않은", "알맞은것", "아닌것", "읽어", "읽으", "써보", "나타내", "모두고르",
      "찾아", "고르시오", "고르세요", "○표", "구별"}},
}};

constexpr std::array<std::string_view, 8> kReasoning = {"이유", "까닭",   "설명", "증명",
                                                        "조건", "모두구", "규칙", "서술"};

bool ContainsAny(std::string_view text, auto begin, auto end) {
  return std::any_of(begin, end, [text](std::string_view phrase) {
    return !phrase.empty() && text.find(phrase) != std::string_view::npos;
  });
}

size_t CharacterCount(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

size_t SentenceCount(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool stop =
        text[i] == '?' || (text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' '));
    if (stop) ++count;
  }
  return std::max<size_t>(count, 1);
}

CognitiveLevel EstimateCognitiveLevel(const text::NormalizedText& text) {
  for (const Demand& demand : kDemands) {
    if (ContainsAny(text.compact, demand.phrases.begin(), demand.phrases.end()))
      return demand.level;
  }
  return CognitiveLevel::kApply;
}

int EstimateDifficulty(const text::NormalizedText& text, const text::SlottedText& slotted) {
  const size_t characters = CharacterCount(text.compact);
  const size_t sentences = SentenceCount(text.canonical);
  int points = 0;
  if (characters > 25) ++points;
  if (characters > 90) ++points;
  if (sentences >= 3) ++points;
  if (slotted.numbers.size() >= 6) ++points;
  if (ContainsAny(text.compact, kReasoning.begin(), kReasoning.end())) ++points;
  // No points: a bare question. One or two: a usual item. Then longer tasks.
  static constexpr std::array<int, 6> kDifficulty = {2, 2, 2, 3, 3, 4};
  return kDifficulty[static_cast<size_t>(points)];
}

}  // namespace

ItemTraits EstimateTraits(const text::NormalizedText& text, const text::SlottedText& slotted) {
  return {EstimateDifficulty(text, slotted), EstimateCognitiveLevel(text)};
}

AchievementLevel LevelShownBy(int difficulty, GradeGroup grade_group) {
  const int levels = static_cast<int>(AchievementLevelCount(grade_group));
  const int bounded = std::clamp(difficulty, 1, 5);
  // Difficulty 5 shows level A, 1 the lowest level.
  return static_cast<AchievementLevel>((5 - bounded) * (levels - 1) / 4);
}

}  // namespace munhang::localmodel
