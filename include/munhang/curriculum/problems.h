#ifndef MUNHANG_CURRICULUM_PROBLEMS_H_
#define MUNHANG_CURRICULUM_PROBLEMS_H_

#include <absl/status/status.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace munhang::curriculum {

// What is wrong with some files, so that whoever mends them sees everything at once.
class Problems {
 public:
  // One more problem: "source:line: key: what". `line` 0 and an empty `key` are left out.
  void Add(std::string_view source, int line, std::string_view key, std::string_view what);

  bool empty() const { return count_ == 0; }
  size_t count() const { return count_; }

  // OK, or INVALID_ARGUMENT with one problem a line: the first 50 and the number of the rest.
  absl::Status ToStatus() const;

 private:
  std::vector<std::string> lines_;
  size_t count_ = 0;
};

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_PROBLEMS_H_
