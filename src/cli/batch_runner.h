#ifndef MUNHANG_CLI_BATCH_RUNNER_H_
#define MUNHANG_CLI_BATCH_RUNNER_H_

#include <absl/status/status.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cli/item_classifier.h"
#include "cli/item_reader.h"
#include "cli/prior_results.h"
#include "cli/progress.h"
#include "cli/reorder_buffer.h"
#include "cli/result_writer.h"
#include "cli/stop_signal.h"

namespace munhang::cli {

struct BatchOptions {
  // Items read ahead of the first that is not written yet.
  size_t window = 1024;
  // Bytes of the items under way, unless a single one is larger. Pictures count, so a batch of
  // scans stays within memory too.
  size_t bytes_under_way = 64 << 20;
  // Given to items that name no grade group; empty for none.
  std::string grade_group;
  // Writes rows of a table instead of JSON lines.
  bool table = false;
};

// Why a batch ended.
enum class BatchEnd {
  kFinished,
  // Reading was stopped by a signal; what had been read was answered and written.
  kStopped,
  kInputFailed,
  kOutputFailed,
  // Nobody reads the output any more.
  kOutputClosed,
  kServiceLost,
};

struct BatchReport {
  BatchCounts counts;
  BatchEnd end = BatchEnd::kFinished;
  // Says more when the batch did not finish and was not stopped.
  absl::Status status;
  std::chrono::duration<double> elapsed{0};
};

// Reads items, has them classified many at a time, and writes one line each in the order of the
// input. Memory is bounded whatever the input's length. The calling thread reads and submits; a
// second one puts answers in order and writes them, so answers appear while the input is silent.
class BatchRunner {
 public:
  // `answered` are skipped. All but options outlive the runner.
  BatchRunner(ItemReader& reader, ItemClassifier& classifier, ResultWriter& writer,
              AnsweredItems& answered, ProgressBar& progress, StopSignal& stop,
              BatchOptions options);

  // Once. What was written when it returns is a beginning of the whole, also after a failure.
  BatchReport Run();

 private:
  struct Result {
    std::string item_id;
    Outcome outcome;
  };
  // What the callbacks of items share with the runner; outlives it while an abandoned item is under
  // way.
  struct Exchange {
    explicit Exchange(size_t window) : results(window) {}

    std::mutex mutex;
    // A result came in its turn, or reading has ended.
    std::condition_variable for_writer;
    // Items were finished or written.
    std::condition_variable for_reader;
    ReorderBuffer<Result> results;
    size_t bytes_under_way = 0;
    uint64_t submitted = 0;
    uint64_t skipped = 0;
    bool reading_ended = false;
    bool halted = false;
  };

  // Reads until the end; sets end and status of the report unless writing halted first.
  void ReadItems();
  void Submit(ReadItem item);
  // Blocks until an item of `bytes` may be under way; false when writing has halted.
  bool WaitForRoom(size_t bytes);
  static void Deliver(const std::shared_ptr<Exchange>& exchange, uint64_t number, size_t bytes,
                      Result result);

  void WriteResults();
  // Every result whose turn it is; waits for one, but not longer than a redraw of the progress.
  std::vector<Result> TakeReady(bool* all_taken);
  std::string Line(const Result& result) const;
  // False when the batch cannot go on.
  bool Write(const Result& result);
  bool CheckWritten(const absl::Status& status);
  void Halt(BatchEnd end, absl::Status status);

  ItemReader& reader_;
  ItemClassifier& classifier_;
  ResultWriter& writer_;
  AnsweredItems& answered_;
  ProgressBar& progress_;
  StopSignal& stop_;
  const BatchOptions options_;
  const std::shared_ptr<Exchange> exchange_;
  // Reader's thread.
  BatchEnd read_end_ = BatchEnd::kFinished;
  absl::Status read_status_;
  // Writer's thread.
  BatchCounts counts_;
  std::optional<BatchEnd> halt_;
  absl::Status halt_status_;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_BATCH_RUNNER_H_
