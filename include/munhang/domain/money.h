#ifndef MUNHANG_DOMAIN_MONEY_H_
#define MUNHANG_DOMAIN_MONEY_H_

#include <compare>
#include <cstdint>

namespace munhang {

// Millionths of a US dollar. Integers throughout, so that sums are exact.
struct MicroUsd {
  int64_t value = 0;

  auto operator<=>(const MicroUsd&) const = default;
  MicroUsd& operator+=(MicroUsd other) {
    value += other.value;
    return *this;
  }
};

}  // namespace munhang

#endif  // MUNHANG_DOMAIN_MONEY_H_
