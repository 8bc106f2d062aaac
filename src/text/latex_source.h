#ifndef MUNHANG_TEXT_LATEX_SOURCE_H_
#define MUNHANG_TEXT_LATEX_SOURCE_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace munhang::text {

// One argument of a command: the range of its content and where the text goes on.
struct LatexArgument {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t next = 0;
};

// Where groups, commands and arguments begin and end. Positions are offsets into the text, which
// must outlive this; `end` bounds each search.
class LatexSource {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  explicit LatexSource(std::u32string_view text);

  bool HasGroups() const { return !match_.empty(); }

  // The closing brace of the group that opens at `at`; kNone when there is no such group.
  std::size_t GroupEnd(std::size_t at, std::size_t end) const;

  std::size_t SkipSpaces(std::size_t at, std::size_t end) const;

  // One past the letters from `at`.
  std::size_t NameEnd(std::size_t at, std::size_t end) const;

  // One past an optional argument "[...]" at `at`; `at` when there is none.
  std::size_t SkipOption(std::size_t at, std::size_t end) const;

  // The group, command or character that comes next. False when there is none.
  bool ReadArgument(std::size_t at, std::size_t end, LatexArgument& argument) const;

 private:
  std::size_t CommandEnd(std::size_t at, std::size_t end) const;

  std::u32string_view text_;
  // Per position of an opening brace that of its closing one, else kNone. Empty without braces.
  std::vector<std::size_t> match_;
};

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_LATEX_SOURCE_H_
