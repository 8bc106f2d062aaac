#ifndef MUNHANG_TESTS_BENCH_LOAD_GENERATOR_H_
#define MUNHANG_TESTS_BENCH_LOAD_GENERATOR_H_

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "munhang/v1/classifier.pb.h"

namespace munhang::bench {

// A plaintext connection that is shared with no other channel.
std::shared_ptr<grpc::Channel> OpenOwnConnection(const std::string& address, int number);

// What a run of calls took.
struct Load {
  // From the first call to the last answer.
  double seconds = 0;
  // Of every call, in the order they ended.
  std::vector<double> latencies_us;

  double per_second() const { return static_cast<double>(latencies_us.size()) / seconds; }
};

// Calls Classify over and over, with bytes that were serialized beforehand and answers that stay
// bytes, so that little of what is measured is the client's. Not thread-safe.
class LoadGenerator {
 public:
  // `requests` is not empty; calls take them in turn.
  LoadGenerator(const std::string& address, const std::vector<v1::ClassifyRequest>& requests);
  ~LoadGenerator();

  // `in_flight` calls at a time for `duration`: the next starts when one ends. Latencies are from
  // the start of the call. The first failed call, if any, is the result.
  absl::StatusOr<Load> RunClosed(size_t in_flight, std::chrono::duration<double> duration);

  // `calls` calls, started at a fixed rate whether or not earlier ones have ended. Latencies are
  // from the moment a call was due, so a stall counts for every call it delayed. Failures as above.
  absl::StatusOr<Load> RunOpen(double calls_per_second, size_t calls);

 private:
  struct Call;
  using Time = std::chrono::steady_clock::time_point;

  // `since` is where the call's latency begins.
  void Start(Time since);
  // Waits for a call to end. Latency and failure go to the arguments.
  void Finish(Load& load, absl::Status& failure);

  std::vector<grpc::ByteBuffer> requests_;
  std::vector<grpc::GenericStub> stubs_;
  grpc::CompletionQueue queue_;
  size_t started_ = 0;
};

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_LOAD_GENERATOR_H_
