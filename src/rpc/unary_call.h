#ifndef MUNHANG_RPC_UNARY_CALL_H_
#define MUNHANG_RPC_UNARY_CALL_H_

#include <absl/status/statusor.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "munhang/runtime/running_call.h"
#include "rpc/call_scope.h"

namespace munhang::rpc {

// Work of a call: runs on a shard and produces the serialized response.
using UnaryWork = std::function<runtime::Async<absl::StatusOr<grpc::ByteBuffer>>()>;

// A unary call from acceptance to OnDone. It keeps itself alive until gRPC is done with it; the
// work's completion holds it too. The completion alone calls Finish, once; OnCancel only asks the
// work to end.
class UnaryCall final : public grpc::ServerUnaryReactor,
                        public std::enable_shared_from_this<UnaryCall> {
 public:
  static std::shared_ptr<UnaryCall> Create(const ServiceContext& service,
                                           grpc::CallbackServerContext& call,
                                           std::string_view method, grpc::ByteBuffer* response);

  CallScope& scope() { return scope_; }

  // Finishes without work.
  grpc::ServerUnaryReactor* Answer(absl::StatusOr<grpc::ByteBuffer> response);

  // Runs `work` on a shard until the deadline of `context`, then finishes. `pass` is held
  // meanwhile.
  grpc::ServerUnaryReactor* Run(runtime::Shard& shard, const runtime::CallContext& context,
                                runtime::Gate::Pass pass, UnaryWork work);

  void OnCancel() override;
  void OnDone() override;

 private:
  UnaryCall(const ServiceContext& service, grpc::CallbackServerContext& call,
            std::string_view method, grpc::ByteBuffer* response)
      : service_(service), scope_(service, call, method), response_(response) {}

  void Complete(absl::StatusOr<grpc::ByteBuffer> response);

  const ServiceContext& service_;
  CallScope scope_;
  grpc::ByteBuffer* const response_;
  std::shared_ptr<UnaryCall> self_;
  std::optional<runtime::Gate::Pass> pass_;

  // OnCancel may come on another thread before Run has stored the call.
  std::mutex mutex_;
  std::shared_ptr<runtime::RunningCall> running_;
  bool cancelled_ = false;
};

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_UNARY_CALL_H_
