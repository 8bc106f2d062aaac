#ifndef MUNHANG_TESTS_BENCH_DEVELOPMENT_ITEMS_H_
#define MUNHANG_TESTS_BENCH_DEVELOPMENT_ITEMS_H_

#include <absl/status/statusor.h>

#include <vector>

#include "munhang/v1/classifier.pb.h"

namespace munhang::bench {

// The items of data/development as requests, never empty. They pass by every cache: each call is a
// classification.
absl::StatusOr<std::vector<v1::ClassifyRequest>> DevelopmentRequests();

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_DEVELOPMENT_ITEMS_H_
