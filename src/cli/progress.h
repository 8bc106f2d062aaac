#ifndef MUNHANG_CLI_PROGRESS_H_
#define MUNHANG_CLI_PROGRESS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace munhang::cli {

struct BatchCounts {
  // Items whose line this run wrote, the failed ones included.
  uint64_t done = 0;
  uint64_t failed = 0;
  uint64_t needs_review = 0;
  // Items that an earlier run had answered.
  uint64_t skipped = 0;
};

// "1,234,567"
std::string WithSeparators(uint64_t count);
// Items a second: "2,345/s", below ten with a decimal: "0.4/s".
std::string RenderRate(uint64_t items, std::chrono::duration<double> elapsed);

// One line for a terminal of `columns`, such as
//   [=========>          ]  45%  450/1,000  2,345/s  ETA 0:12  3 failed
// and without a known total
//   450 items  2,345/s  3 failed
std::string RenderProgress(const BatchCounts& counts, std::optional<uint64_t> total,
                           std::chrono::duration<double> elapsed, size_t columns);

// "1,000 items, 3 failed, 2,345/s, needs review 120"; with skipped items also "400 answered
// before".
std::string RenderSummary(const BatchCounts& counts, std::chrono::duration<double> elapsed);

// Keeps one line of standard error up to date. Draws nothing unless that is a terminal. Not
// thread-safe.
class ProgressBar {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `total` is the number of items ahead when it is known.
  explicit ProgressBar(std::optional<uint64_t> total);
  // Whether standard error is a terminal that can redraw a line.
  static bool Visible();

  // Draws unless it did so less than a tenth of a second ago.
  void Update(const BatchCounts& counts, Time now);
  // Leaves the line empty.
  void Clear();

 private:
  const bool visible_;
  const std::optional<uint64_t> total_;
  const Time started_;
  std::optional<Time> drawn_;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_PROGRESS_H_
