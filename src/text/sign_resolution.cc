#include <cstddef>
#include <utility>

#include "text/characters.h"
#include "text/notation.h"

namespace munhang::text {
namespace {

class SignResolver {
 public:
  explicit SignResolver(std::u32string_view text) : text_(text) { out_.reserve(text.size()); }

  std::u32string Run() {
    while (at_ < text_.size()) {
      const char32_t c = text_[at_];
      at_ += Resolve(c);
      if (c != U' ') last_ = out_.empty() ? U' ' : out_.back();
    }
    return std::move(out_);
  }

 private:
  // Appends what `c` at `at_` stands for and returns how many characters that covers.
  std::size_t Resolve(char32_t c) {
    switch (c) {
      case U'x':
      case U'X':
        return Append(IsBetweenNumbers() ? U'×' : c, 1);
      case U'ㅡ':
        return Append(IsBetweenNumbers() ? U'-' : c, 1);
      case U'*':
        if (At(at_ + 1) == U'*' && EndsOperand(last_)) return Append(U'^', 2);
        return Append(IsBetweenOperands() ? U'×' : c, 1);
      case U'·':
        return Append(IsBetweenOperands() ? U'×' : c, 1);
      case U'_':
        return Underscores();
      case U'(':
        return Blank(c, U')');
      case U'[':
        return Blank(c, U']');
      case U'{':
        return Blank(c, U'}');
      default:
        return Append(c, 1);
    }
  }

  std::size_t Append(char32_t c, std::size_t length) {
    out_.push_back(c);
    return length;
  }

  char32_t At(std::size_t at) const { return at < text_.size() ? text_[at] : U' '; }

  std::size_t NextVisible() const {
    std::size_t at = at_ + 1;
    while (at < text_.size() && text_[at] == U' ') ++at;
    return at;
  }

  // Whether a letter stands between numbers or blanks, spaced alike on both sides.
  bool IsBetweenNumbers() const {
    const auto is_number = [](char32_t c) { return IsDigit(c) || c == U'□'; };
    const std::size_t next = NextVisible();
    const bool spaced_before = !out_.empty() && out_.back() == U' ';
    const bool spaced_after = next > at_ + 1;
    return spaced_before == spaced_after && is_number(last_) && is_number(At(next));
  }

  bool IsBetweenOperands() const { return EndsOperand(last_) && StartsOperand(At(NextVisible())); }

  // Two underscores or more are a blank, one is a subscript.
  std::size_t Underscores() {
    std::size_t end = at_;
    while (At(end) == U'_') ++end;
    return Append(end - at_ > 1 ? U'□' : U'_', end - at_);
  }

  // A pair of brackets around nothing.
  std::size_t Blank(char32_t open, char32_t close) {
    const std::size_t next = NextVisible();
    if (At(next) == close) return Append(U'□', next + 1 - at_);
    return Append(open, 1);
  }

  std::u32string_view text_;
  std::u32string out_;
  std::size_t at_ = 0;
  char32_t last_ = U' ';  // the last character that is no space
};

}  // namespace

std::u32string ResolveSigns(std::u32string_view text) { return SignResolver(text).Run(); }

}  // namespace munhang::text
