#include "text/spacing.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "text/characters.h"
#include "text/units.h"

namespace munhang::text {
namespace {

// The longest name in angle brackets: <보기>, <조건 1>, <나의 계획>.
constexpr std::size_t kLongestTitle = 10;

class Spacer {
 public:
  explicit Spacer(std::u32string_view text) : text_(text) { out_.reserve(text.size() + 16); }

  std::u32string Run() {
    bool spaced = false;
    for (; at_ < text_.size(); ++at_) {
      const char32_t c = text_[at_];
      if (c == U' ') {
        spaced = true;
        continue;
      }
      role_ = RoleOf(c);
      if (!out_.empty() && (spaced ? KeepsSpace(c) : NeedsSpace(c))) out_.push_back(U' ');
      out_.push_back(c);
      before_ = role_;
      spaced = false;
    }
    return std::move(out_);
  }

 private:
  enum class Role { kPlain, kTight, kOpening, kClosing };

  Role RoleOf(char32_t c) {
    if (c == U'<' && title_end_ < at_) {
      title_end_ = TitleEnd();
      if (title_end_ > at_) return Role::kOpening;
    }
    if (c == U'>' && title_end_ == at_ && at_ > 0) return Role::kClosing;
    if (IsTightSign(c)) return Role::kTight;
    if (IsOneOf(c, U"([{")) return Role::kOpening;
    if (IsOneOf(c, U")]},?!:")) return Role::kClosing;
    // A full stop, but not the point of ".5" nor dots that stand for omitted terms.
    if (c == U'.' && !IsDigit(Next()) && !(Next() == U'.' && Last() == U',')) return Role::kClosing;
    return Role::kPlain;
  }

  // Where the '>' is when the '<' here opens a title in Hangul such as <보기>; else 0.
  std::size_t TitleEnd() const {
    std::size_t syllables = 0;
    const std::size_t limit = std::min(text_.size(), at_ + 2 + kLongestTitle);
    for (std::size_t at = at_ + 1; at < limit; ++at) {
      if (text_[at] == U'>') return syllables >= 2 ? at : 0;
      const bool in_title =
          IsHangulSyllable(text_[at]) || text_[at] == U' ' || (syllables > 0 && IsDigit(text_[at]));
      if (!in_title) return 0;
      syllables += IsHangulSyllable(text_[at]) ? 1 : 0;
    }
    return 0;
  }

  char32_t Next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : U' '; }
  // The last character, 0 before the first.
  char32_t Last() const { return out_.empty() ? 0 : out_.back(); }

  bool KeepsSpace(char32_t c) const {
    const char32_t last = out_.back();
    if (role_ == Role::kClosing || before_ == Role::kOpening) return false;
    if (IsCircledNumber(last) || last == U',') return true;
    if (before_ == Role::kTight || IsPrefixSign(last)) return false;
    // A sign apart from the word before but not from what follows is no operator: "기온은 -3".
    if (role_ == Role::kTight) {
      return IsHangulSyllable(last) && IsOneOf(c, U"+-±") && Next() != U' ';
    }
    if (last == U':') return !IsRatio(c);
    if (c == U'√' && IsDigit(last)) return EndsInRoot();
    if (IsDigit(last) || last == U'□' || last == U'π') {
      return !IsOneOf(c, U"%°") && LatinUnitLength(text_, at_) == 0;
    }
    return !(IsFunctionArgument(c) && EndsInFunctionName());
  }

  // Whether the number just written is under a root: "√2 √3" lists, "2 √3" multiplies.
  bool EndsInRoot() const {
    const std::size_t begin = out_.find_last_not_of(U"0123456789");
    return begin != out_.npos && out_[begin] == U'√';
  }

  // Whether the colon just written stands between two terms.
  bool IsRatio(char32_t c) const {
    return out_.size() > 1 && EndsOperand(out_[out_.size() - 2]) && StartsOperand(c);
  }

  static bool IsFunctionArgument(char32_t c) { return IsDigit(c) || IsUpper(c) || c == U'('; }

  bool EndsInFunctionName() const {
    const std::u32string_view out = out_;
    if (out.size() > 3 && IsLatin(out[out.size() - 4])) return false;
    return out.ends_with(U"sin") || out.ends_with(U"cos") || out.ends_with(U"tan");
  }

  // REQUIRES of any rule here: KeepsSpace holds too, or the canonical form would not be stable.
  bool NeedsSpace(char32_t c) const {
    const char32_t last = out_.back();
    if (last == U',') return role_ != Role::kClosing && !IsThousandsGroup();
    if (IsCircledNumber(c)) {
      return (before_ == Role::kPlain || before_ == Role::kClosing) && !IsPrefixSign(last);
    }
    return IsCircledNumber(last) && (IsAlphanumeric(c) || IsGreek(c));
  }

  // Whether the comma just written and the three digits here make one number with the digits
  // before: 1,250 but not 12, 34 nor 0,125.
  bool IsThousandsGroup() const {
    for (std::size_t i = 0; i < 3; ++i) {
      if (at_ + i >= text_.size() || !IsDigit(text_[at_ + i])) return false;
    }
    if (at_ + 3 < text_.size() && IsDigit(text_[at_ + 3])) return false;
    const std::size_t comma = out_.size() - 1;
    std::size_t begin = comma;
    while (begin > 0 && comma - begin < 4 && IsDigit(out_[begin - 1])) --begin;
    const std::size_t length = comma - begin;
    return length >= 1 && length <= 3 && out_[begin] != U'0';
  }

  std::u32string_view text_;
  std::u32string out_;
  std::size_t at_ = 0;
  std::size_t title_end_ = 0;
  Role role_ = Role::kPlain;
  Role before_ = Role::kPlain;
};

}  // namespace

std::u32string CanonicalSpacing(std::u32string_view text) { return Spacer(text).Run(); }

}  // namespace munhang::text
