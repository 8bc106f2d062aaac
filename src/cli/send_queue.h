#ifndef MUNHANG_CLI_SEND_QUEUE_H_
#define MUNHANG_CLI_SEND_QUEUE_H_

#include <absl/status/status.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cli/item_classifier.h"
#include "munhang/v1/classifier.pb.h"

namespace munhang::cli {

// An item on its way to a service and back.
struct OutgoingItem {
  using Time = std::chrono::steady_clock::time_point;

  v1::ClassifyRequest request;
  ItemClassifier::Done done;
  // By when it must be answered; set when it is first sent.
  std::optional<Time> expires;
  // Times it was sent.
  int attempts = 0;
  // Place among all items, in the order they were added.
  uint64_t number = 0;
  // Place of its latest sending among all sendings.
  uint64_t sending = 0;

  const std::string& id() const { return request.item().item_id(); }
};

// Decides which item to send when, on a stream whose answers name items by their id.
//
// Two items with one id are never out at the same time. An item that the service was too busy for
// goes back to its place, and sending pauses for the delay that the service asked for. Then the
// number of items out grows from one again: doubling up to half of where it was, from there by one
// a round, the slow start of TCP (RFC 5681, section 3.1). An item that is unavailable for another
// reason waits alone. Not thread-safe; time is passed in.
class SendQueue {
 public:
  using Item = std::shared_ptr<OutgoingItem>;
  using Time = OutgoingItem::Time;

  // Attempts an item has before its refusal is its outcome.
  static constexpr int kMostAttempts = 10;

  // At most `most_out` items are out. An item not answered within `deadline` of its first sending
  // expires; zero for never.
  SendQueue(size_t most_out, std::chrono::nanoseconds deadline)
      : most_out_(most_out), deadline_(deadline), window_(static_cast<double>(most_out)) {}

  void Add(Item item);

  // The item to send now; nullptr for none.
  Item Next(Time now);

  // Takes the item that an answer names; nullptr when it has expired or was never sent.
  Item TakeAnswered(const std::string& id);

  // Sends the item, which was taken, again later. `asked_delay` is the service's, if it named one.
  // False when the item has had its attempts.
  bool Retry(const Item& item, absl::StatusCode code,
             std::optional<std::chrono::nanoseconds> asked_delay, Time now);

  // The item, which was taken, has its outcome from the service; more may be out.
  void Settle(const Item& item);

  // Items whose deadline has passed. The service still works on those that are out, and their ids
  // are not used again before it has answered.
  std::vector<Item> TakeExpired(Time now);

  // Everything, when the service is gone.
  std::vector<Item> TakeAll();

  // The first moment after `now` when time alone gives Next or TakeExpired something more; nullopt
  // for none.
  std::optional<Time> NextChange(Time now) const;

 private:
  struct Out {
    // nullptr once expired.
    Item item;
    // Items with the same id, waiting for this one.
    std::deque<Item> followers;
  };

  void MoveDueToReady(Time now);
  void ForgetExpiry(const Item& item);

  const size_t most_out_;
  const std::chrono::nanoseconds deadline_;
  std::deque<Item> ready_;
  std::multimap<Time, Item> waiting_;
  std::unordered_map<std::string, Out> out_;
  // Items sent at least once and neither settled nor given up.
  std::set<std::pair<Time, Item>> expiries_;
  std::optional<Time> paused_until_;
  double window_;
  // Below it the window doubles in a round.
  double slow_start_limit_ = 0;
  uint64_t items_ = 0;
  uint64_t sendings_ = 0;
  // Refusals of sendings up to this one have been reacted to.
  uint64_t reacted_to_ = 0;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_SEND_QUEUE_H_
