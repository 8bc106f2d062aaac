#include "tests/unit/curriculum/curriculum_directory.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <ostream>
#include <sstream>

#include "curriculum/taxonomy.h"
#include "munhang/domain/classification.h"

namespace munhang::curriculum {
namespace {

constexpr int kWordings = 12;

void WriteStandard(StandardCode standard_code, std::ostream* out) {
  const std::string code = standard_code.ToString();
  *out << "- code: " << code << "\n"
       << "  element: 요소\n"
       << "  gist: \"" << code << "을 한다.\"\n"
       << "  concepts: [개념, 태그]\n"
       << "  numbers:\n"
       << "    - {kind: natural, min: 0, max: 100, note: \"백까지\"}\n"
       << "  operators: [\"+\"]\n"
       << "  units: [cm]\n"
       << "  limits:\n"
       << "    - \"한계\"\n"
       << "  contrasts:\n"
       << "    - {code: " << (code == "2수01-01" ? "2수01-02" : "2수01-01")
       << ", difference: \"다르다.\"}\n"
       << "  prerequisites: []\n"
       << "  wording:\n";
  for (int i = 1; i <= kWordings; ++i) *out << "    - \"" << code << " 문항 " << i << "\"\n";
  *out << "  levels:\n";
  for (size_t level = 0; level < AchievementLevelCount(standard_code.grade_group()); ++level) {
    const std::string_view name = Name(static_cast<AchievementLevel>(level));
    *out << "    " << name << ": \"수준 " << name << "\"\n";
  }
}

std::string CommentaryText() {
  std::ostringstream grade_groups;
  std::ostringstream domains;
  for (size_t g = 0; g < kGradeGroupCount; ++g) {
    const std::string_view grade_group = Name(static_cast<GradeGroup>(g));
    grade_groups << "  - {grade_group: " << grade_group << ", note: \"" << grade_group
                 << " 메모\"}\n";
    for (size_t d = 0; d < kDomainCount; ++d) {
      const std::string_view domain = Name(static_cast<Domain>(d));
      domains << "  - {grade_group: " << grade_group << ", domain: " << domain << ", note: \""
              << domain << " 메모\"}\n";
    }
  }
  return "version: \"7.1\"\ngrade_groups:\n" + grade_groups.str() + "domains:\n" + domains.str();
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  static int count = 0;
  path_ = std::filesystem::temp_directory_path() /
          ("munhang_curriculum_" + std::to_string(getpid()) + "_" + std::to_string(++count));
  std::filesystem::create_directories(path_);
}

TemporaryDirectory::~TemporaryDirectory() { std::filesystem::remove_all(path_); }

std::string TemporaryDirectory::Read(std::string_view file) const {
  std::ostringstream content;
  content << std::ifstream(path_ / file, std::ios::binary).rdbuf();
  return content.str();
}

void TemporaryDirectory::Write(std::string_view file, std::string_view content) const {
  std::filesystem::create_directories((path_ / file).parent_path());
  std::ofstream(path_ / file, std::ios::binary) << content;
}

void TemporaryDirectory::Remove(std::string_view file) const {
  std::filesystem::remove_all(path_ / file);
}

void TemporaryDirectory::Replace(std::string_view file, std::string_view from,
                                 std::string_view to) const {
  std::string text = Read(file);
  const size_t position = text.find(from);
  ASSERT_NE(position, std::string::npos) << from;
  Write(file, text.replace(position, from.size(), to));
}

std::string TemporaryDirectory::Shorten(std::string_view message) const {
  std::string text(message);
  for (size_t at = text.find(path()); at != std::string::npos; at = text.find(path())) {
    text.replace(at, path().size(), "DIR");
  }
  return text;
}

CurriculumDirectory::CurriculumDirectory() {
  std::map<std::string, std::ostringstream> files;
  for (const StandardCode code : AllCodes()) {
    WriteStandard(code, &files[FileStem(code.grade_group(), code.domain())]);
  }
  for (const auto& [stem, text] : files) Write("standards/" + stem + ".yaml", text.str());
  Write("commentary.yaml", CommentaryText());
}

std::string CurriculumDirectory::Problems() const {
  const auto knowledge = Load();
  const auto message = knowledge.status().message();
  return Shorten(std::string_view(message.data(), message.size()));
}

StandardCode Code(std::string_view text) { return StandardCode::Parse(text).value(); }

}  // namespace munhang::curriculum
