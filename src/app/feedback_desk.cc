#include "app/feedback_desk.h"

#include <random>
#include <utility>
#include <vector>

namespace munhang::app {
namespace {

using ports::FeedbackEntry;

// 128 random bits as hexadecimal digits. Nobody gains by guessing one: it opens nothing to a tenant
// that has not submitted it.
std::string RandomId() {
  static constexpr char kHex[] = "0123456789abcdef";
  constexpr int kWords = 4;
  constexpr int kWordBits = 32;
  std::random_device random;
  std::string id;
  for (int word = 0; word < kWords; ++word) {
    const uint32_t bits = random();
    for (int shift = kWordBits - 4; shift >= 0; shift -= 4) id += kHex[bits >> shift & 15];
  }
  return id;
}

}  // namespace

FeedbackDesk::FeedbackDesk(std::unique_ptr<ports::FeedbackLog> log, pipeline::Pipeline& pipeline,
                           FeedbackDeskOptions options)
    : log_(std::move(log)), pipeline_(pipeline), options_(std::move(options)) {}

absl::StatusOr<std::unique_ptr<FeedbackDesk>> FeedbackDesk::Open(
    std::unique_ptr<ports::FeedbackLog> log, pipeline::Pipeline& pipeline,
    FeedbackDeskOptions options) {
  if (!options.new_id) options.new_id = RandomId;
  std::unique_ptr<FeedbackDesk> desk(
      new FeedbackDesk(std::move(log), pipeline, std::move(options)));
  if (absl::Status learnt = desk->CatchUp(); !learnt.ok()) return learnt;
  if (desk->options_.poll_interval > std::chrono::milliseconds(0)) {
    desk->poller_ = std::thread(&FeedbackDesk::PollForEver, desk.get());
  }
  return desk;
}

FeedbackDesk::~FeedbackDesk() {
  {
    std::lock_guard lock(stopping_);
    stop_ = true;
  }
  stop_asked_.notify_all();
  if (poller_.joinable()) poller_.join();
}

runtime::Async<absl::StatusOr<FeedbackReceipt>> FeedbackDesk::Submit(
    FeedbackSubmission submission, std::optional<ReviewedItem> reviewed,
    runtime::CallContext context) {
  std::function<absl::StatusOr<FeedbackReceipt>()> work =
      [this, submission = std::move(submission), reviewed = std::move(reviewed),
       tenant = std::move(context.tenant)] { return SubmitNow(submission, reviewed, tenant); };
  co_return co_await writer_.Run(std::move(work));
}

runtime::Async<absl::Status> FeedbackDesk::Revoke(std::string id, runtime::CallContext context) {
  std::function<absl::Status()> work = [this, id = std::move(id),
                                        tenant = std::move(context.tenant)] {
    return RevokeNow(id, tenant);
  };
  co_return co_await writer_.Run(std::move(work));
}

absl::StatusOr<FeedbackReceipt> FeedbackDesk::SubmitNow(const FeedbackSubmission& submission,
                                                        const std::optional<ReviewedItem>& reviewed,
                                                        const std::string& tenant) {
  FeedbackEntry entry;
  entry.id = options_.new_id();
  entry.tenant = tenant;
  entry.submitted = std::chrono::system_clock::now();
  entry.item_id = submission.item.id;
  entry.text = submission.item.text;
  entry.pictures = pipeline::PictureKey(submission.item.images);
  entry.score = submission.score;
  entry.corrected = submission.corrected;
  entry.reviewed = reviewed;
  entry.comment = submission.comment;
  entry.reviewer = submission.reviewer;
  entry.request_id = submission.request_id;
  if (const auto appended = log_->Append(entry); !appended.ok()) return appended.status();
  if (absl::Status learnt = CatchUp(); !learnt.ok()) return learnt;
  return FeedbackReceipt{std::move(entry.id), !submission.corrected.empty()};
}

absl::Status FeedbackDesk::RevokeNow(const std::string& id, const std::string& tenant) {
  if (absl::Status revoked = log_->Revoke(id, tenant); !revoked.ok()) return revoked;
  return CatchUp();
}

absl::Status FeedbackDesk::CatchUp() {
  constexpr size_t kBatch = 1000;
  std::lock_guard lock(catching_up_);
  behind_ = true;
  std::vector<FeedbackEntry> changed;
  uint64_t position = position_;
  while (true) {
    auto batch = log_->ChangedSince(position, kBatch);
    if (!batch.ok()) return batch.status();
    if (batch->empty()) break;
    position = batch->back().position;
    std::move(batch->begin(), batch->end(), std::back_inserter(changed));
  }
  // All at once: the pipeline takes in a thousand for little more than one.
  if (!changed.empty()) pipeline_.Learn(changed);
  position_ = position;
  behind_ = false;
  return absl::OkStatus();
}

absl::Status FeedbackDesk::Poll() {
  const auto foreign = log_->HasForeignChanges();
  if (!foreign.ok()) return foreign.status();
  bool behind = false;
  {
    std::lock_guard lock(catching_up_);
    behind = behind_;
  }
  return *foreign || behind ? CatchUp() : absl::OkStatus();
}

void FeedbackDesk::PollForEver() {
  std::string told;
  std::unique_lock lock(stopping_);
  while (!stop_asked_.wait_for(lock, options_.poll_interval, [this] { return stop_; })) {
    lock.unlock();
    const absl::Status polled = Poll();
    if (!polled.ok() && polled.message() != told) options_.on_problem(polled);
    told = std::string(polled.message());
    lock.lock();
  }
}

}  // namespace munhang::app
