#include "tests/bench/load_generator.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>
#include <sys/prctl.h>

#include <thread>

namespace munhang::bench {
namespace {

using std::chrono::steady_clock;

constexpr int kConnections = 4;
constexpr std::chrono::seconds kCallDeadline{10};
const char* const kMethod = "/munhang.v1.Classifier/Classify";

double Microseconds(steady_clock::duration duration) {
  return std::chrono::duration<double, std::micro>(duration).count();
}

}  // namespace

std::shared_ptr<grpc::Channel> OpenOwnConnection(const std::string& address, int number) {
  grpc::ChannelArguments arguments;
  // Channels with equal arguments share a connection.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt("munhang.bench.connection", number);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

struct LoadGenerator::Call {
  grpc::ClientContext context;
  grpc::ByteBuffer response;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  Time since;
};

LoadGenerator::LoadGenerator(const std::string& address,
                             const std::vector<v1::ClassifyRequest>& requests) {
  for (const v1::ClassifyRequest& request : requests) {
    const grpc::Slice bytes(request.SerializeAsString());
    requests_.emplace_back(&bytes, 1);
  }
  for (int i = 0; i < kConnections; ++i) stubs_.emplace_back(OpenOwnConnection(address, i));
}

LoadGenerator::~LoadGenerator() {
  queue_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) delete static_cast<Call*>(tag);
}

absl::StatusOr<Load> LoadGenerator::RunClosed(size_t in_flight,
                                              std::chrono::duration<double> duration) {
  Load load;
  absl::Status failure;
  const auto begin = steady_clock::now();
  const auto end = begin + duration;
  for (size_t i = 0; i < in_flight; ++i) Start(steady_clock::now());
  for (size_t left = in_flight; left > 0; --left) {
    Finish(load, failure);
    for (auto now = steady_clock::now(); now < end && failure.ok(); now = steady_clock::now()) {
      Start(now);
      Finish(load, failure);
    }
  }
  load.seconds = std::chrono::duration<double>(steady_clock::now() - begin).count();
  if (!failure.ok()) return failure;
  return load;
}

absl::StatusOr<Load> LoadGenerator::RunOpen(double calls_per_second, size_t calls) {
  Load load;
  absl::Status failure;
  const auto begin = steady_clock::now();
  std::thread finisher([this, calls, &load, &failure] {
    for (size_t i = 0; i < calls; ++i) Finish(load, failure);
  });
  // Nanoseconds of slack in place of the usual fifty microseconds: calls start when they are due.
  prctl(PR_SET_TIMERSLACK, 1);
  for (size_t i = 0; i < calls; ++i) {
    const std::chrono::duration<double> offset(static_cast<double>(i) / calls_per_second);
    const auto due = begin + std::chrono::duration_cast<steady_clock::duration>(offset);
    std::this_thread::sleep_until(due);
    Start(due);
  }
  prctl(PR_SET_TIMERSLACK, 0);
  finisher.join();
  load.seconds = std::chrono::duration<double>(steady_clock::now() - begin).count();
  if (!failure.ok()) return failure;
  return load;
}

void LoadGenerator::Start(Time since) {
  auto call = std::make_unique<Call>();
  call->since = since;
  call->context.set_deadline(std::chrono::system_clock::now() + kCallDeadline);
  const size_t number = started_++;
  call->reader = stubs_[number % stubs_.size()].PrepareUnaryCall(
      &call->context, kMethod, requests_[number % requests_.size()], &queue_);
  call->reader->StartCall();
  Call* const tag = call.release();
  tag->reader->Finish(&tag->response, &tag->status, tag);
}

void LoadGenerator::Finish(Load& load, absl::Status& failure) {
  void* tag = nullptr;
  bool ok = false;
  queue_.Next(&tag, &ok);
  const std::unique_ptr<Call> call(static_cast<Call*>(tag));
  load.latencies_us.push_back(Microseconds(steady_clock::now() - call->since));
  if (!call->status.ok() && failure.ok()) {
    failure = absl::Status(static_cast<absl::StatusCode>(call->status.error_code()),
                           "a call failed: " + call->status.error_message());
  }
}

}  // namespace munhang::bench
