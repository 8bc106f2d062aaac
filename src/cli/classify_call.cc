#include "cli/classify_call.h"

#include <utility>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace munhang::cli {
namespace {

// Under way in the transport or at the service. The service takes only as many as its stream
// window.
constexpr size_t kMostOut = 1024;
// For the service to end the stream when nothing is under way.
constexpr std::chrono::seconds kFarewell(2);

absl::Status ToStatus(const google::rpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.code()), status.message());
}

// The delay of a RetryInfo among the details.
std::optional<std::chrono::nanoseconds> RetryDelay(const google::rpc::Status& status) {
  for (const auto& detail : status.details()) {
    google::rpc::RetryInfo info;
    if (detail.Is<google::rpc::RetryInfo>() && detail.UnpackTo(&info)) {
      return std::chrono::seconds(info.retry_delay().seconds()) +
             std::chrono::nanoseconds(info.retry_delay().nanos());
    }
  }
  return std::nullopt;
}

bool MaySucceedLater(const absl::Status& status) {
  return absl::IsResourceExhausted(status) || absl::IsUnavailable(status);
}

absl::Status LostStatus(const std::string& address, const grpc::Status& status) {
  if (status.ok()) return absl::UnavailableError("the service at " + address + " ended the stream");
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  return absl::Status(code, "lost the service at " + address + ": " +
                                absl::StatusCodeToString(code) + ": " + status.error_message());
}

}  // namespace

ClassifyCall::ClassifyCall(v1::Classifier::Stub& stub, std::unique_ptr<grpc::ClientContext> context,
                           std::string address, std::chrono::nanoseconds deadline)
    : context_(std::move(context)), address_(std::move(address)), queue_(kMostOut, deadline) {
  stub.async()->ClassifyStream(context_.get(), this);
  StartRead(&incoming_);
  // Writes are started from outside of reactions.
  AddHold();
  StartCall();
  timer_ = std::thread(&ClassifyCall::RunTimer, this);
}

ClassifyCall::~ClassifyCall() {
  std::unique_lock lock(mutex_);
  if (sending_ != nullptr) {
    context_->TryCancel();
  } else if (!sending_ended_) {
    sending_ended_ = true;
    StartWritesDone();
    ReleaseIfIdle();
  }
  if (!changed_.wait_for(lock, kFarewell, [this] { return done_; })) {
    context_->TryCancel();
    changed_.wait(lock, [this] { return done_; });
  }
  lock.unlock();
  timer_.join();
}

void ClassifyCall::Submit(v1::ClassifyRequest request, ItemClassifier::Done done) {
  auto item = std::make_shared<OutgoingItem>();
  item->request = std::move(request);
  item->done = std::move(done);
  std::optional<Outcome> lost;
  {
    std::lock_guard lock(mutex_);
    lost = lost_;
    if (!lost) queue_.Add(item);
  }
  if (lost) return item->done(*std::move(lost));
  SendNext();
}

void ClassifyCall::SendNext() {
  const v1::ClassifyRequest* request = nullptr;
  {
    std::lock_guard lock(mutex_);
    if (sending_ != nullptr || sending_ended_) return;
    const auto now = std::chrono::steady_clock::now();
    sending_ = queue_.Next(now);
    if (sending_ != nullptr) request = &sending_->request;
    WakeTimer(now);
  }
  if (request != nullptr) StartWrite(request);
}

void ClassifyCall::OnWriteDone(bool ok) {
  {
    std::lock_guard lock(mutex_);
    sending_ = nullptr;
    if (!ok) sending_ended_ = true;
    ReleaseIfIdle();
  }
  SendNext();
}

void ClassifyCall::OnReadDone(bool ok) {
  std::vector<Finished> finished;
  {
    std::lock_guard lock(mutex_);
    if (!ok) {
      sending_ended_ = true;
      ReleaseIfIdle();
      return;
    }
    if (auto answer = TakeAnswer(incoming_)) finished.push_back(*std::move(answer));
  }
  StartRead(&incoming_);
  Call(std::move(finished));
  SendNext();
}

std::optional<ClassifyCall::Finished> ClassifyCall::TakeAnswer(v1::ClassifyResponse& response) {
  SendQueue::Item item = queue_.TakeAnswered(response.item_id());
  if (item == nullptr) return std::nullopt;
  absl::Status status = ToStatus(response.status());
  if (status.ok()) {
    queue_.Settle(item);
    return Finished{std::move(item), {std::move(*response.mutable_classification())}};
  }
  const auto now = std::chrono::steady_clock::now();
  if (!MaySucceedLater(status)) {
    queue_.Settle(item);
  } else if (queue_.Retry(item, status.code(), RetryDelay(response.status()), now)) {
    return std::nullopt;
  }
  return Finished{std::move(item), {std::move(status)}};
}

void ClassifyCall::OnDone(const grpc::Status& status) {
  const Outcome lost{LostStatus(address_, status), true};
  std::vector<Finished> finished;
  {
    std::lock_guard lock(mutex_);
    lost_ = lost;
    for (SendQueue::Item& item : queue_.TakeAll()) finished.push_back({std::move(item), lost});
  }
  Call(std::move(finished));
  std::lock_guard lock(mutex_);
  done_ = true;
  // Under the lock: the destructor goes on as soon as it can take it.
  changed_.notify_all();
}

void ClassifyCall::ReleaseIfIdle() {
  if (!sending_ended_ || sending_ != nullptr || !held_) return;
  held_ = false;
  RemoveHold();
}

void ClassifyCall::RunTimer() {
  std::unique_lock lock(mutex_);
  while (!done_) {
    const auto now = std::chrono::steady_clock::now();
    std::vector<Finished> finished;
    for (SendQueue::Item& item : queue_.TakeExpired(now)) {
      finished.push_back(
          {std::move(item), {absl::DeadlineExceededError("no answer within the deadline")}});
    }
    lock.unlock();
    Call(std::move(finished));
    SendNext();
    lock.lock();
    if (done_) return;
    timer_wakes_ = queue_.NextChange(now).value_or(SendQueue::Time::max());
    if (timer_wakes_ == SendQueue::Time::max()) {
      changed_.wait(lock);
    } else {
      changed_.wait_until(lock, timer_wakes_);
    }
    timer_wakes_ = SendQueue::Time::max();
  }
}

void ClassifyCall::WakeTimer(SendQueue::Time now) {
  const auto next = queue_.NextChange(now);
  if (next && *next < timer_wakes_) changed_.notify_all();
}

void ClassifyCall::Call(std::vector<Finished> finished) {
  for (Finished& each : finished) each.item->done(std::move(each.outcome));
}

}  // namespace munhang::cli
