#include "cli/batch_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/jsonl_reader.h"
#include "cli/result_line.h"
#include "tests/unit/cli/test_input.h"

namespace munhang::cli {
namespace {

using testing::ElementsAre;

// Answers on a thread of its own, whichever item it likes next: "fail…" fails, "review…" needs
// review, "lost…" is lost.
class ShufflingClassifier final : public ItemClassifier {
 public:
  ShufflingClassifier() : thread_([this] { Work(); }) {}
  ~ShufflingClassifier() override {
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
  void Abandon() override {
    std::lock_guard lock(mutex_);
    abandoned_ = true;
  }

  size_t most_under_way() {
    std::lock_guard lock(mutex_);
    return most_under_way_;
  }
  bool abandoned() {
    std::lock_guard lock(mutex_);
    return abandoned_;
  }

 private:
  using Waiting = std::pair<v1::ClassifyRequest, Done>;

  static Outcome OutcomeOf(const v1::ClassifyRequest& request) {
    const std::string& text = request.item().text();
    if (text.starts_with("fail")) return {absl::InternalError("as asked")};
    if (text.starts_with("lost")) return {absl::UnavailableError("lost the service"), true};
    v1::Classification answer;
    answer.set_item_id(request.item().item_id());
    answer.set_standard_code("4수01-04");
    answer.set_grade_group(request.hints().grade_group());
    answer.set_needs_review(text.starts_with("review"));
    return {answer};
  }

  void Work() {
    std::mt19937 random(7);
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return ending_ || !items_.empty(); });
      if (items_.empty()) return;
      const size_t chosen = random() % items_.size();
      std::swap(items_[chosen], items_.back());
      const Waiting item = std::move(items_.back());
      items_.pop_back();
      lock.unlock();
      item.second(OutcomeOf(item.first));
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> items_;
  size_t most_under_way_ = 0;
  bool abandoned_ = false;
  bool ending_ = false;
  std::thread thread_;
};

// Runs one batch from a text to a file.
class Batch {
 public:
  explicit Batch(std::string input) : source_(std::move(input)) {}

  BatchReport Run() {
    JsonlReader reader(source_, 1 << 20);
    return Run(reader, path());
  }

  BatchReport Run(ItemReader& reader, const std::string& output) {
    auto writer = ResultWriter::Open(output, 0, FileIdentity{});
    if (!writer.ok()) return {.status = writer.status()};
    answered.Seal();
    ProgressBar progress(std::nullopt);
    BatchRunner runner(reader, classifier, **writer, answered, progress, stop, options);
    return runner.Run();
  }

  // "a" for an answer, "a!INTERNAL" for a failure.
  std::vector<std::string> Output() const {
    std::vector<std::string> lines;
    TextSource source(ReadFile(path()));
    LineReader reader(source, 1 << 20);
    while (true) {
      const auto line = reader.Next();
      if (!line->has_value()) return lines;
      const auto result = ParseResultLine((*line)->text);
      lines.push_back(result ? result->item_id + (result->answered ? "" : "!") : "?");
    }
  }
  std::string path() const { return directory_.File("out.jsonl"); }

  ShufflingClassifier classifier;
  AnsweredItems answered;
  StopSignal stop;
  BatchOptions options;

 private:
  const TemporaryDirectory directory_;
  TextSource source_;
};

std::string ItemLine(const std::string& id, const std::string& text) {
  return "{\"item_id\":\"" + id + "\",\"text\":\"" + text + "\"}\n";
}

TEST(BatchRunnerTest, KeepsTheOrderOfTheInput) {
  std::string input;
  std::vector<std::string> expected;
  for (int i = 0; i < 2000; ++i) {
    const std::string id = "item-" + std::to_string(i);
    const bool failing = i % 7 == 3;
    input += ItemLine(id, failing ? "fail" : i % 5 == 0 ? "review" : "1+1");
    expected.push_back(id + (failing ? "!" : ""));
  }
  Batch batch(input);
  batch.options.window = 50;
  const BatchReport report = batch.Run();
  EXPECT_EQ(report.end, BatchEnd::kFinished) << report.status;
  EXPECT_EQ(batch.Output(), expected);
  EXPECT_EQ(report.counts.done, 2000u);
  EXPECT_EQ(report.counts.failed, 286u);
  EXPECT_EQ(report.counts.needs_review, 343u);
  EXPECT_LE(batch.classifier.most_under_way(), 50u);
}

TEST(BatchRunnerTest, WritesALineForWhatIsNoItem) {
  Batch batch("oops\n\n" + ItemLine("a", "1+1") + "{}\n");
  const BatchReport report = batch.Run();
  EXPECT_EQ(report.end, BatchEnd::kFinished);
  EXPECT_THAT(batch.Output(), ElementsAre("1!", "a", "4!"));
  EXPECT_EQ(report.counts.failed, 2u);
  EXPECT_TRUE(ReadFile(batch.path())
                  .starts_with(R"({"item_id":"1","error":{"code":"INVALID_ARGUMENT","message":)"
                               R"("line 1 is not JSON: byte )"))
      << ReadFile(batch.path());
}

TEST(BatchRunnerTest, HoldsNoMoreBytesThanAllowedUnlessOneItemIsLarger) {
  std::string input;
  for (int i = 0; i < 40; ++i) {
    input += ItemLine(std::to_string(i), std::string(i == 20 ? 5000 : 900, 'x'));
  }
  Batch batch(input);
  batch.options.bytes_under_way = 3000;
  EXPECT_EQ(batch.Run().end, BatchEnd::kFinished);
  EXPECT_EQ(batch.Output().size(), 40u);
  EXPECT_LE(batch.classifier.most_under_way(), 3u);
}

TEST(BatchRunnerTest, SkipsWhatIsAnswered) {
  Batch batch(ItemLine("a", "1") + ItemLine("b", "2") + ItemLine("a", "3") + ItemLine("c", "4"));
  batch.answered.Add("a");
  batch.answered.Add("c");
  const BatchReport report = batch.Run();
  EXPECT_THAT(batch.Output(), ElementsAre("b", "a"));
  EXPECT_EQ(report.counts.done, 2u);
  EXPECT_EQ(report.counts.skipped, 2u);
}

TEST(BatchRunnerTest, GivesTheGradeGroupToItemsThatNameNone) {
  Batch batch(ItemLine("a", "1") + R"({"item_id":"b","text":"2","grade_group":"중1-3"})");
  batch.options.grade_group = "초3-4";
  batch.Run();
  const std::string output = ReadFile(batch.path());
  EXPECT_NE(output.find(R"("item_id":"a","standard_code":"4수01-04","grade_group":"초3-4")"),
            std::string::npos)
      << output;
  EXPECT_NE(output.find(R"("item_id":"b","standard_code":"4수01-04","grade_group":"중1-3")"),
            std::string::npos)
      << output;
}

TEST(BatchRunnerTest, EndsBeforeTheFirstItemThatIsLost) {
  Batch batch(ItemLine("a", "1") + ItemLine("b", "fail") + ItemLine("c", "lost") +
              ItemLine("d", "1"));
  const BatchReport report = batch.Run();
  EXPECT_EQ(report.end, BatchEnd::kServiceLost);
  EXPECT_EQ(report.status.message(), "lost the service");
  EXPECT_THAT(batch.Output(), ElementsAre("a", "b!"));
  EXPECT_TRUE(batch.classifier.abandoned());
}

// Requests a stop after some items, as a signal would.
class StoppingReader final : public ItemReader {
 public:
  StoppingReader(StopSignal& stop, int items) : stop_(stop), items_(items) {}
  absl::StatusOr<std::optional<ReadItem>> Next() override {
    if (stop_.requested()) return absl::CancelledError("stopped");
    if (--items_ == 0) stop_.Trigger(2);
    return ParseJsonItem(R"({"text":"1+1"})", ++number_);
  }

 private:
  StopSignal& stop_;
  int items_;
  uint64_t number_ = 0;
};

TEST(BatchRunnerTest, FinishesWhatWasReadWhenStopped) {
  Batch batch("");
  StoppingReader reader(batch.stop, 100);
  const BatchReport report = batch.Run(reader, batch.path());
  EXPECT_EQ(report.end, BatchEnd::kStopped);
  EXPECT_EQ(batch.stop.signal(), 2);
  EXPECT_EQ(batch.Output().size(), 100u);
}

TEST(BatchRunnerTest, WritesWhatWasReadBeforeTheInputFailed) {
  TextSource source(ItemLine("a", "1"), 1 << 20, absl::DataLossError("cannot read items.jsonl"));
  JsonlReader reader(source);
  Batch batch("");
  const BatchReport report = batch.Run(reader, batch.path());
  EXPECT_EQ(report.end, BatchEnd::kInputFailed);
  EXPECT_EQ(report.status.message(), "cannot read items.jsonl");
  EXPECT_THAT(batch.Output(), ElementsAre("a"));
}

TEST(BatchRunnerTest, EndsWhenTheOutputIsFull) {
  std::string input;
  for (int i = 0; i < 5000; ++i) input += ItemLine(std::to_string(i), "1+1");
  TextSource source(input);
  JsonlReader reader(source);
  Batch batch("");
  const BatchReport report = batch.Run(reader, "/dev/full");
  EXPECT_EQ(report.end, BatchEnd::kOutputFailed);
  EXPECT_EQ(report.status.message(), "cannot write /dev/full: No space left on device");
}

// Answers appear while the input is silent: the reader gives its second item only after the first
// was written.
class PatientReader final : public ItemReader {
 public:
  explicit PatientReader(std::string output) : output_(std::move(output)) {}
  absl::StatusOr<std::optional<ReadItem>> Next() override {
    if (++number_ == 3) return std::nullopt;
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (number_ == 2 && ReadFile(output_).empty()) {
      if (std::chrono::steady_clock::now() > give_up) return absl::DeadlineExceededError("silent");
      std::this_thread::yield();
    }
    return ParseJsonItem(R"({"text":"1+1"})", number_);
  }

 private:
  const std::string output_;
  uint64_t number_ = 0;
};

TEST(BatchRunnerTest, WritesWhileTheInputIsSilent) {
  Batch batch("");
  PatientReader reader(batch.path());
  EXPECT_EQ(batch.Run(reader, batch.path()).end, BatchEnd::kFinished);
  EXPECT_THAT(batch.Output(), ElementsAre("1", "2"));
}

TEST(StopSignalTest, EndsAReadThatWaits) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  StopSignal stop;
  auto source = FileSource::Open("/dev/fd/" + std::to_string(ends[0]), &stop);
  ASSERT_TRUE(source.ok()) << source.status();
  std::thread stopping([&stop] { stop.Trigger(15); });
  char buffer[8];
  EXPECT_TRUE(absl::IsCancelled((*source)->Read(buffer, sizeof buffer).status()));
  stopping.join();
  EXPECT_EQ(stop.signal(), 15);
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace munhang::cli
