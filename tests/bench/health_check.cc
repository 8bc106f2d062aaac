#include "tests/bench/health_check.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

#include <chrono>
#include <future>
#include <vector>

namespace munhang::bench {
namespace {

constexpr std::chrono::seconds kPatience{10};
// HealthCheckResponse with status = SERVING: field 1, varint 1. The request for the whole server is
// an empty message.
constexpr std::string_view kServing("\x08\x01", 2);

std::string ToString(grpc::ByteBuffer& bytes) {
  std::vector<grpc::Slice> slices;
  std::string whole;
  if (!bytes.Dump(&slices).ok()) return whole;
  for (const grpc::Slice& slice : slices) {
    whole.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return whole;
}

}  // namespace

absl::Status WaitUntilServing(const std::string& address) {
  grpc::TemplatedGenericStub<grpc::ByteBuffer, grpc::ByteBuffer> stub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  grpc::Slice nothing;
  grpc::ByteBuffer request(&nothing, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> promise;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                 [&promise](grpc::Status status) { promise.set_value(std::move(status)); });
  const grpc::Status status = promise.get_future().get();
  if (!status.ok()) return absl::UnavailableError("health check: " + status.error_message());
  if (ToString(response) != kServing) return absl::UnavailableError("health check: not serving");
  return absl::OkStatus();
}

}  // namespace munhang::bench
