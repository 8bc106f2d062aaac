#include "munhang/text/normalizer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "munhang/text/fingerprint.h"
#include "text/character_folding.h"
#include "text/characters.h"
#include "text/latex.h"
#include "text/markup.h"
#include "text/notation.h"
#include "text/spacing.h"
#include "text/utf8.h"

namespace munhang::text {
namespace {

// What one rewriting leaves for the next is, in real items, nothing: the second finds a fixed
// point. Crafted ones hide markup in markup (&lt;sup>); each of these unwraps a layer.
constexpr int kMaxRewritings = 8;

std::u32string Rewrite(std::u32string_view text) {
  std::u32string rewritten = FoldCharacters(FoldMarkup(text));
  rewritten = ResolveSigns(LowerLatex(rewritten));
  return CanonicalNotation(CanonicalSpacing(rewritten));
}

// The words of the text and, so that different inputs stay different, a digest of `bytes`, all in
// characters that Rewrite leaves alone.
std::u32string PlainWords(std::u32string_view text, std::string_view bytes) {
  std::u32string out;
  for (const char32_t c : text) {
    if (IsHangulSyllable(c) && c != U'루') {
      out.push_back(c);
    } else if (!out.empty() && out.back() != U' ') {
      out.push_back(U' ');
    }
  }
  if (!out.empty() && out.back() != U' ') out.push_back(U' ');
  for (const char hexadecimal : BytesFingerprint(bytes).ToHex()) {
    // a to p: digits would read as numbers.
    const bool digit = hexadecimal <= '9';
    out.push_back(static_cast<char32_t>(digit ? hexadecimal - '0' + 'a' : hexadecimal - 'a' + 'k'));
  }
  return out;
}

std::string WithoutSpaces(std::string_view text) {
  std::string out(text);
  std::erase(out, ' ');
  return out;
}

}  // namespace

NormalizedText Normalize(std::string_view bytes) {
  const std::u32string decoded = DecodeUtf8(bytes);
  std::u32string text = Rewrite(decoded);
  bool fixed = false;
  // Returning only fixed points makes the whole idempotent, whatever single rules do to each
  // other.
  for (int i = 0; i < kMaxRewritings && !fixed; ++i) {
    std::u32string again = Rewrite(text);
    fixed = again == text;
    text = std::move(again);
  }
  NormalizedText result;
  if (fixed) result.canonical = EncodeUtf8(text);
  if (!fixed || result.canonical.size() > kMaxExpansionFactor * bytes.size() + kMaxExpansionBytes) {
    result.canonical = EncodeUtf8(PlainWords(decoded, bytes));
    result.degraded = true;
  }
  result.compact = WithoutSpaces(result.canonical);
  return result;
}

}  // namespace munhang::text
