#include "cli/batch_runner.h"

#include <thread>
#include <utility>

#include "cli/result_line.h"
#include "cli/table_row.h"

namespace munhang::cli {
namespace {

constexpr std::chrono::milliseconds kProgressInterval(100);

}  // namespace

BatchRunner::BatchRunner(ItemReader& reader, ItemClassifier& classifier, ResultWriter& writer,
                         AnsweredItems& answered, ProgressBar& progress, StopSignal& stop,
                         BatchOptions options)
    : reader_(reader),
      classifier_(classifier),
      writer_(writer),
      answered_(answered),
      progress_(progress),
      stop_(stop),
      options_(std::move(options)),
      exchange_(std::make_shared<Exchange>(options_.window)) {}

BatchReport BatchRunner::Run() {
  const auto started = std::chrono::steady_clock::now();
  std::thread writing(&BatchRunner::WriteResults, this);
  ReadItems();
  writing.join();
  progress_.Clear();

  BatchReport report;
  report.counts = counts_;
  report.end = halt_.value_or(read_end_);
  report.status = halt_ ? halt_status_ : read_status_;
  report.elapsed = std::chrono::steady_clock::now() - started;
  return report;
}

void BatchRunner::ReadItems() {
  while (true) {
    if (stop_.requested()) {
      read_end_ = BatchEnd::kStopped;
      break;
    }
    auto item = reader_.Next();
    // A reader that was stopped while it waited is told apart above.
    if (!item.ok() && stop_.requested()) continue;
    if (!item.ok()) {
      read_end_ = BatchEnd::kInputFailed;
      read_status_ = item.status();
      break;
    }
    if (!item->has_value()) break;
    Submit(**std::move(item));
  }
  std::lock_guard lock(exchange_->mutex);
  exchange_->reading_ended = true;
  exchange_->for_writer.notify_one();
}

void BatchRunner::Submit(ReadItem item) {
  if (answered_.Take(item.item_id)) {
    std::lock_guard lock(exchange_->mutex);
    ++exchange_->skipped;
    return;
  }
  const size_t bytes = item.request.ok() ? item.request->ByteSizeLong() : 0;
  if (!WaitForRoom(bytes)) return;
  uint64_t number = 0;
  {
    std::lock_guard lock(exchange_->mutex);
    number = exchange_->submitted++;
    exchange_->bytes_under_way += bytes;
  }
  if (!item.request.ok()) {
    return Deliver(exchange_, number, bytes, {std::move(item.item_id), {item.request.status()}});
  }
  if (!options_.grade_group.empty() && item.request->hints().grade_group().empty()) {
    item.request->mutable_hints()->set_grade_group(options_.grade_group);
  }
  classifier_.Submit(*std::move(item.request),
                     [exchange = exchange_, number, bytes, id = item.item_id](Outcome outcome) {
                       Deliver(exchange, number, bytes, {id, std::move(outcome)});
                     });
}

bool BatchRunner::WaitForRoom(size_t bytes) {
  std::unique_lock lock(exchange_->mutex);
  exchange_->for_reader.wait(lock, [this, bytes] {
    const size_t under_way = exchange_->bytes_under_way;
    return exchange_->halted || (exchange_->results.HasRoomFor(exchange_->submitted) &&
                                 (under_way == 0 || under_way + bytes <= options_.bytes_under_way));
  });
  return !exchange_->halted;
}

void BatchRunner::Deliver(const std::shared_ptr<Exchange>& exchange, uint64_t number, size_t bytes,
                          Result result) {
  std::lock_guard lock(exchange->mutex);
  exchange->results.Put(number, std::move(result));
  exchange->bytes_under_way -= bytes;
  exchange->for_reader.notify_one();
  if (number == exchange->results.next()) exchange->for_writer.notify_one();
}

void BatchRunner::WriteResults() {
  bool all_taken = false;
  while (!all_taken && !halt_) {
    const std::vector<Result> ready = TakeReady(&all_taken);
    for (const Result& result : ready) {
      if (!Write(result)) return;
    }
    // Nothing more is ready at the moment: whoever reads along sees what is there.
    if (!CheckWritten(writer_.Flush())) return;
    progress_.Update(counts_, std::chrono::steady_clock::now());
  }
}

std::vector<BatchRunner::Result> BatchRunner::TakeReady(bool* all_taken) {
  std::vector<Result> ready;
  std::unique_lock lock(exchange_->mutex);
  const auto finished = [this] {
    return exchange_->reading_ended && exchange_->results.next() == exchange_->submitted;
  };
  exchange_->for_writer.wait_for(lock, kProgressInterval, [this, &finished] {
    return exchange_->results.HasNext() || finished();
  });
  while (auto result = exchange_->results.Take()) ready.push_back(*std::move(result));
  counts_.skipped = exchange_->skipped;
  *all_taken = finished();
  if (!ready.empty()) exchange_->for_reader.notify_one();
  return ready;
}

bool BatchRunner::Write(const Result& result) {
  const auto& answer = result.outcome.answer;
  if (result.outcome.lost) {
    // Lines before this one stay; they are answered.
    if (CheckWritten(writer_.Flush())) Halt(BatchEnd::kServiceLost, answer.status());
    return false;
  }
  ++counts_.done;
  if (!answer.ok()) ++counts_.failed;
  if (answer.ok() && answer->needs_review()) ++counts_.needs_review;
  return CheckWritten(writer_.Append(Line(result)));
}

std::string BatchRunner::Line(const Result& result) const {
  const auto& answer = result.outcome.answer;
  if (options_.table) {
    return answer.ok() ? TableRow(*answer) : TableFailure(result.item_id, answer.status());
  }
  return answer.ok() ? ToJsonLine(*answer) : FailureLine(result.item_id, answer.status());
}

bool BatchRunner::CheckWritten(const absl::Status& status) {
  if (status.ok()) return true;
  Halt(absl::IsCancelled(status) ? BatchEnd::kOutputClosed : BatchEnd::kOutputFailed, status);
  return false;
}

void BatchRunner::Halt(BatchEnd end, absl::Status status) {
  halt_ = end;
  halt_status_ = std::move(status);
  {
    std::lock_guard lock(exchange_->mutex);
    exchange_->halted = true;
    exchange_->for_reader.notify_one();
  }
  // Wakes a reader that waits for input.
  stop_.Trigger();
  classifier_.Abandon();
}

}  // namespace munhang::cli
