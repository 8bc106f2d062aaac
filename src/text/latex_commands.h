#ifndef MUNHANG_TEXT_LATEX_COMMANDS_H_
#define MUNHANG_TEXT_LATEX_COMMANDS_H_

#include <string_view>

namespace munhang::text {

enum class LatexAction {
  kText,          // stands for `text`
  kWord,          // a function name or an unknown command: its name as a word
  kTransparent,   // changes the looks only: \text, \mathrm, \displaystyle
  kDelimiter,     // \left, \right, \big: transparent, and so is a following full stop
  kSpace,         // a space
  kSkipArgument,  // goes with its argument, leaving `text`: \color{red}, \hspace{1em}
  kFraction,      // \frac{a}{b}
  kRoot,          // \sqrt[n]{a}
  kDot,           // \dot{3}
  kOver,          // `text` over the argument: \overline{AB}
  kBox,           // a blank when the argument is empty: \boxed{}, \underline{\quad}
  kNot,           // \not=
  kBegin,         // \begin{array}{cc}
  kEnd,           // \end{array}
};

struct LatexCommand {
  std::u32string_view name;  // without the backslash
  LatexAction action = LatexAction::kWord;
  std::u32string_view text;
};

// What the command `name` means; an action of kWord for an unknown one.
LatexCommand FindLatexCommand(std::u32string_view name);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_LATEX_COMMANDS_H_
