#ifndef MUNHANG_LOCALMODEL_MATRIX_H_
#define MUNHANG_LOCALMODEL_MATRIX_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "localmodel/feature_table.h"

namespace munhang::localmodel {

// Weights as they are learned: one row for each feature.
struct Matrix {
  Matrix(size_t row_count, size_t column_count)
      : rows(row_count), columns(column_count), values(row_count * column_count, 0.0f) {}

  float* row(size_t at) { return values.data() + at * columns; }
  const float* row(size_t at) const { return values.data() + at * columns; }

  // out[k] += sum over the text's features of weight * row[k]. out has `columns` entries.
  void AddProduct(std::span<const WeightedFeature> text, float* out) const;

  size_t rows;
  size_t columns;
  std::vector<float> values;
};

// The same in eight bits, a scale for each row: weight = scale * value. Refers to its arrays.
struct QuantizedMatrix {
  void AddProduct(std::span<const WeightedFeature> text, float* out) const;
  // The weight at a row and column.
  float at(size_t row, size_t column) const {
    return scales[row] * static_cast<float>(values[row * columns + column]);
  }

  size_t columns = 0;
  std::span<const float> scales;
  std::span<const int8_t> values;
};

// The arrays of a quantized matrix. Rounds to nearest, so that an error is at most half a 127th of
// the row's largest weight.
struct Quantized {
  explicit Quantized(const Matrix& matrix);

  std::vector<float> scales;
  std::vector<int8_t> values;
};

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_MATRIX_H_
