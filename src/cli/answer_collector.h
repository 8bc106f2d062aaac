#ifndef MUNHANG_CLI_ANSWER_COLLECTOR_H_
#define MUNHANG_CLI_ANSWER_COLLECTOR_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <vector>

#include "cli/item_classifier.h"
#include "cli/progress.h"
#include "munhang/v1/classifier.pb.h"

namespace munhang::cli {

struct CollectedAnswers {
  // What became of each request, in their order.
  std::vector<absl::StatusOr<v1::Classification>> answers;
  BatchCounts counts;
  std::chrono::duration<double> elapsed{0};
};

// Has all requests answered, a bounded number at a time, with a progress bar on a terminal. Blocks.
// An error when the service went away: then the answers would say nothing about the whole.
absl::StatusOr<CollectedAnswers> CollectAnswers(const std::vector<v1::ClassifyRequest>& requests,
                                                ItemClassifier& classifier);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_ANSWER_COLLECTOR_H_
