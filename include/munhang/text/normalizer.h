#ifndef MUNHANG_TEXT_NORMALIZER_H_
#define MUNHANG_TEXT_NORMALIZER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace munhang::text {

// Version of the canonical form and of the slots built on it. Every key that outlives a process
// (caches, remembered answers, trained features) must contain it. It changes whenever any input
// could normalise or slot differently.
inline constexpr std::string_view kNormalizerVersion = "text-1";

// Normalize(bytes).canonical.size() <= kMaxExpansionFactor * bytes.size() + kMaxExpansionBytes.
// The worst honest case is one Arabic ligature whose NFKC form is eleven times as long.
inline constexpr std::size_t kMaxExpansionFactor = 12;
inline constexpr std::size_t kMaxExpansionBytes = 64;

// An item's text in one spelling. Both strings are valid UTF-8.
struct NormalizedText {
  // Notation that means the same is spelled the same, words keep single spaces:
  //
  //   24 + 35, 24＋35, $24+35$            24+35
  //   3 \times 4, 3*4, 3 x 4, 3·4         3×4
  //   x^{2}, x², x**2, x<sup>2</sup>      x^2        x^{n+1}: x^(n+1)
  //   \frac{3}{5}, ⅗, 3 / 5               3/5        \frac{x+1}{2}: (x+1)/2
  //   2\frac{1}{3}, 2⅓, 2 1/3, 2와 1/3    2_1/3      a mixed number is never a product
  //   \sqrt{3}, √3, 루트3                 √(3)       \sqrt[3]{8}: √[3](8)
  //   0.\dot{3}, 0.\overline{3}           0.3̇        (digit, U+0307)
  //   \overline{AB}                       ‾(AB)      ray →(AB), line ↔(AB), arc ⌒(AB)
  //   <=, ≦, \leq; !=, \ne                ≤; ≠
  //   90^\circ, 90˚; ℃                    90°; °C
  //   5 ㎠, 5cm2, 5\mathrm{cm}^{2}        5cm^2
  //   ▢, \square, (  ), [ ], ____         □
  //   ①, ❶; (1), 1); ㄱ., ㄱ)             ①; (1); ㄱ.
  //   \begin{cases}a\\b\end{cases}        a ; b      cells of a table: a | b
  //
  // It contains no backslash, no dollar sign, no ⟨ or ⟩, no control, zero-width or bidirectional
  // character, and no private-use code point (each becomes U+FFFD, as does each invalid byte
  // sequence).
  std::string canonical;
  // `canonical` without spaces: joins spelling variants of Korean, but also "1 2" with "12".
  std::string compact;
  // True when the input is so adversarial that no canonical spelling was found; `canonical` is
  // then its plain words and a digest of the input. Never seen on school items.
  bool degraded = false;
};

// Returns the canonical form of any bytes. Idempotent: normalising `canonical` gives the same
// `canonical`. Linear in time and memory, recursion bounded (markup nested more than 16 deep is
// kept as words and parentheses). Thread-safe; throws nothing but std::bad_alloc.
NormalizedText Normalize(std::string_view bytes);

// Whether `bytes` is well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates).
bool IsValidUtf8(std::string_view bytes);

// Offset of the first byte that starts no well-formed sequence; nullopt when there is none.
std::optional<std::size_t> FirstInvalidUtf8(std::string_view bytes);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_NORMALIZER_H_
