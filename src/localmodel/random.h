#ifndef MUNHANG_LOCALMODEL_RANDOM_H_
#define MUNHANG_LOCALMODEL_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace munhang::localmodel {

// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): the same sequence for the same seed on every
// machine and with every library, which the engines' distributions of the standard do not promise.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15ull;
    uint64_t value = state_;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ull;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebull;
    return value ^ (value >> 31);
  }

  // 0 to 1, 1 excluded.
  double Uniform() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

  // Mean 0, variance 1, nearly normal: the sum of twelve uniform numbers.
  double Normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += Uniform();
    return sum;
  }

  // Fisher and Yates.
  template <typename T>
  void Shuffle(std::vector<T>* values) {
    for (size_t left = values->size(); left > 1; --left) {
      std::swap((*values)[left - 1], (*values)[Next() % left]);
    }
  }

 private:
  uint64_t state_;
};

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_RANDOM_H_
