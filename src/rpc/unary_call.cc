#include "rpc/unary_call.h"

#include <utility>

#include "rpc/error_details.h"

namespace munhang::rpc {

std::shared_ptr<UnaryCall> UnaryCall::Create(const ServiceContext& service,
                                             grpc::CallbackServerContext& call,
                                             std::string_view method, grpc::ByteBuffer* response) {
  std::shared_ptr<UnaryCall> unary(new UnaryCall(service, call, method, response));
  unary->self_ = unary;
  return unary;
}

grpc::ServerUnaryReactor* UnaryCall::Answer(absl::StatusOr<grpc::ByteBuffer> response) {
  Complete(std::move(response));
  return this;
}

grpc::ServerUnaryReactor* UnaryCall::Run(runtime::Shard& shard, const runtime::CallContext& context,
                                         runtime::Gate::Pass pass, UnaryWork work) {
  pass_.emplace(std::move(pass));
  std::function<void(absl::StatusOr<grpc::ByteBuffer>)> done =
      [self = shared_from_this()](absl::StatusOr<grpc::ByteBuffer> response) {
        self->Complete(std::move(response));
      };
  auto running = runtime::RunningCall::Start<grpc::ByteBuffer>(shard, context.deadline,
                                                               std::move(work), std::move(done));
  std::lock_guard lock(mutex_);
  if (cancelled_) running->Cancel(service_.cancel_reason());
  running_ = std::move(running);
  return this;
}

void UnaryCall::OnCancel() {
  std::lock_guard lock(mutex_);
  cancelled_ = true;
  if (running_) running_->Cancel(service_.cancel_reason());
}

void UnaryCall::Complete(absl::StatusOr<grpc::ByteBuffer> response) {
  pass_.reset();
  scope_.Finishing(response.status());
  if (response.ok()) {
    *response_ = *std::move(response);
    Finish(grpc::Status::OK);
  } else {
    Finish(ToGrpcStatus(response.status()));
  }
}

void UnaryCall::OnDone() {
  // Destroys this unless the work's completion still holds it.
  const std::shared_ptr<UnaryCall> self = std::move(self_);
}

}  // namespace munhang::rpc
