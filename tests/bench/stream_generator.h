#ifndef MUNHANG_TESTS_BENCH_STREAM_GENERATOR_H_
#define MUNHANG_TESTS_BENCH_STREAM_GENERATOR_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "munhang/v1/classifier.pb.h"

namespace munhang::bench {

// Items answered per second by one ClassifyStream on which at most `in_flight` items wait for their
// answers. Items are sent in turn for `duration`; the time counts until the last answer. The first
// failed item or the stream's own failure is the result. `requests` is not empty.
absl::StatusOr<double> StreamItemsPerSecond(const std::string& address,
                                            const std::vector<v1::ClassifyRequest>& requests,
                                            size_t in_flight,
                                            std::chrono::duration<double> duration);

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_STREAM_GENERATOR_H_
