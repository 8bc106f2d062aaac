#ifndef MUNHANG_CLI_PRIOR_RESULTS_H_
#define MUNHANG_CLI_PRIOR_RESULTS_H_

#include <absl/status/statusor.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace munhang::cli {

// Which items have been answered, as digests of their ids: 16 bytes an item however long its id.
// Ids may repeat; each answer stands for one item. Two ids that share the 96 bits kept of their
// digests would be taken for one, which 10^12 items have a chance below 10^-5 of. Not thread-safe.
class AnsweredItems {
 public:
  void Add(std::string_view item_id);
  // After the last Add, before the first Take.
  void Seal();
  // Whether an answer is left for the id; takes it.
  bool Take(std::string_view item_id);

  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::array<uint32_t, 3> digest;
    uint32_t answers = 1;
  };
  static Entry EntryOf(std::string_view item_id);

  std::vector<Entry> entries_;
};

// What an earlier run left in a result file.
struct PriorResults {
  AnsweredItems answered;
  // Up to and including the last line break: what a run that goes on keeps.
  uint64_t complete_bytes = 0;
  uint64_t lines = 0;
};

// Reads a result file; one that does not exist has no results. FAILED_PRECONDITION when a complete
// line is no result: then the file is something else, and is not to be written to.
absl::StatusOr<PriorResults> ReadPriorResults(const std::string& path);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_PRIOR_RESULTS_H_
