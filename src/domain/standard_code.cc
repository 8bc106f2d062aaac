#include "munhang/domain/standard_code.h"

#include <array>

namespace munhang {
namespace {

constexpr std::array<std::string_view, kGradeGroupCount> kGradeGroupNames = {"초1-2", "초3-4",
                                                                             "초5-6", "중1-3"};
constexpr std::array<std::string_view, kDomainCount> kDomainNames = {
    "수와 연산", "변화와 관계", "도형과 측정", "자료와 가능성"};
constexpr std::array<char, kGradeGroupCount> kGradeDigits = {'2', '4', '6', '9'};
constexpr std::string_view kSubject = "수";

template <typename Enum, size_t kCount>
std::optional<Enum> Find(const std::array<std::string_view, kCount>& names, std::string_view name) {
  for (size_t i = 0; i < kCount; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view Name(GradeGroup grade_group) {
  return kGradeGroupNames[static_cast<size_t>(grade_group)];
}

std::string_view Name(Domain domain) { return kDomainNames[static_cast<size_t>(domain)]; }

std::optional<GradeGroup> ParseGradeGroup(std::string_view name) {
  return Find<GradeGroup>(kGradeGroupNames, name);
}

std::optional<Domain> ParseDomain(std::string_view name) {
  return Find<Domain>(kDomainNames, name);
}

std::optional<StandardCode> StandardCode::Parse(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  // One grade digit, the subject, two domain digits, a hyphen, two serial digits.
  if (text.size() != 1 + kSubject.size() + 5) return std::nullopt;
  if (text.substr(1, kSubject.size()) != kSubject) return std::nullopt;
  const std::string_view rest = text.substr(1 + kSubject.size());
  if (rest[0] != '0' || rest[1] < '1' || rest[1] > '4' || rest[2] != '-' || !IsDigit(rest[3]) ||
      !IsDigit(rest[4])) {
    return std::nullopt;
  }
  const int serial = (rest[3] - '0') * 10 + (rest[4] - '0');
  if (serial == 0) return std::nullopt;
  for (size_t i = 0; i < kGradeDigits.size(); ++i) {
    if (text[0] == kGradeDigits[i]) {
      return StandardCode(static_cast<GradeGroup>(i), static_cast<Domain>(rest[1] - '1'),
                          static_cast<uint8_t>(serial));
    }
  }
  return std::nullopt;
}

std::string StandardCode::ToString() const {
  std::string text;
  text += kGradeDigits[static_cast<size_t>(grade_group_)];
  text += kSubject;
  text += '0';
  text += static_cast<char>('1' + static_cast<int>(domain_));
  text += '-';
  text += static_cast<char>('0' + serial_ / 10);
  text += static_cast<char>('0' + serial_ % 10);
  return text;
}

}  // namespace munhang
