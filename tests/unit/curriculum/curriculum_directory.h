#ifndef MUNHANG_TESTS_UNIT_CURRICULUM_CURRICULUM_DIRECTORY_H_
#define MUNHANG_TESTS_UNIT_CURRICULUM_CURRICULUM_DIRECTORY_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "munhang/curriculum/knowledge_base.h"

namespace munhang::curriculum {

// A directory of its own for one test, removed with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::string path() const { return path_.string(); }
  std::string PathOf(std::string_view file) const { return (path_ / file).string(); }

  // Files are named relative to the directory.
  std::string Read(std::string_view file) const;
  void Write(std::string_view file, std::string_view content) const;
  void Remove(std::string_view file) const;
  // Replaces the first `from`, which must be there.
  void Replace(std::string_view file, std::string_view from, std::string_view to) const;

  // A status message with this directory written as DIR.
  std::string Shorten(std::string_view message) const;

 private:
  std::filesystem::path path_;
};

// A complete and valid knowledge base with the shortest texts, in files named as those of
// data/curriculum. A standard of elementary school has 30 lines, one of middle school 32:
//   1 code, 2 element, 3 gist, 4 concepts, 5 numbers, 6 its item, 7 operators, 8 units, 9 limits,
//   10 its item, 11 contrasts, 12 its item, 13 prerequisites, 14 wording, 15-26 its items, 27
//   levels.
class CurriculumDirectory : public TemporaryDirectory {
 public:
  CurriculumDirectory();

  absl::StatusOr<KnowledgeBase> Load() const { return KnowledgeBase::FromDirectory(path()); }
  // What Load complains about; empty if it does not.
  std::string Problems() const;
};

// Most tests edit this file.
inline constexpr std::string_view kFile = "standards/elementary_1-2_number.yaml";

StandardCode Code(std::string_view text);

}  // namespace munhang::curriculum

#endif  // MUNHANG_TESTS_UNIT_CURRICULUM_CURRICULUM_DIRECTORY_H_
