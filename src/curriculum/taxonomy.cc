#include "curriculum/taxonomy.h"

#include <array>
#include <cstddef>

#include "munhang/curriculum/knowledge_base.h"

namespace munhang::curriculum {
namespace {

// Ministry of Education notice 2022-33, annex 8: standards by grade group and domain.
constexpr int kCounts[kGradeGroupCount][kDomainCount] = {
    {11, 2, 13, 3}, {16, 3, 25, 3}, {15, 5, 19, 6}, {10, 22, 19, 9}};

constexpr std::array<std::string_view, kGradeGroupCount> kCodePrefixes = {"2수0", "4수0", "6수0",
                                                                          "9수0"};
constexpr std::array<std::string_view, kGradeGroupCount> kGradeGroupStems = {
    "elementary_1-2", "elementary_3-4", "elementary_5-6", "middle_1-3"};
constexpr std::array<std::string_view, kDomainCount> kDomainStems = {"number", "change", "geometry",
                                                                     "data"};

std::vector<StandardCode> MakeAllCodes() {
  std::vector<StandardCode> codes;
  for (size_t grade_group = 0; grade_group < kGradeGroupCount; ++grade_group) {
    for (size_t domain = 0; domain < kDomainCount; ++domain) {
      for (int serial = 1; serial <= kCounts[grade_group][domain]; ++serial) {
        std::string text(kCodePrefixes[grade_group]);
        text += std::to_string(domain + 1) + (serial < 10 ? "-0" : "-") + std::to_string(serial);
        codes.push_back(*StandardCode::Parse(text));
      }
    }
  }
  return codes;
}

}  // namespace

int ExpectedStandardCount(GradeGroup grade_group, Domain domain) {
  return kCounts[static_cast<size_t>(grade_group)][static_cast<size_t>(domain)];
}

const std::vector<StandardCode>& AllCodes() {
  static const auto& codes = *new std::vector<StandardCode>(MakeAllCodes());
  return codes;
}

bool IsInTaxonomy(StandardCode code) {
  return code.serial() <= ExpectedStandardCount(code.grade_group(), code.domain());
}

std::string FileStem(GradeGroup grade_group, Domain domain) {
  std::string stem(FileStem(grade_group));
  stem += '_';
  return stem.append(kDomainStems[static_cast<size_t>(domain)]);
}

std::string_view FileStem(GradeGroup grade_group) {
  return kGradeGroupStems[static_cast<size_t>(grade_group)];
}

}  // namespace munhang::curriculum
