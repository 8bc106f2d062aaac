#ifndef MUNHANG_RPC_CLASSIFY_STREAM_H_
#define MUNHANG_RPC_CLASSIFY_STREAM_H_

#include <absl/status/statusor.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "munhang/runtime/running_call.h"
#include "rpc/call_scope.h"

namespace munhang::rpc {

// A ClassifyStream call. Items are read while fewer than the window are unanswered, worked on at
// the same time on all shards, and answered as they finish. An item is unanswered until its answer
// has been handed to the transport, so a client that does not read answers is not read from either.
//
// At the process's in-flight limit a stream that has items under way waits for room instead of
// failing the next; only a stream with nothing under way is told RESOURCE_EXHAUSTED for an item.
class ClassifyStream final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                             public std::enable_shared_from_this<ClassifyStream> {
 public:
  // Starts the stream, or finishes it at once when the call was refused.
  static std::shared_ptr<ClassifyStream> Start(const ServiceContext& service,
                                               grpc::CallbackServerContext& call);

  // Reads no more; ends with UNAVAILABLE once what was read is answered. Any thread.
  void EndForShutdown();

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  // What to ask of gRPC next; decided under the lock, done outside it.
  struct Step {
    bool read = false;
    bool write = false;
    bool finish = false;
  };

  ClassifyStream(const ServiceContext& service, grpc::CallbackServerContext& call)
      : service_(service), scope_(service, call, "ClassifyStream") {}

  void Accept(const grpc::ByteBuffer& message);
  void Work(std::string item_id, ClassifyQuery query, runtime::Gate::Pass pass);
  void ItemDone(uint64_t serial, const std::string& item_id,
                const absl::StatusOr<Classification>& answer);
  void Queue(const std::string& item_id, const absl::StatusOr<Classification>& answer);
  // Admits the item that waits for room, if there is one and room; else has itself told of room.
  void RetryWaiting();
  void OnRoom();
  Step NextStep();
  void Take(const Step& step);

  const ServiceContext& service_;
  CallScope scope_;
  std::shared_ptr<ClassifyStream> self_;
  // Touched by gRPC between StartRead and OnReadDone only.
  grpc::ByteBuffer incoming_;

  std::mutex mutex_;
  // All below under mutex_.
  std::unordered_map<uint64_t, std::shared_ptr<runtime::RunningCall>> running_;
  uint64_t next_serial_ = 0;
  // An item that was read when the process was full.
  std::optional<grpc::ByteBuffer> waiting_;
  // Answers not yet handed to the transport; the front is being written while writing_.
  std::deque<grpc::ByteBuffer> answers_;
  // Items handed to a shard whose answers are not queued yet.
  size_t working_ = 0;
  // The gate of items will tell of room.
  bool told_of_room_ = false;
  bool accepting_ = false;
  bool reading_ = false;
  bool writing_ = false;
  bool reads_done_ = false;
  bool cancelled_ = false;
  bool finished_ = false;
  absl::Status final_status_;
};

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_CLASSIFY_STREAM_H_
