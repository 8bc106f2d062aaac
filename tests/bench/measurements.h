#ifndef MUNHANG_TESTS_BENCH_MEASUREMENTS_H_
#define MUNHANG_TESTS_BENCH_MEASUREMENTS_H_

#include <absl/status/status.h>

#include <string_view>
#include <vector>

#include "tests/bench/plan.h"
#include "tests/bench/report.h"

namespace munhang::bench {

// Rows that are measured together.
struct Measurement {
  std::vector<std::string_view> rows;
  absl::Status (*measure)(const Plan& plan, Report& report);
};

// Loading the knowledge base and indexing it, in this process.
Measurement Loading();
// An item's way through text and local evidence, on one thread of this process.
Measurement LocalEvidenceAlone();
// A service from its start to its first items.
Measurement Starting();
// Classify against an empty echo, over gRPC.
Measurement Calls();
// ClassifyStream.
Measurement Streaming();

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_MEASUREMENTS_H_
