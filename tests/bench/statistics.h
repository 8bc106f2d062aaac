#ifndef MUNHANG_TESTS_BENCH_STATISTICS_H_
#define MUNHANG_TESTS_BENCH_STATISTICS_H_

#include <vector>

namespace munhang::bench {

// The smallest value that at least `share` (0 to 1) of the values do not exceed. Values are not
// empty.
double Percentile(std::vector<double> values, double share);

// The middle value, or the mean of the two in the middle. Values are not empty.
double Median(std::vector<double> values);

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_STATISTICS_H_
