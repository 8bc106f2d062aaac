#include "text/notation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "text/characters.h"
#include "text/latex_fraction.h"
#include "text/units.h"

namespace munhang::text {
namespace {

// After "2와 1/3", words that speak of two numbers rather than of one mixed number.
constexpr auto kPairWords = std::to_array<std::u32string_view>(
    {U"합", U"차", U"곱", U"중", U"사이", U"크기", U"비교", U"더하", U"더한", U"빼", U"뺀", U"최",
     U"공", U"비", U"평균", U"모두", U"각각", U"두"});

class NotationWriter {
 public:
  explicit NotationWriter(std::u32string_view text) : text_(text) {
    out_.reserve(text.size() + 16);
  }

  std::u32string Run() {
    while (at_ < text_.size()) at_ += Write(text_[at_]);
    return std::move(out_);
  }

 private:
  // Each of these appends what starts at `at_` and returns how many characters that covers.
  std::size_t Write(char32_t c) {
    if (IsDigit(c)) return Number();
    if (At(1) == kCombiningOverline && IsAlphanumeric(c)) return Overlined();
    if (IsHangulConsonant(c)) return Statement(c);
    if (IsOneOf(c, U"=<>!-/~")) return Relation(c);
    switch (c) {
      case U'^':
        return Power();
      case U'_':
        return Subscript();
      case U'√':
        return Root(1);
      case U'루':
        return At(1) == U'트' && !IsHangulSyllable(Last()) ? SpokenRoot() : Append(c);
      case U's':
        return text_.substr(at_, 4) == U"sqrt" && !IsLatin(Last()) ? SpelledRoot() : Append(c);
      case U'□':
        out_.push_back(c);
        return 1 + Unit(1);
      case U'(':
        ++open_;
        return Append(c);
      case U')':
        return Close();
      case U'Δ':
        return Append(IsUpper(At(1)) ? U'△' : c);
      case U'ℓ':
        return Append(U'l');
      default:
        return Append(c);
    }
  }

  std::size_t Append(char32_t c) {
    out_.push_back(c);
    return 1;
  }

  char32_t At(std::size_t offset) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : U' ';
  }
  char32_t Last() const { return out_.empty() ? U' ' : out_.back(); }

  std::size_t DigitsAt(std::size_t offset) const {
    std::size_t length = 0;
    while (IsDigit(At(offset + length))) ++length;
    return length;
  }

  // One sign for what is typed as two. Runs of equals signs count as one.
  std::size_t Relation(char32_t c) {
    std::size_t equals = 0;
    while (At(equals + (c == U'=' ? 0 : 1)) == U'=') ++equals;
    switch (c) {
      case U'=':
        if (At(equals) == U'<' || At(equals) == U'>') {
          out_.push_back(At(equals) == U'<' ? U'≤' : U'≥');
          return equals + 1;
        }
        out_.push_back(c);
        return equals;
      case U'-':
        if (At(1) != U'>') break;
        out_.push_back(U'→');
        return 2;
      case U'/':
        if (!IsParallelSign()) break;
        out_.push_back(U'∥');
        return 2;
      case U'~':
        return Append(At(1) == U'△' && IsLatin(Last()) ? U'∽' : c);
      default:
        if (equals == 0) break;
        out_.push_back(c == U'<' ? U'≤' : c == U'>' ? U'≥' : U'≠');
        return 1 + equals;
    }
    return Append(c);
  }

  // AB//CD, but not http://a.
  bool IsParallelSign() const {
    return At(1) == U'/' && (IsLatin(Last()) || Last() == U')') &&
           (IsLatin(At(2)) || At(2) == U'‾');
  }

  // Arguments of one number or letter lose their parentheses, negative ones get them.
  std::size_t Power() {
    const char32_t next = At(1);
    // Repeated signs count once.
    if (next == U'^') return 1;
    if (next == U'°' || next == U'\'') return 1;
    if (next == U'o' && IsDigit(Last()) && !IsAlphanumeric(At(2))) {
      out_.push_back(U'°');
      return 2;
    }
    out_.push_back(U'^');
    if (const std::size_t digits = next == U'-' ? DigitsAt(2) : 0; digits > 0) {
      out_.append(U"(").append(text_, at_ + 1, digits + 1).append(U")");
      return digits + 2;
    }
    if (next != U'(') return 1;
    const std::size_t length = IsLatin(At(2)) ? 1 : DigitsAt(2);
    const char32_t after = At(length + 3);
    const bool joins = IsDigit(after) || (after == U'.' && IsDigit(At(length + 4)));
    if (length == 0 || At(length + 2) != U')' || joins) return 1;
    out_.append(text_, at_ + 2, length);
    return length + 3;
  }

  // x_(1) is x_1; after a number it is the base and keeps its parentheses.
  std::size_t Subscript() {
    const std::size_t length = IsLatin(At(2)) ? 1 : DigitsAt(2);
    const bool bare = At(1) == U'(' && length > 0 && At(length + 2) == U')' && !IsDigit(Last()) &&
                      !IsAlphanumeric(At(length + 3));
    out_.push_back(U'_');
    if (!bare) return 1;
    out_.append(text_, at_ + 2, length);
    return length + 3;
  }

  std::size_t SpokenRoot() {
    const std::size_t argument = At(2) == U' ' ? 3 : 2;
    return IsDigit(At(argument)) || At(argument) == U'(' ? Root(argument) : Append(U'루');
  }

  std::size_t SpelledRoot() {
    const std::size_t argument = At(4) == U' ' ? 5 : 4;
    return IsDigit(At(argument)) || At(argument) == U'(' ? Root(argument) : Append(U's');
  }

  // A root whose argument, or index in brackets, starts at `argument`.
  std::size_t Root(std::size_t argument) {
    out_.push_back(U'√');
    if (At(argument) == U'[') {
      const std::size_t index = DigitsAt(argument + 1);
      if (index == 0 || At(argument + index + 1) != U']') return argument;
      out_.append(text_, at_ + argument, index + 2);
      argument += index + 2;
    }
    std::size_t length = DigitsAt(argument);
    if (length > 0 && At(argument + length) == U'.') {
      const std::size_t decimals = DigitsAt(argument + length + 1);
      if (decimals > 0) length += 1 + decimals;
    }
    const char32_t first = At(argument);
    if (IsLatin(first) || IsGreek(first) || first == U'□') length = 1;
    if (length > 0) out_.append(U"(").append(text_, at_ + argument, length).append(U")");
    return argument + length;
  }

  std::size_t Number() {
    const std::size_t digits = DigitsAt(0);
    out_.append(text_, at_, digits);
    if (const std::size_t fraction = MixedPart(digits); fraction > 0) return digits + fraction;
    return digits + Unit(digits);
  }

  // The fraction part " 1/3" or "와 1/3" of a mixed number whose whole part was just written; 0
  // when there is none.
  std::size_t MixedPart(std::size_t offset) {
    const bool spoken = At(offset) == U'와' || At(offset) == U'과';
    std::size_t begin = offset + (spoken ? 1 : 0);
    if (At(begin) == U' ') ++begin;
    if (begin == offset || !EndsInWholeNumber(out_)) return 0;
    const std::size_t above = DigitsAt(begin);
    if (above == 0 || At(begin + above) != U'/') return 0;
    const std::size_t below = DigitsAt(begin + above + 1);
    const std::size_t end = begin + above + 1 + below;
    if (below == 0 || !EndsFraction(end)) return 0;
    const std::u32string_view fraction = text_.substr(at_ + begin, end - begin);
    if (!IsProperFraction(fraction.substr(0, above), fraction.substr(above + 1))) return 0;
    if (spoken && SpeaksOfPair(end)) return 0;
    out_.append(U"_").append(fraction);
    return end - offset;
  }

  bool EndsFraction(std::size_t offset) const {
    const char32_t c = At(offset);
    return c != U'/' && c != U'^' && c != U'_' && c != kCombiningDot &&
           !(c == U'.' && IsDigit(At(offset + 1)));
  }

  // Whether "의 합", "을 비교" or "중에서" follows.
  bool SpeaksOfPair(std::size_t offset) const {
    std::size_t begin = at_ + offset;
    if (begin < text_.size() &&
        (text_[begin] == U'의' || text_[begin] == U'을' || text_[begin] == U'를')) {
      ++begin;
    }
    if (begin < text_.size() && text_[begin] == U' ') ++begin;
    if (begin >= text_.size()) return false;
    const std::u32string_view rest = text_.substr(begin);
    return std::ranges::any_of(kPairWords, [&](auto word) { return rest.starts_with(word); });
  }

  // The unit in Latin letters at `offset`, with an exponent typed as a plain digit.
  std::size_t Unit(std::size_t offset) {
    const std::size_t length = LatinUnitLength(text_, at_ + offset);
    if (length == 0) return 0;
    const std::u32string_view unit = text_.substr(at_ + offset, length);
    out_.append(CanonicalUnit(unit));
    const char32_t exponent = At(offset + length);
    const char32_t after = At(offset + length + 1);
    if (IsLengthUnit(unit) && (exponent == U'2' || exponent == U'3') && !IsAlphanumeric(after) &&
        after != U'.') {
      out_.append(U"^").push_back(exponent);
      return length + 1;
    }
    return length;
  }

  // Letters each with a line above.
  std::size_t Overlined() {
    out_.append(U"‾(");
    std::size_t length = 0;
    for (; IsAlphanumeric(At(length)) && At(length + 1) == kCombiningOverline; length += 2) {
      out_.push_back(At(length));
    }
    out_.push_back(U')');
    return length;
  }

  bool StartsWord() const { return out_.empty() || out_.back() == U' '; }

  // The space that a marker needs before what follows at `offset`.
  void AppendMarkerSpace(std::size_t offset) {
    const char32_t next = At(offset);
    if (IsAlphanumeric(next) || IsHangulSyllable(next) || IsHangulConsonant(next)) {
      out_.push_back(U' ');
    }
  }

  std::size_t Statement(char32_t c) {
    const bool marker =
        StartsWord() && open_ == 0 && (At(1) == U')' || (At(1) == U'.' && At(2) != U'.'));
    out_.push_back(c);
    if (!marker) return 1;
    out_.push_back(U'.');
    AppendMarkerSpace(2);
    return 2;
  }

  // A closing parenthesis; one that nothing opened, after a number of one or two digits at the
  // start of a word, marks a question: 1) becomes (1).
  std::size_t Close() {
    if (open_ > 0) {
      --open_;
      return Append(U')');
    }
    std::size_t begin = out_.size();
    while (begin > 0 && out_.size() - begin < 3 && IsDigit(out_[begin - 1])) --begin;
    const std::size_t digits = out_.size() - begin;
    out_.push_back(U')');
    if (digits == 0 || digits > 2 || (begin > 0 && out_[begin - 1] != U' ')) return 1;
    out_.insert(begin, 1, U'(');
    AppendMarkerSpace(1);
    return 1;
  }

  std::u32string_view text_;
  std::u32string out_;
  std::size_t at_ = 0;
  std::size_t open_ = 0;  // parentheses not closed yet
};

}  // namespace

std::u32string CanonicalNotation(std::u32string_view text) { return NotationWriter(text).Run(); }

}  // namespace munhang::text
