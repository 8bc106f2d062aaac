#include "text/latex_source.h"

#include <algorithm>

#include "text/characters.h"

namespace munhang::text {

// Finds all pairs at once, so that nested unclosed groups cost no repeated search.
LatexSource::LatexSource(std::u32string_view text) : text_(text) {
  if (text_.find(U'{') == text_.npos) return;
  match_.assign(text_.size(), kNone);
  std::vector<std::size_t> open;
  for (std::size_t at = 0; at < text_.size(); ++at) {
    if (text_[at] == U'\\') {
      ++at;
    } else if (text_[at] == U'{') {
      open.push_back(at);
    } else if (text_[at] == U'}' && !open.empty()) {
      match_[open.back()] = at;
      open.pop_back();
    }
  }
}

std::size_t LatexSource::GroupEnd(std::size_t at, std::size_t end) const {
  if (at >= end || text_[at] != U'{' || match_[at] == kNone || match_[at] >= end) return kNone;
  return match_[at];
}

std::size_t LatexSource::SkipSpaces(std::size_t at, std::size_t end) const {
  while (at < end && text_[at] == U' ') ++at;
  return at;
}

std::size_t LatexSource::NameEnd(std::size_t at, std::size_t end) const {
  while (at < end && IsLatin(text_[at])) ++at;
  return at;
}

std::size_t LatexSource::SkipOption(std::size_t at, std::size_t end) const {
  // Real ones are short, and this keeps unclosed ones from costing a search each.
  constexpr std::size_t kLongest = 64;
  if (at >= end || text_[at] != U'[') return at;
  const std::size_t length = text_.substr(at, std::min(end - at, kLongest)).find(U']');
  return length == text_.npos ? at : at + length + 1;
}

bool LatexSource::ReadArgument(std::size_t at, std::size_t end, LatexArgument& argument) const {
  at = SkipSpaces(at, end);
  if (at >= end) return false;
  if (const std::size_t close = GroupEnd(at, end); close != kNone) {
    argument = {at + 1, close, close + 1};
    return true;
  }
  if (IsOneOf(text_[at], U"{}$&")) return false;
  const std::size_t next = text_[at] == U'\\' ? CommandEnd(at, end) : at + 1;
  argument = {at, next, next};
  return true;
}

// One past the command at `at` and the groups that follow it directly.
std::size_t LatexSource::CommandEnd(std::size_t at, std::size_t end) const {
  constexpr int kMostArguments = 2;
  std::size_t next = NameEnd(at + 1, end);
  if (next == at + 1) return std::min(at + 2, end);
  for (int i = 0; i < kMostArguments; ++i) {
    const std::size_t close = GroupEnd(next, end);
    if (close == kNone) break;
    next = close + 1;
  }
  return next;
}

}  // namespace munhang::text
