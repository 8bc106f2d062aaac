#ifndef MUNHANG_TESTS_BENCH_PLAN_H_
#define MUNHANG_TESTS_BENCH_PLAN_H_

#include <chrono>
#include <string>

namespace munhang::bench {

struct Plan {
  // Runs of every measurement; a row is their median.
  int runs = 5;
  // Length of a run under load.
  std::chrono::duration<double> round{2};
  // For configuration and logs of the servers; emptied afterwards.
  std::string directory;
};

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_PLAN_H_
