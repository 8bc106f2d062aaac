#include "localmodel/matrix.h"

#include <algorithm>
#include <cmath>

namespace munhang::localmodel {

void Matrix::AddProduct(std::span<const WeightedFeature> text, float* out) const {
  for (const WeightedFeature& entry : text) {
    const float* const weights = row(entry.feature);
    for (size_t k = 0; k < columns; ++k) out[k] += entry.weight * weights[k];
  }
}

void QuantizedMatrix::AddProduct(std::span<const WeightedFeature> text, float* out) const {
  constexpr size_t kAhead = 4;
  for (size_t i = 0; i < text.size(); ++i) {
    // Rows lie far apart; by its turn a later row has arrived.
    if (i + kAhead < text.size()) {
      const int8_t* const next = values.data() + text[i + kAhead].feature * columns;
      for (size_t byte = 0; byte < columns; byte += 64) __builtin_prefetch(next + byte);
    }
    const float weight = text[i].weight * scales[text[i].feature];
    const int8_t* const weights = values.data() + text[i].feature * columns;
    for (size_t k = 0; k < columns; ++k) out[k] += weight * static_cast<float>(weights[k]);
  }
}

Quantized::Quantized(const Matrix& matrix) : scales(matrix.rows), values(matrix.values.size()) {
  constexpr float kLargest = 127;
  for (size_t i = 0; i < matrix.rows; ++i) {
    const float* const row = matrix.row(i);
    float largest = 0;
    for (size_t k = 0; k < matrix.columns; ++k) largest = std::max(largest, std::abs(row[k]));
    scales[i] = largest / kLargest;
    if (largest == 0) continue;
    for (size_t k = 0; k < matrix.columns; ++k) {
      values[i * matrix.columns + k] =
          static_cast<int8_t>(std::floor(row[k] / largest * kLargest + 0.5f));
    }
  }
}

}  // namespace munhang::localmodel
