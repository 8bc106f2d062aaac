#include "text/markup.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "text/characters.h"
#include "text/utf8.h"

namespace munhang::text {
namespace {

struct NamedReference {
  std::string_view name;
  char32_t code_point;
};

constexpr auto kReferences = std::to_array<NamedReference>({
    {"Delta", U'Δ'},  {"alpha", U'α'},  {"ang", U'∠'},    {"apos", U'\''},  {"asymp", U'≒'},
    {"beta", U'β'},   {"bull", U'·'},   {"cong", U'≡'},   {"deg", U'°'},    {"divide", U'÷'},
    {"ensp", U' '},   {"emsp", U' '},   {"equiv", U'≡'},  {"frac12", U'½'}, {"frac14", U'¼'},
    {"frac34", U'¾'}, {"gamma", U'γ'},  {"ge", U'≥'},     {"gt", U'>'},     {"harr", U'↔'},
    {"hellip", U'…'}, {"infin", U'∞'},  {"larr", U'←'},   {"ldquo", U'"'},  {"le", U'≤'},
    {"lsquo", U'\''}, {"lt", U'<'},     {"mdash", U'-'},  {"middot", U'·'}, {"minus", U'-'},
    {"nbsp", U' '},   {"ndash", U'-'},  {"ne", U'≠'},     {"perp", U'⊥'},   {"pi", U'π'},
    {"plusmn", U'±'}, {"prime", U'\''}, {"quot", U'"'},   {"radic", U'√'},  {"rarr", U'→'},
    {"rdquo", U'"'},  {"rsquo", U'\''}, {"sup1", U'¹'},   {"sup2", U'²'},   {"sup3", U'³'},
    {"there4", U'∴'}, {"theta", U'θ'},  {"thinsp", U' '}, {"times", U'×'},
});

enum class TagMeaning { kSpace, kNothing, kSuperscript, kSubscript };

struct Tag {
  std::string_view name;
  TagMeaning meaning;
};

constexpr auto kTags = std::to_array<Tag>({
    {"br", TagMeaning::kSpace},        {"p", TagMeaning::kSpace},
    {"div", TagMeaning::kSpace},       {"li", TagMeaning::kSpace},
    {"ul", TagMeaning::kSpace},        {"ol", TagMeaning::kSpace},
    {"tr", TagMeaning::kSpace},        {"td", TagMeaning::kSpace},
    {"th", TagMeaning::kSpace},        {"table", TagMeaning::kSpace},
    {"tbody", TagMeaning::kSpace},     {"thead", TagMeaning::kSpace},
    {"img", TagMeaning::kSpace},       {"hr", TagMeaning::kSpace},
    {"h1", TagMeaning::kSpace},        {"h2", TagMeaning::kSpace},
    {"h3", TagMeaning::kSpace},        {"h4", TagMeaning::kSpace},
    {"span", TagMeaning::kNothing},    {"strong", TagMeaning::kNothing},
    {"em", TagMeaning::kNothing},      {"font", TagMeaning::kNothing},
    {"center", TagMeaning::kNothing},  {"b", TagMeaning::kNothing},
    {"i", TagMeaning::kNothing},       {"u", TagMeaning::kNothing},
    {"sup", TagMeaning::kSuperscript}, {"sub", TagMeaning::kSubscript},
});

// No reference or tag name is longer.
constexpr std::size_t kMaxName = 8;

// The ASCII letters and digits from `at`, at most kMaxName and one.
std::string NameAt(std::u32string_view text, std::size_t at) {
  std::string name;
  for (; at < text.size() && IsAlphanumeric(text[at]) && name.size() <= kMaxName; ++at) {
    name.push_back(static_cast<char>(text[at]));
  }
  return name;
}

class MarkupFolder {
 public:
  explicit MarkupFolder(std::u32string_view text) : text_(text) { out_.reserve(text.size()); }

  std::u32string Fold() {
    while (at_ < text_.size()) {
      const bool replaced =
          (text_[at_] == U'&' && FoldReference()) || (text_[at_] == U'<' && FoldTag());
      if (!replaced) out_.push_back(text_[at_++]);
    }
    return std::move(out_);
  }

 private:
  bool FoldReference() {
    std::size_t name_at = at_ + 1;
    // Text that was escaped several times: &amp;amp;lt;
    while (text_.substr(name_at, 4) == U"amp;") name_at += 4;
    const bool escaped = name_at > at_ + 1;
    if (const std::size_t end = NumericReference(name_at); end != 0) {
      at_ = end;
      return true;
    }
    const std::string name = NameAt(text_, name_at);
    const std::size_t end = name_at + name.size();
    if (end < text_.size() && text_[end] == U';') {
      const auto found = std::ranges::find(kReferences, name, &NamedReference::name);
      if (found != kReferences.end()) {
        out_.push_back(found->code_point);
        at_ = end + 1;
        return true;
      }
    }
    if (!escaped) return false;
    out_.push_back(U'&');
    at_ = name_at;
    return true;
  }

  // Handles "#176;" and "#xB0;" at `name_at`; returns the end, 0 when there is none.
  std::size_t NumericReference(std::size_t name_at) {
    if (name_at >= text_.size() || text_[name_at] != U'#') return 0;
    std::size_t at = name_at + 1;
    const bool hexadecimal = at < text_.size() && (text_[at] == U'x' || text_[at] == U'X');
    if (hexadecimal) ++at;
    const std::string digits = NameAt(text_, at);
    at += digits.size();
    if (digits.empty() || digits.size() > kMaxName || at >= text_.size() || text_[at] != U';') {
      return 0;
    }
    char32_t value = 0;
    for (const char digit : digits) {
      const int ten = digit >= 'a'   ? digit - 'a' + 10
                      : digit >= 'A' ? digit - 'A' + 10
                                     : digit - '0';
      if (ten >= (hexadecimal ? 16 : 10)) return 0;
      value = value * (hexadecimal ? 16 : 10) + static_cast<char32_t>(ten);
    }
    const bool scalar = value <= 0x10FFFF && !(value >= 0xD800 && value < 0xE000);
    out_.push_back(scalar ? value : kReplacementCharacter);
    return at + 1;
  }

  bool FoldTag() {
    std::size_t at = at_ + 1;
    const bool closing = at < text_.size() && text_[at] == U'/';
    if (closing) ++at;
    std::string name = NameAt(text_, at);
    const std::size_t name_end = at + name.size();
    std::ranges::transform(name, name.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto tag = std::ranges::find(kTags, name, &Tag::name);
    if (tag == kTags.end() || name_end >= text_.size()) return false;
    const char32_t after = text_[name_end];
    if (after != U'>' && after != U'/' && after != U' ') return false;
    // "a<b>c" compares, unless something closes the tag.
    if (name.size() == 1 && !closing && !HasClosingTag(text_[at])) return false;
    const std::optional<std::size_t> end = TagEnd(name_end);
    if (!end.has_value()) return false;
    Append(tag->meaning, closing);
    at_ = *end;
    return true;
  }

  void Append(TagMeaning meaning, bool closing) {
    switch (meaning) {
      case TagMeaning::kSpace:
        out_.push_back(U' ');
        return;
      case TagMeaning::kNothing:
        return;
      case TagMeaning::kSuperscript:
      case TagMeaning::kSubscript:
        // Braces, so that the LaTeX pass finds the pair or drops a lone one.
        if (!closing) out_.push_back(meaning == TagMeaning::kSuperscript ? U'^' : U'_');
        out_.push_back(closing ? U'}' : U'{');
        return;
    }
  }

  // One past the '>' that closes the tag whose name ends at `at`, unless another '<' comes first.
  // Both positions are remembered, so that all calls together read the text once.
  std::optional<std::size_t> TagEnd(std::size_t at) {
    if (next_open_ < at) next_open_ = std::min(text_.find(U'<', at), text_.size());
    if (next_close_ < at) next_close_ = std::min(text_.find(U'>', at), text_.size());
    if (next_close_ >= next_open_ || next_close_ == text_.size()) return std::nullopt;
    return next_close_ + 1;
  }

  bool HasClosingTag(char32_t letter) {
    const std::size_t index = (letter | 0x20) - U'a';
    if (!closing_known_[index]) {
      closing_known_[index] = true;
      const std::array<char32_t, 4> tag = {U'<', U'/', letter, U'>'};
      closing_[index] = text_.find(std::u32string_view(tag.data(), tag.size())) != text_.npos;
    }
    return closing_[index];
  }

  std::u32string_view text_;
  std::u32string out_;
  std::size_t at_ = 0;
  std::size_t next_open_ = 0;
  std::size_t next_close_ = 0;
  std::array<bool, 26> closing_known_ = {};
  std::array<bool, 26> closing_ = {};
};

}  // namespace

std::u32string FoldMarkup(std::u32string_view text) {
  // The character that starts every reference and tag is absent from most items.
  if (text.find_first_of(U"&<") == text.npos) return std::u32string(text);
  return MarkupFolder(text).Fold();
}

}  // namespace munhang::text
