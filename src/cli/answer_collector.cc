#include "cli/answer_collector.h"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace munhang::cli {
namespace {

constexpr size_t kMostUnderWay = 256;
constexpr std::chrono::milliseconds kProgressInterval(100);

// What the callbacks of items write to; outlives the collector while an abandoned item is under
// way.
class Collection {
 public:
  explicit Collection(size_t size) : answers_(size, absl::UnknownError("has no answer")) {}

  void Put(size_t index, Outcome outcome) {
    std::lock_guard lock(mutex_);
    --under_way_;
    ++counts_.done;
    if (!outcome.answer.ok()) ++counts_.failed;
    if (outcome.answer.ok() && outcome.answer->needs_review()) ++counts_.needs_review;
    if (outcome.lost && !lost_) lost_ = outcome.answer.status();
    answers_[index] = std::move(outcome.answer);
    changed_.notify_one();
  }

  // Waits until one more item may be under way and counts it; false when the service is lost.
  bool Begin(ProgressBar* progress) {
    std::unique_lock lock(mutex_);
    WaitUntilAtMost(kMostUnderWay - 1, lock, progress);
    ++under_way_;
    return !lost_;
  }

  // Waits until no item is under way; false when the service is lost.
  bool Finish(ProgressBar* progress) {
    std::unique_lock lock(mutex_);
    WaitUntilAtMost(0, lock, progress);
    return !lost_;
  }

  absl::StatusOr<CollectedAnswers> Take() {
    std::lock_guard lock(mutex_);
    if (lost_) return *lost_;
    return CollectedAnswers{std::move(answers_), counts_};
  }

 private:
  void WaitUntilAtMost(size_t most, std::unique_lock<std::mutex>& lock, ProgressBar* progress) {
    while (!lost_ && under_way_ > most) {
      changed_.wait_for(lock, kProgressInterval);
      progress->Update(counts_, std::chrono::steady_clock::now());
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<absl::StatusOr<v1::Classification>> answers_;
  BatchCounts counts_;
  size_t under_way_ = 0;
  std::optional<absl::Status> lost_;
};

}  // namespace

absl::StatusOr<CollectedAnswers> CollectAnswers(const std::vector<v1::ClassifyRequest>& requests,
                                                ItemClassifier& classifier) {
  const auto started = std::chrono::steady_clock::now();
  ProgressBar progress(requests.size());
  const auto collection = std::make_shared<Collection>(requests.size());
  bool served = true;
  for (size_t i = 0; i < requests.size(); ++i) {
    served = collection->Begin(&progress);
    if (!served) break;
    classifier.Submit(requests[i],
                      [collection, i](Outcome outcome) { collection->Put(i, std::move(outcome)); });
  }
  if (!served || !collection->Finish(&progress)) classifier.Abandon();
  progress.Clear();
  auto collected = collection->Take();
  if (collected.ok()) collected->elapsed = std::chrono::steady_clock::now() - started;
  return collected;
}

}  // namespace munhang::cli
