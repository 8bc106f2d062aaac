#include "rpc/classify_stream.h"

#include <functional>
#include <utility>
#include <vector>

#include "munhang/rpc/conversion.h"
#include "rpc/error_details.h"
#include "rpc/wire_format.h"

namespace munhang::rpc {

std::shared_ptr<ClassifyStream> ClassifyStream::Start(const ServiceContext& service,
                                                      grpc::CallbackServerContext& call) {
  std::shared_ptr<ClassifyStream> stream(new ClassifyStream(service, call));
  stream->self_ = stream;
  Step step;
  {
    std::lock_guard lock(stream->mutex_);
    if (!stream->scope_.status().ok()) {
      stream->final_status_ = stream->scope_.status();
      stream->reads_done_ = true;
    }
    step = stream->NextStep();
  }
  stream->Take(step);
  return stream;
}

void ClassifyStream::EndForShutdown() {
  Step step;
  {
    std::lock_guard lock(mutex_);
    if (reads_done_) return;
    reads_done_ = true;
    final_status_ = RetryLater(absl::StatusCode::kUnavailable, "the server is shutting down",
                               "DRAINING", std::chrono::milliseconds(1000));
    step = NextStep();
  }
  Take(step);
}

void ClassifyStream::OnReadDone(bool ok) {
  bool accept = false;
  Step step;
  {
    std::lock_guard lock(mutex_);
    reading_ = false;
    if (!ok) reads_done_ = true;
    // Also when the stream is being ended: an item that was read is answered.
    accept = ok && !cancelled_ && !finished_;
    accepting_ = accept;
    if (!accept) step = NextStep();
  }
  if (!accept) return Take(step);
  Accept(incoming_);
  {
    std::lock_guard lock(mutex_);
    accepting_ = false;
  }
  RetryWaiting();
  {
    std::lock_guard lock(mutex_);
    step = NextStep();
  }
  Take(step);
}

void ClassifyStream::Accept(const grpc::ByteBuffer& message) {
  v1::ClassifyRequest request;
  const absl::Status parsed = ParseRequest(message, &request);
  std::string item_id = request.item().item_id();
  if (!parsed.ok()) return Queue(item_id, parsed);
  const ItemLimits limits{service_.options.text_bytes, service_.options.images,
                          service_.options.image_bytes};
  auto query = ToClassifyQuery(std::move(request), limits);
  if (!query.ok()) return Queue(item_id, query.status());
  auto place = service_.items.TryEnter();
  if (!place) {
    std::lock_guard lock(mutex_);
    if (working_ > 0) {
      waiting_ = message;
      return;
    }
  }
  auto pass = scope_.AdmitItem(std::move(place));
  if (!pass.ok()) return Queue(item_id, pass.status());
  Work(std::move(item_id), *std::move(query), *std::move(pass));
}

void ClassifyStream::Work(std::string item_id, ClassifyQuery query, runtime::Gate::Pass pass) {
  uint64_t serial = 0;
  {
    std::lock_guard lock(mutex_);
    serial = next_serial_++;
    ++working_;
  }
  const runtime::CallContext context = scope_.ItemContext();
  std::function<runtime::Async<absl::StatusOr<Classification>>()> work =
      [classify = &service_.handlers.classify, query = std::move(query), context]() mutable {
        return (*classify)(std::move(query), context);
      };
  auto held = std::make_shared<runtime::Gate::Pass>(std::move(pass));
  std::function<void(absl::StatusOr<Classification>)> done =
      [self = shared_from_this(), serial, item_id = std::move(item_id),
       held](const absl::StatusOr<Classification>& answer) mutable {
        held.reset();
        self->ItemDone(serial, item_id, answer);
      };
  auto running = runtime::RunningCall::Start<Classification>(
      service_.shards.Next(), context.deadline, std::move(work), std::move(done));
  std::lock_guard lock(mutex_);
  if (cancelled_) running->Cancel(service_.cancel_reason());
  // Unless it is done already.
  if (const auto [entry, inserted] = running_.try_emplace(serial, running); !inserted) {
    running_.erase(entry);
  }
}

void ClassifyStream::ItemDone(uint64_t serial, const std::string& item_id,
                              const absl::StatusOr<Classification>& answer) {
  {
    std::lock_guard lock(mutex_);
    // A done item that Work has not stored yet leaves a mark for it to find.
    if (running_.erase(serial) == 0) running_.emplace(serial, nullptr);
  }
  Queue(item_id, answer);
  Step step;
  {
    std::lock_guard lock(mutex_);
    --working_;
  }
  RetryWaiting();
  {
    std::lock_guard lock(mutex_);
    step = NextStep();
  }
  Take(step);
}

void ClassifyStream::RetryWaiting() {
  std::unique_lock lock(mutex_);
  // Whoever accepts at the moment looks here when done, so one thread accepts at a time.
  while (waiting_ && !accepting_) {
    if (working_ > 0) {
      if (told_of_room_) return;
      told_of_room_ = service_.items.TellWhenRoom([stream = weak_from_this()] {
        if (const auto self = stream.lock()) self->OnRoom();
      });
      if (told_of_room_) return;
    }
    const grpc::ByteBuffer message = *std::exchange(waiting_, std::nullopt);
    accepting_ = true;
    lock.unlock();
    Accept(message);
    lock.lock();
    accepting_ = false;
  }
}

void ClassifyStream::OnRoom() {
  {
    std::lock_guard lock(mutex_);
    told_of_room_ = false;
  }
  RetryWaiting();
  Step step;
  {
    std::lock_guard lock(mutex_);
    step = NextStep();
  }
  Take(step);
}

void ClassifyStream::Queue(const std::string& item_id,
                           const absl::StatusOr<Classification>& answer) {
  v1::ClassifyResponse response;
  response.set_item_id(item_id);
  *response.mutable_status() = ToRpcStatus(answer.status());
  if (answer.ok()) *response.mutable_classification() = ToProto(*answer);
  scope_.ReportItem(answer.status(), answer.ok() ? &*answer : nullptr);
  grpc::ByteBuffer bytes = SerializeResponse(response);
  std::lock_guard lock(mutex_);
  answers_.push_back(std::move(bytes));
}

ClassifyStream::Step ClassifyStream::NextStep() {
  Step step;
  if (finished_) return step;
  // After a cancel nothing can be written any more.
  if (cancelled_) {
    if (!writing_) answers_.clear();
    waiting_.reset();
    reads_done_ = true;
  }
  const size_t unanswered = working_ + answers_.size() + (waiting_ ? 1 : 0);
  if (!writing_ && !answers_.empty()) step.write = writing_ = true;
  if (!reads_done_ && !reading_ && !accepting_ && !waiting_ &&
      unanswered < service_.options.stream_window) {
    step.read = reading_ = true;
  }
  if (reads_done_ && !accepting_ && !writing_ && answers_.empty() && working_ == 0 && !waiting_) {
    step.finish = finished_ = true;
  }
  return step;
}

void ClassifyStream::Take(const Step& step) {
  if (step.read) StartRead(&incoming_);
  if (step.write) {
    const grpc::ByteBuffer* front = nullptr;
    {
      std::lock_guard lock(mutex_);
      front = &answers_.front();
    }
    StartWrite(front);
  }
  if (step.finish) {
    const absl::Status status = final_status_.ok() && cancelled_
                                    ? absl::CancelledError("the caller cancelled")
                                    : final_status_;
    scope_.FinishingStream(status);
    Finish(ToGrpcStatus(status));
  }
}

void ClassifyStream::OnWriteDone(bool ok) {
  Step step;
  {
    std::lock_guard lock(mutex_);
    writing_ = false;
    answers_.pop_front();
    if (!ok) {
      answers_.clear();
      cancelled_ = true;
    }
    step = NextStep();
  }
  Take(step);
}

void ClassifyStream::OnCancel() {
  std::vector<std::shared_ptr<runtime::RunningCall>> running;
  Step step;
  {
    std::lock_guard lock(mutex_);
    cancelled_ = true;
    for (const auto& [serial, call] : running_) {
      if (call) running.push_back(call);
    }
    step = NextStep();
  }
  for (const auto& call : running) call->Cancel(service_.cancel_reason());
  Take(step);
}

void ClassifyStream::OnDone() { const std::shared_ptr<ClassifyStream> self = std::move(self_); }

}  // namespace munhang::rpc
