#ifndef MUNHANG_CLI_ITEM_CLASSIFIER_H_
#define MUNHANG_CLI_ITEM_CLASSIFIER_H_

#include <absl/status/statusor.h>

#include <functional>
#include <string>

#include "munhang/v1/classifier.pb.h"
#include "munhang/v1/curriculum.pb.h"

namespace munhang::cli {

// What became of an item.
struct Outcome {
  absl::StatusOr<v1::Classification> answer;
  // The service went away before it answered: `answer` says why, and the item is not to blame.
  bool lost = false;
};

// Places items in the curriculum, here or by a service. Thread-safe.
class ItemClassifier {
 public:
  using Done = std::function<void(Outcome)>;

  // Waits until every `done` has been called.
  virtual ~ItemClassifier() = default;

  // Starts on an item and returns. `done` is called once, on any thread, also before Submit
  // returns. The answer has the request's item_id.
  virtual void Submit(v1::ClassifyRequest request, Done done) = 0;

  // The standard with this code as the classifier's curriculum describes it. Blocks.
  virtual absl::StatusOr<v1::Standard> GetStandard(const std::string& code) = 0;

  // Nobody waits for the answers any more: items under way end as soon as they can.
  virtual void Abandon() = 0;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_ITEM_CLASSIFIER_H_
