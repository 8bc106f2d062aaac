#ifndef MUNHANG_TESTS_BENCH_SERVED_PROGRAM_H_
#define MUNHANG_TESTS_BENCH_SERVED_PROGRAM_H_

#include <absl/status/statusor.h>

#include <memory>
#include <string>

#include "tests/bench/child_process.h"
#include "tests/bench/plan.h"

namespace munhang::bench {

// A server in a process of its own.
struct ServedProgram {
  std::unique_ptr<ChildProcess> process;
  // host:port
  std::string address;
};

// `munhang serve` as it is shipped, but on free ports. Returns once it says that it serves.
absl::StatusOr<ServedProgram> StartMunhang(const Plan& plan);

// Answers Classify with the request's bytes.
absl::StatusOr<ServedProgram> StartEchoServer(const Plan& plan);

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_SERVED_PROGRAM_H_
