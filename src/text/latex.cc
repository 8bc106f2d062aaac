#include "text/latex.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "text/characters.h"
#include "text/latex_commands.h"
#include "text/latex_fraction.h"
#include "text/latex_source.h"

namespace munhang::text {
namespace {

constexpr int kMaxDepth = 16;
constexpr std::size_t kNone = LatexSource::kNone;

struct VulgarFraction {
  char32_t sign;
  std::u32string_view numerator;
  std::u32string_view denominator;
};

constexpr auto kVulgarFractions = std::to_array<VulgarFraction>({
    {U'½', U"1", U"2"}, {U'⅓', U"1", U"3"},  {U'⅔', U"2", U"3"}, {U'¼', U"1", U"4"},
    {U'¾', U"3", U"4"}, {U'⅕', U"1", U"5"},  {U'⅖', U"2", U"5"}, {U'⅗', U"3", U"5"},
    {U'⅘', U"4", U"5"}, {U'⅙', U"1", U"6"},  {U'⅚', U"5", U"6"}, {U'⅐', U"1", U"7"},
    {U'⅛', U"1", U"8"}, {U'⅜', U"3", U"8"},  {U'⅝', U"5", U"8"}, {U'⅞', U"7", U"8"},
    {U'⅑', U"1", U"9"}, {U'⅒', U"1", U"10"}, {U'↉', U"0", U"3"},
});

const VulgarFraction* FindVulgarFraction(char32_t c) {
  if (c < 0xBC || (c > 0xBE && c < 0x2150) || c > 0x2189) return nullptr;
  const auto found = std::ranges::find(kVulgarFractions, c, &VulgarFraction::sign);
  return found == kVulgarFractions.end() ? nullptr : &*found;
}

class LatexLowering {
 public:
  explicit LatexLowering(std::u32string_view text)
      : text_(text),
        source_(text),
        has_latex_(text.find_first_of(U"\\$") != text.npos),
        parenthesised_(source_.HasGroups() ? text.size() : 0, false) {}

  std::u32string Run() {
    out_.reserve(text_.size() + 16);
    Lower(0, text_.size());
    return std::move(out_);
  }

 private:
  std::size_t SkipGroup(std::size_t at, std::size_t end) const {
    const std::size_t close = source_.GroupEnd(at, end);
    return close == kNone ? at : close + 1;
  }

  void Lower(std::size_t at, std::size_t end) {
    while (at < end) at = Step(at, end);
  }

  // What the range becomes on its own, without outer spaces.
  std::u32string Captured(std::size_t begin, std::size_t end) {
    std::u32string outer = std::exchange(out_, {});
    ++depth_;
    Lower(begin, end);
    --depth_;
    const std::u32string inner = std::exchange(out_, std::move(outer));
    return std::u32string(TrimSpaces(inner));
  }

  // Handles what starts at `at` and returns where it ends.
  std::size_t Step(std::size_t at, std::size_t end) {
    const char32_t c = text_[at];
    switch (c) {
      case U'\\':
        return Command(at, end);
      case U'$':
        return at + 1;
      case U'{':
        return OpenBrace(at, end);
      case U'}':
        return CloseBrace(at, end);
      case U'^':
      case U'_':
        return Script(at, end);
      case U'&':
        if (!environments_.empty()) {
          out_.append(environments_.back() ? U" | " : U" ");
          return at + 1;
        }
        break;
      default:
        if (const VulgarFraction* fraction = FindVulgarFraction(c)) {
          AppendFraction(fraction->numerator, fraction->denominator, After(at + 1, end), out_);
          return at + 1;
        }
    }
    out_.push_back(c);
    return at + 1;
  }

  // The text that will follow what ends at `at`, as far as a neighbour check needs it.
  std::u32string_view After(std::size_t at, std::size_t end) const {
    while (at < end && (text_[at] == U'}' || text_[at] == U'$')) ++at;
    return text_.substr(at, std::min<std::size_t>(end - at, 8));
  }

  std::size_t OpenBrace(std::size_t at, std::size_t end) {
    const std::size_t close = source_.GroupEnd(at, end);
    if (close == kNone) {
      if (!has_latex_) out_.push_back(U'{');
      return at + 1;
    }
    if (const std::size_t denominator = OverDenominator(close + 1, end); denominator != kNone) {
      const std::size_t next = SkipGroup(denominator, end);
      const std::u32string above = Captured(at + 1, close);
      const std::u32string below = Captured(denominator + 1, next - 1);
      AppendFraction(above, below, After(next, end), out_);
      return next;
    }
    const bool radicand = !out_.empty() && out_.back() == U'√';
    if (parenthesised_[at] || radicand) {
      parenthesised_[close] = true;
      out_.push_back(U'(');
    } else if (!has_latex_) {
      out_.push_back(U'{');
    }
    return at + 1;
  }

  std::size_t CloseBrace(std::size_t at, std::size_t end) {
    if (!parenthesised_.empty() && parenthesised_[at]) {
      out_.push_back(U')');
      if (source_.GroupEnd(at + 1, end) != kNone) parenthesised_[at + 1] = true;
    } else if (!has_latex_) {
      out_.push_back(U'}');
    }
    return at + 1;
  }

  // Where the second group of "{a} over {b}" opens, the first having ended at `at`.
  std::size_t OverDenominator(std::size_t at, std::size_t end) const {
    at = source_.SkipSpaces(at, end);
    const std::u32string_view word = text_.substr(at, 4);
    if (depth_ >= kMaxDepth || (word != U"over" && word != U"OVER")) return kNone;
    at = source_.SkipSpaces(at + 4, end);
    return source_.GroupEnd(at, end) == kNone ? kNone : at;
  }

  // ^ or _ with its argument.
  std::size_t Script(std::size_t at, std::size_t end) {
    const char32_t sign = text_[at];
    const std::size_t open = source_.SkipSpaces(at + 1, end);
    const std::size_t close = source_.GroupEnd(open, end);
    if (close == kNone || depth_ >= kMaxDepth) {
      if (close != kNone) parenthesised_[open] = true;
      out_.push_back(sign);
      return at + 1;
    }
    const std::u32string content = Captured(open + 1, close);
    const std::u32string_view after = After(close + 1, end);
    const bool digit_follows = !after.empty() && IsDigit(after.front());
    if (content == U"°" || content == U"'" || content == U"''") {
      out_.append(content);
    } else if (sign == U'_' && !digit_follows && std::ranges::all_of(content, IsAlphanumeric)) {
      if (!content.empty()) out_.append(U"_").append(content);
    } else if (!content.empty()) {
      out_.push_back(sign);
      const bool grouped = content.front() == U'(' && IsOneGroup(content);
      out_.append(grouped ? content : U"(" + content + U")");
    }
    return close + 1;
  }

  // \%, \,, \\ and the like.
  std::size_t Escape(std::size_t at, std::size_t end) {
    if (at + 1 >= end) return at + 1;
    const char32_t c = text_[at + 1];
    if (c == U'\\') return RowBreak(at + 2, end);
    if (IsOneOf(c, U"()!/$")) return at + 2;
    if (IsOneOf(c, U"[],;:> ")) {
      out_.push_back(U' ');
    } else if (IsOneOf(c, U"{}%#&_|")) {
      out_.push_back(c == U'|' ? U'∥' : c);
    } else {
      return at + 1;
    }
    return at + 2;
  }

  std::size_t RowBreak(std::size_t at, std::size_t end) {
    // The extra height of \\[2pt].
    if (at + 1 < end && text_[at] == U'[' && IsDigit(text_[at + 1])) {
      const std::size_t close = text_.substr(at, std::min<std::size_t>(end - at, 8)).find(U']');
      if (close != text_.npos) at += close + 1;
    }
    out_.append(environments_.empty() ? U" " : U" ; ");
    return at;
  }

  std::size_t Command(std::size_t at, std::size_t end) {
    const std::size_t name_end = source_.NameEnd(at + 1, end);
    if (name_end == at + 1) return Escape(at, end);
    const LatexCommand command = FindLatexCommand(text_.substr(at + 1, name_end - at - 1));
    std::size_t next = name_end;
    if (next + 1 < end && text_[next] == U'*' && text_[next + 1] == U'{') ++next;
    switch (command.action) {
      case LatexAction::kText:
        out_.append(command.text);
        return IsGreek(command.text.front()) ? source_.SkipSpaces(next, end) : next;
      case LatexAction::kTransparent:
        return source_.SkipSpaces(next, end);
      case LatexAction::kDelimiter:
        next = source_.SkipSpaces(next, end);
        return next < end && text_[next] == U'.' ? next + 1 : next;
      case LatexAction::kSpace:
        out_.push_back(U' ');
        return next;
      case LatexAction::kNot:
        return Not(next, end);
      case LatexAction::kWord:
        return Word(command.name, next, end);
      default:
        return depth_ < kMaxDepth ? WithArguments(command, next, end)
                                  : Word(command.name, next, end);
    }
  }

  std::size_t WithArguments(const LatexCommand& command, std::size_t next, std::size_t end) {
    LatexArgument argument;
    switch (command.action) {
      case LatexAction::kFraction:
        return Fraction(command, next, end);
      case LatexAction::kRoot:
        return Root(next, end);
      case LatexAction::kSkipArgument:
        next = source_.SkipOption(next, end);
        out_.append(command.text);
        return SkipGroup(next, end);
      case LatexAction::kBegin:
      case LatexAction::kEnd:
        return Environment(command, next, end);
      default:
        if (!source_.ReadArgument(next, end, argument)) return next;
        Decorate(command, Captured(argument.begin, argument.end));
        return argument.next;
    }
  }

  // A function or a command we do not know: its name as a word, its arguments in parentheses.
  std::size_t Word(std::u32string_view name, std::size_t next, std::size_t end) {
    if (!out_.empty() && IsLatin(out_.back())) out_.push_back(U' ');
    out_.append(name);
    if (source_.GroupEnd(next, end) != kNone) {
      parenthesised_[next] = true;
    } else if (next < end &&
               (IsAlphanumeric(text_[next]) || text_[next] == U'\\' || text_[next] == U'$')) {
      out_.push_back(U' ');
    }
    return next;
  }

  std::size_t Fraction(const LatexCommand& command, std::size_t next, std::size_t end) {
    LatexArgument above;
    LatexArgument below;
    if (!source_.ReadArgument(next, end, above) || !source_.ReadArgument(above.next, end, below)) {
      return Word(command.name, next, end);
    }
    const std::u32string numerator = Captured(above.begin, above.end);
    const std::u32string denominator = Captured(below.begin, below.end);
    AppendFraction(numerator, denominator, After(below.next, end), out_);
    return below.next;
  }

  std::size_t Root(std::size_t next, std::size_t end) {
    const std::size_t option_end = source_.SkipOption(next, end);
    LatexArgument argument;
    const bool found = source_.ReadArgument(option_end, end, argument);
    const std::u32string index =
        option_end > next ? Captured(next + 1, option_end - 1) : std::u32string();
    out_.push_back(U'√');
    if (!index.empty()) out_.append(U"[").append(index).append(U"]");
    if (!found) return option_end;
    out_.append(U"(").append(Captured(argument.begin, argument.end)).append(U")");
    return argument.next;
  }

  void Decorate(const LatexCommand& command, const std::u32string& content) {
    if (command.action == LatexAction::kBox) {
      out_.append(content.empty() ? U"□" : content);
    } else if (content.empty()) {
      return;
    } else if (command.action == LatexAction::kDot) {
      IsAllDigits(content) ? AppendCycle(content) : void(out_.append(content));
    } else if (command.text == U"‾" && IsAllDigits(content) && EndsInDecimalPoint()) {
      AppendCycle(content);
    } else {
      out_.append(command.text).append(U"(").append(content).append(U")");
    }
  }

  // Dots over the first and the last digit of a recurring decimal's cycle.
  void AppendCycle(std::u32string_view digits) {
    out_.push_back(digits.front());
    out_.push_back(kCombiningDot);
    if (digits.size() == 1) return;
    out_.append(digits.substr(1));
    out_.push_back(kCombiningDot);
  }

  // Whether the output ends in "0." or "0.1".
  bool EndsInDecimalPoint() const {
    std::size_t at = out_.size();
    while (at > 0 && IsDigit(out_[at - 1])) --at;
    return at > 1 && out_[at - 1] == U'.' && IsDigit(out_[at - 2]);
  }

  std::size_t Not(std::size_t next, std::size_t end) {
    struct Negation {
      std::u32string_view sign;
      std::u32string_view negated;
    };
    constexpr auto kNegations = std::to_array<Negation>(
        {{U"=", U"≠"}, {U"\\in", U"∉"}, {U"\\parallel", U"∦"}, {U"\\subset", U"⊄"}});
    next = source_.SkipSpaces(next, end);
    for (const Negation& negation : kNegations) {
      const std::size_t sign_end = next + negation.sign.size();
      if (sign_end > end || text_.substr(next, negation.sign.size()) != negation.sign) continue;
      if (sign_end < end && negation.sign.size() > 1 && IsLatin(text_[sign_end])) continue;
      out_.append(negation.negated);
      return sign_end;
    }
    return Word(U"not", next, end);
  }

  std::size_t Environment(const LatexCommand& command, std::size_t next, std::size_t end) {
    const std::size_t close = source_.GroupEnd(next, end);
    if (close == kNone) return Word(command.name, next, end);
    const std::u32string_view name = text_.substr(next + 1, close - next - 1);
    next = close + 1;
    out_.push_back(U' ');
    if (command.action == LatexAction::kEnd) {
      if (!environments_.empty()) environments_.pop_back();
      // A break after the last row separates nothing.
      while (!out_.empty() && (out_.back() == U' ' || out_.back() == U';')) out_.pop_back();
      out_.push_back(U' ');
      return next;
    }
    const bool has_columns = name == U"array" || name == U"tabular";
    environments_.push_back(has_columns || name.ends_with(U"matrix"));
    if (!has_columns) return next;
    next = source_.SkipOption(next, end);
    return SkipGroup(next, end);
  }

  std::u32string_view text_;
  LatexSource source_;
  // Without LaTeX, braces are the sets and groups that they look like.
  bool has_latex_;
  // Braces to be written as parentheses: arguments of unknown commands.
  std::vector<bool> parenthesised_;
  // The open environments; true for tables, whose cells are kept apart.
  std::vector<bool> environments_;
  std::u32string out_;
  int depth_ = 0;
};

bool NeedsLowering(std::u32string_view text) {
  return std::ranges::any_of(text, [](char32_t c) {
    return c == U'\\' || c == U'$' || c == U'{' || FindVulgarFraction(c) != nullptr;
  });
}

}  // namespace

std::u32string LowerLatex(std::u32string_view text) {
  if (!NeedsLowering(text)) return std::u32string(text);
  return LatexLowering(text).Run();
}

}  // namespace munhang::text
