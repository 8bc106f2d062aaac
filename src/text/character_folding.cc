#include "text/character_folding.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <cstddef>
#include <cstdint>

#include "text/character_tables.h"
#include "text/characters.h"
#include "text/utf8.h"

namespace munhang::text {
namespace {

// A character to be hidden from NFKC travels through it as this private-use code point plus
// itself. Private use in the input has become U+FFFD by then.
constexpr char32_t kHidden = 0xF0000;

enum class Pass { kBeforeNfkc, kAfterNfkc };

constexpr bool Within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool IsSpace(char32_t c) {
  return Within(c, 0x09, 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         Within(c, 0x2000, 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x2800 || c == 0x3000 || c == 0x3164 || c == 0xFFA0;
}

bool IsInvisible(char32_t c) {
  return c < 0x20 || Within(c, 0x7F, 0x9F) || c == 0xAD || c == 0x34F || c == 0x61C ||
         c == 0x115F || c == 0x1160 || Within(c, 0x17B4, 0x17B5) || Within(c, 0x180B, 0x180F) ||
         Within(c, 0x200B, 0x200F) || Within(c, 0x202A, 0x202E) || Within(c, 0x2060, 0x206F) ||
         Within(c, 0xFE00, 0xFE0F) || c == 0xFEFF || Within(c, 0xFFF0, 0xFFFB) ||
         Within(c, 0x1D173, 0x1D17A) || Within(c, 0xE0000, 0xE0FFF);
}

bool IsPrivateOrNoncharacter(char32_t c) {
  return Within(c, 0xE000, 0xF8FF) || c >= 0xF0000 || Within(c, 0xFDD0, 0xFDEF) ||
         (c & 0xFFFE) == 0xFFFE;
}

bool IsVulgarFraction(char32_t c) {
  return Within(c, 0xBC, 0xBE) || Within(c, 0x2150, 0x215E) || c == 0x2189;
}

bool KeepsFromNfkc(char32_t c) {
  return IsVulgarFraction(c) || IsCircledNumber(c) || Within(c, 0x24B6, 0x24E9) ||
         Within(c, 0x3131, 0x318E) || Within(c, 0x3260, 0x327B) || c == U'ℓ' || c == U'‾';
}

// Nothing here changes under NFKC or composes with a neighbour from here.
bool IsStable(char32_t c) {
  return c < 0x7F || IsHangulSyllable(c) || c >= kHidden || c == U'×' || c == U'÷' || c == U'°' ||
         c == U'·' || IsGreek(c) || Within(c, 0x2190, 0x21FF) || c == kReplacementCharacter ||
         (Within(c, 0x2200, 0x22FF) && !Within(c, 0x222B, 0x2230)) || Within(c, 0x25A0, 0x26FF);
}

// Appends a run of superscripts or subscripts starting at `at` as "^(...)" or "_(...)"; returns
// its length, 0 when there is none.
std::size_t AppendScript(std::u32string_view text, std::size_t at, char32_t (*plain)(char32_t),
                         char32_t sign, std::u32string& out) {
  if (plain(text[at]) == 0) return 0;
  out.push_back(sign);
  out.push_back(U'(');
  std::size_t end = at;
  for (; end < text.size() && plain(text[end]) != 0; ++end) out.push_back(plain(text[end]));
  out.push_back(U')');
  return end - at;
}

void AppendFolded(char32_t c, Pass pass, std::u32string& out) {
  if (IsSpace(c)) {
    out.push_back(U' ');
  } else if (IsInvisible(c)) {
    return;
  } else if (pass == Pass::kAfterNfkc && c >= kHidden) {
    out.push_back(c);
  } else if (IsPrivateOrNoncharacter(c)) {
    out.push_back(kReplacementCharacter);
  } else if (const std::u32string_view spelled = Spelled(c); !spelled.empty()) {
    out.append(spelled);
  } else {
    c = OneSpelling(c);
    if (pass == Pass::kAfterNfkc) c = StandaloneJamo(c);
    out.push_back(KeepsFromNfkc(c) ? kHidden + c : c);
  }
}

std::u32string FoldOnce(std::u32string_view text, Pass pass) {
  std::u32string out;
  out.reserve(text.size() + text.size() / 8 + 8);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text[at];
    if (Within(c, 0x20, 0x7E) || IsHangulSyllable(c)) {
      out.push_back(c);
      ++at;
      continue;
    }
    std::size_t length = AppendScript(text, at, Raised, U'^', out);
    if (length == 0) length = AppendScript(text, at, Lowered, U'_', out);
    if (length == 0) {
      AppendFolded(c, pass, out);
      length = 1;
    }
    at += length;
  }
  return out;
}

std::u32string Nfkc(std::u32string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  // Without ICU's data, which is linked in, the text stays as it is.
  if (U_FAILURE(error)) return std::u32string(text);
  const std::string bytes = EncodeUtf8(text);
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(bytes.size()));
  nfkc->normalizeUTF8(0, icu::StringPiece(bytes.data(), static_cast<std::int32_t>(bytes.size())),
                      sink, nullptr, error);
  return U_FAILURE(error) ? std::u32string(text) : DecodeUtf8(out);
}

bool AllStable(std::u32string_view text) {
  for (const char32_t c : text) {
    if (!IsStable(c)) return false;
  }
  return true;
}

}  // namespace

std::u32string FoldCharacters(std::u32string_view text) {
  std::u32string folded = FoldOnce(text, Pass::kBeforeNfkc);
  // Most items need no normaliser, which would cost more than all the rest.
  if (!AllStable(folded)) folded = FoldOnce(Nfkc(folded), Pass::kAfterNfkc);
  for (char32_t& c : folded) {
    if (c >= kHidden) c -= kHidden;
  }
  return folded;
}

}  // namespace munhang::text
