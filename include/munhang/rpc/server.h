#ifndef MUNHANG_RPC_SERVER_H_
#define MUNHANG_RPC_SERVER_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/domain/classification.h"
#include "munhang/domain/feedback.h"
#include "munhang/domain/item.h"
#include "munhang/domain/search.h"
#include "munhang/rpc/call_observer.h"
#include "munhang/runtime/async.h"
#include "munhang/runtime/call_context.h"
#include "munhang/runtime/clock.h"
#include "munhang/runtime/shard.h"

namespace munhang::rpc {

// Files are read again every refresh_interval, so certificates rotate without a restart.
struct TlsFiles {
  std::string certificate;
  std::string private_key;
  // Clients must present a certificate of these authorities; empty asks for none.
  std::string client_authorities;
  std::chrono::seconds refresh_interval{5};
};

struct TenantKey {
  std::string name;
  // SHA-256 of API keys, 64 hexadecimal digits each.
  std::vector<std::string> api_key_sha256;
  // 0 for no limit.
  double items_per_second = 0;
  // Items that may come at once above the rate; 0 for one second's worth, at least one.
  uint32_t burst = 0;
};

struct ServerOptions {
  // host:port; port 0 takes a free one.
  std::string address = "127.0.0.1:0";
  // Plaintext when unset.
  std::optional<TlsFiles> tls;
  // No tenant: every caller is "default". Otherwise a valid key is required.
  std::vector<TenantKey> tenants;

  size_t text_bytes = 64 << 10;
  size_t images = 8;
  size_t image_bytes = 4 << 20;
  size_t message_bytes = 40 << 20;
  // Items under way in the process.
  size_t in_flight = 1024;
  // Items that one stream has read but not yet answered.
  size_t stream_window = 64;
  std::chrono::nanoseconds item_deadline = std::chrono::seconds(30);
};

// The work behind the service. All of it runs on a shard and ends with its call.
struct Handlers {
  std::function<runtime::Async<absl::StatusOr<Classification>>(ClassifyQuery, runtime::CallContext)>
      classify;
  std::function<runtime::Async<absl::StatusOr<std::vector<SearchHit>>>(SearchQuery,
                                                                       runtime::CallContext)>
      search;

  // The rest is for feedback. A server without `submit_feedback` keeps none and answers
  // FAILED_PRECONDITION.
  //
  // The item as it is answered now, and with the reviewer's labels.
  std::function<runtime::Async<absl::StatusOr<ReviewedItem>>(Item, CorrectedLabels,
                                                             runtime::CallContext)>
      review;
  // Keeps the feedback of the context's tenant. `reviewed` is set for an item with a text. A
  // correction counts for every call of `classify` that begins once this has returned.
  std::function<runtime::Async<absl::StatusOr<FeedbackReceipt>>(
      FeedbackSubmission, std::optional<ReviewedItem>, runtime::CallContext)>
      submit_feedback;
  // NOT_FOUND when the context's tenant has no feedback of that id.
  std::function<runtime::Async<absl::Status>(std::string, runtime::CallContext)> revoke_feedback;
};

// The gRPC service of proto/munhang/v1 with health and reflection.
class Server {
 public:
  // Listens and serves. What is passed by reference outlives the server. INVALID_ARGUMENT for
  // unusable options, UNAVAILABLE when the address cannot be bound.
  static absl::StatusOr<std::unique_ptr<Server>> Start(ServerOptions options, Handlers handlers,
                                                       const curriculum::KnowledgeBase& knowledge,
                                                       runtime::ShardSet& shards,
                                                       const runtime::Clock& clock,
                                                       CallObserver& observer);
  virtual ~Server() = default;

  // The port that is listened on.
  virtual int port() const = 0;

  // Items under way.
  virtual size_t items_in_flight() const = 0;

  // Health says NOT_SERVING, new calls get UNAVAILABLE, accepted calls go on. Returns at once.
  virtual void StartDraining() = 0;

  // Blocks until every accepted call is answered or `until` has come; true when all are answered.
  virtual bool WaitUntilDrained(std::chrono::steady_clock::time_point until) = 0;

  // Ends streams after the items they have read, waits `last_grace` for that, cancels what is left,
  // and closes the port. No handler runs any more when this returns.
  virtual void Stop(std::chrono::milliseconds last_grace) = 0;
};

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_SERVER_H_
