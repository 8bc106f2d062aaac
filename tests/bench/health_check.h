#ifndef MUNHANG_TESTS_BENCH_HEALTH_CHECK_H_
#define MUNHANG_TESTS_BENCH_HEALTH_CHECK_H_

#include <absl/status/status.h>

#include <string>

namespace munhang::bench {

// Returns once the service at `address` answers grpc.health.v1.Health/Check with SERVING, waiting
// for it to be reachable.
absl::Status WaitUntilServing(const std::string& address);

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_HEALTH_CHECK_H_
