#include "cli/send_queue.h"

#include <algorithm>
#include <utility>

namespace munhang::cli {
namespace {

constexpr std::chrono::nanoseconds kFirstDelay = std::chrono::milliseconds(100);
constexpr std::chrono::nanoseconds kLongestDelay = std::chrono::seconds(60);

// The service's delay, else one that doubles with every attempt.
std::chrono::nanoseconds DelayOf(std::optional<std::chrono::nanoseconds> asked, int attempts) {
  const auto delay = asked.value_or(kFirstDelay * (1 << std::min(attempts - 1, 10)));
  return std::clamp(delay, std::chrono::nanoseconds::zero(), kLongestDelay);
}

}  // namespace

void SendQueue::Add(Item item) {
  item->number = ++items_;
  ready_.push_back(std::move(item));
}

SendQueue::Item SendQueue::Next(Time now) {
  MoveDueToReady(now);
  if (paused_until_ && now < *paused_until_) return nullptr;
  paused_until_.reset();
  while (!ready_.empty() && static_cast<double>(out_.size()) + 1 <= window_) {
    Item item = std::move(ready_.front());
    ready_.pop_front();
    const auto [entry, inserted] = out_.try_emplace(item->id());
    if (!inserted) {
      entry->second.followers.push_back(std::move(item));
      continue;
    }
    entry->second.item = item;
    ++item->attempts;
    item->sending = ++sendings_;
    if (!item->expires && deadline_ > std::chrono::nanoseconds::zero()) {
      item->expires = now + deadline_;
      expiries_.emplace(*item->expires, item);
    }
    return item;
  }
  return nullptr;
}

void SendQueue::MoveDueToReady(Time now) {
  const auto due = waiting_.upper_bound(now);
  // The earliest due comes first.
  for (auto entry = due; entry != waiting_.begin();) {
    --entry;
    ready_.push_front(std::move(entry->second));
  }
  waiting_.erase(waiting_.begin(), due);
}

SendQueue::Item SendQueue::TakeAnswered(const std::string& id) {
  const auto found = out_.find(id);
  if (found == out_.end()) return nullptr;
  Out out = std::move(found->second);
  out_.erase(found);
  for (auto follower = out.followers.rbegin(); follower != out.followers.rend(); ++follower) {
    ready_.push_front(std::move(*follower));
  }
  return std::move(out.item);
}

bool SendQueue::Retry(const Item& item, absl::StatusCode code,
                      std::optional<std::chrono::nanoseconds> asked_delay, Time now) {
  if (item->attempts >= kMostAttempts) {
    ForgetExpiry(item);
    return false;
  }
  const Time due = now + DelayOf(asked_delay, item->attempts);
  if (code != absl::StatusCode::kResourceExhausted) {
    waiting_.emplace(due, item);
    return true;
  }
  // Items that were out together are refused together; that is one reason to slow down, not many.
  if (item->sending > reacted_to_) {
    reacted_to_ = sendings_;
    slow_start_limit_ = window_ / 2;
    window_ = 1;
  }
  paused_until_ = std::max(paused_until_.value_or(due), due);
  const auto place = std::find_if(ready_.begin(), ready_.end(), [&item](const Item& other) {
    return other->number > item->number;
  });
  ready_.insert(place, item);
  return true;
}

void SendQueue::ForgetExpiry(const Item& item) {
  if (item->expires) expiries_.erase({*item->expires, item});
}

void SendQueue::Settle(const Item& item) {
  ForgetExpiry(item);
  window_ += window_ < slow_start_limit_ ? 1 : 1 / window_;
  window_ = std::min(window_, static_cast<double>(most_out_));
}

std::vector<SendQueue::Item> SendQueue::TakeExpired(Time now) {
  std::vector<Item> expired;
  while (!expiries_.empty() && expiries_.begin()->first <= now) {
    Item item = expiries_.begin()->second;
    expiries_.erase(expiries_.begin());
    if (const auto out = out_.find(item->id()); out != out_.end() && out->second.item == item) {
      out->second.item = nullptr;
    }
    std::erase(ready_, item);
    std::erase_if(waiting_, [&item](const auto& entry) { return entry.second == item; });
    expired.push_back(std::move(item));
  }
  return expired;
}

std::vector<SendQueue::Item> SendQueue::TakeAll() {
  std::vector<Item> all(ready_.begin(), ready_.end());
  for (auto& [due, item] : waiting_) all.push_back(std::move(item));
  for (auto& [id, out] : out_) {
    if (out.item != nullptr) all.push_back(std::move(out.item));
    all.insert(all.end(), out.followers.begin(), out.followers.end());
  }
  ready_.clear();
  waiting_.clear();
  out_.clear();
  expiries_.clear();
  return all;
}

std::optional<SendQueue::Time> SendQueue::NextChange(Time now) const {
  std::optional<Time> next;
  const auto consider = [&next, now](Time time) {
    if (time > now) next = std::min(next.value_or(time), time);
  };
  if (paused_until_) consider(*paused_until_);
  if (const auto due = waiting_.upper_bound(now); due != waiting_.end()) consider(due->first);
  if (!expiries_.empty()) consider(expiries_.begin()->first);
  return next;
}

}  // namespace munhang::cli
