#include "cli/answer_collector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace munhang::cli {
namespace {

// Answers on a thread of its own, the latest item first: "fail" fails, "lost" is lost.
class BackwardClassifier final : public ItemClassifier {
 public:
  BackwardClassifier() : thread_([this] { Work(); }) {}
  ~BackwardClassifier() override {
    {
      std::lock_guard lock(mutex_);
      ending_ = true;
      changed_.notify_all();
    }
    thread_.join();
  }

  void Submit(v1::ClassifyRequest request, Done done) override {
    std::lock_guard lock(mutex_);
    items_.emplace_back(std::move(request), std::move(done));
    most_under_way_ = std::max(most_under_way_, items_.size());
    changed_.notify_all();
  }
  absl::StatusOr<v1::Standard> GetStandard(const std::string&) override {
    return absl::NotFoundError("none");
  }
  void Abandon() override { abandoned_ = true; }

  size_t most_under_way() {
    std::lock_guard lock(mutex_);
    return most_under_way_;
  }
  bool abandoned() const { return abandoned_; }

 private:
  static Outcome OutcomeOf(const v1::ClassifyRequest& request) {
    const std::string& text = request.item().text();
    if (text == "fail") return {absl::InternalError("as asked")};
    if (text == "lost") return {absl::UnavailableError("lost the service"), true};
    v1::Classification answer;
    answer.set_item_id(request.item().item_id());
    answer.set_needs_review(text == "review");
    return {answer};
  }

  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return ending_ || !items_.empty(); });
      if (items_.empty()) return;
      const auto item = std::move(items_.back());
      items_.pop_back();
      lock.unlock();
      item.second(OutcomeOf(item.first));
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<v1::ClassifyRequest, Done>> items_;
  size_t most_under_way_ = 0;
  bool ending_ = false;
  std::atomic<bool> abandoned_{false};
  std::thread thread_;
};

std::vector<v1::ClassifyRequest> RequestsOf(const std::vector<std::string>& texts) {
  std::vector<v1::ClassifyRequest> requests;
  for (const std::string& text : texts) {
    v1::ClassifyRequest& request = requests.emplace_back();
    request.mutable_item()->set_item_id(std::to_string(requests.size() - 1));
    request.mutable_item()->set_text(text);
  }
  return requests;
}

TEST(AnswerCollectorTest, GivesAnswersInTheOrderOfTheRequests) {
  BackwardClassifier classifier;
  std::vector<std::string> texts(5000, "1+1");
  texts[7] = "fail";
  texts[8] = "review";
  const auto collected = CollectAnswers(RequestsOf(texts), classifier);
  ASSERT_TRUE(collected.ok()) << collected.status();
  ASSERT_EQ(collected->answers.size(), texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i == 7) {
      EXPECT_EQ(collected->answers[i].status(), absl::InternalError("as asked"));
    } else {
      ASSERT_TRUE(collected->answers[i].ok()) << i;
      EXPECT_EQ(collected->answers[i]->item_id(), std::to_string(i));
    }
  }
  EXPECT_EQ(collected->counts.done, 5000u);
  EXPECT_EQ(collected->counts.failed, 1u);
  EXPECT_EQ(collected->counts.needs_review, 1u);
  EXPECT_LE(classifier.most_under_way(), 256u);
  EXPECT_FALSE(classifier.abandoned());
}

TEST(AnswerCollectorTest, NothingAskedIsNothingAnswered) {
  BackwardClassifier classifier;
  const auto collected = CollectAnswers({}, classifier);
  ASSERT_TRUE(collected.ok());
  EXPECT_TRUE(collected->answers.empty());
}

TEST(AnswerCollectorTest, GivesUpWhenTheServiceGoesAway) {
  BackwardClassifier classifier;
  std::vector<std::string> texts(1000, "1+1");
  texts[500] = "lost";
  const auto collected = CollectAnswers(RequestsOf(texts), classifier);
  EXPECT_EQ(collected.status(), absl::UnavailableError("lost the service"));
  EXPECT_TRUE(classifier.abandoned());
}

}  // namespace
}  // namespace munhang::cli
