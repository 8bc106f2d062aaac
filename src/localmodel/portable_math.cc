#include "localmodel/portable_math.h"

#include <algorithm>
#include <cmath>

namespace munhang::localmodel {
namespace {

// ln 2 in two parts: the high one has few enough bits that its products with exponents are exact.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kInverseLn2 = 1.44269504088896338700;
constexpr double kSqrtHalf = 0.70710678118654752440;
constexpr int kExpTerms = 14;
constexpr int kLogTerms = 12;

}  // namespace

double PortableExp(double x) {
  if (x < -700) return 0;
  x = std::min(x, 700.0);
  // x = n ln 2 + r with |r| <= ln 2 / 2; then the Taylor series of exp(r).
  const double n = std::floor(x * kInverseLn2 + 0.5);
  const double r = (x - n * kLn2High) - n * kLn2Low;
  double sum = 1;
  for (int term = kExpTerms; term >= 1; --term) sum = 1 + sum * r / term;
  return std::ldexp(sum, static_cast<int>(n));
}

double PortableLog(double x) {
  // x = m 2^e with m around 1; ln m = 2 artanh((m - 1) / (m + 1)).
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  if (m < kSqrtHalf) {
    m *= 2;
    --exponent;
  }
  const double s = (m - 1) / (m + 1);
  const double square = s * s;
  double sum = 0;
  for (int term = kLogTerms; term >= 0; --term) sum = sum * square + 1.0 / (2 * term + 1);
  return exponent * kLn2High + (exponent * kLn2Low + 2 * s * sum);
}

}  // namespace munhang::localmodel
