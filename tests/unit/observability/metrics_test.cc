#include "munhang/observability/metrics.h"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "observability/metric_definitions.h"
#include "tests/unit/observability/exposition.h"

namespace munhang::observability {
namespace {

using namespace std::chrono_literals;

class MetricsTest : public testing::Test {
 protected:
  Exposition Scrape() const { return Exposition::Parse(metrics_.Text()); }
  double At(const std::string& sample) const { return Scrape().At(sample); }

  ServiceMetrics metrics_{
      {.version = "0.1.0", .compiler = "clang \"19\"", .taxonomy = "2022", .knowledge = "k1"},
      std::chrono::system_clock::time_point(1795395723456ms)};
};

TEST_F(MetricsTest, SaysWhatRunsAndSinceWhen) {
  const Exposition scrape = Scrape();
  EXPECT_EQ(scrape.At("munhang_build_info{compiler=\"clang \\\"19\\\"\",knowledge=\"k1\","
                      "taxonomy=\"2022\",version=\"0.1.0\"}"),
            1);
  EXPECT_DOUBLE_EQ(scrape.At("munhang_start_time_seconds"), 1795395723.456);
  EXPECT_EQ(scrape.rest, "");
}

TEST_F(MetricsTest, CountsRequests) {
  metrics_.RequestStarted();
  metrics_.RequestStarted();
  EXPECT_EQ(At("munhang_requests_in_flight"), 2);
  metrics_.RequestFinished("Classify", absl::StatusCode::kOk, 3ms);
  const Exposition scrape = Scrape();
  EXPECT_EQ(scrape.At("munhang_requests_in_flight"), 1);
  EXPECT_EQ(scrape.At("munhang_requests_total{code=\"OK\",method=\"Classify\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_requests_total{code=\"OK\",method=\"other\"}"), 0);
  const std::string duration = "munhang_request_duration_seconds";
  EXPECT_EQ(scrape.At(duration + "_bucket{method=\"Classify\",le=\"0.0025\"}"), 0);
  EXPECT_EQ(scrape.At(duration + "_bucket{method=\"Classify\",le=\"0.005\"}"), 1);
  EXPECT_EQ(scrape.At(duration + "_bucket{method=\"Classify\",le=\"+Inf\"}"), 1);
  EXPECT_DOUBLE_EQ(scrape.At(duration + "_sum{method=\"Classify\"}"), 0.003);
}

TEST_F(MetricsTest, CountsEveryMethodAndCodeUnderItsName) {
  for (const std::string_view method : kMethods) {
    for (size_t code = 0; code < std::size(kCodes); ++code) {
      metrics_.RequestFinished(method, static_cast<absl::StatusCode>(code), 1us);
      const std::string name = absl::StatusCodeToString(static_cast<absl::StatusCode>(code));
      EXPECT_EQ(At("munhang_requests_total{code=\"" + name + "\",method=\"" + std::string(method) +
                   "\"}"),
                1);
    }
  }
}

TEST_F(MetricsTest, CountsFeedbackOfTheTenantsThatThereAre) {
  ServiceMetrics metrics({}, std::chrono::system_clock::time_point(), {"school", "academy"});
  metrics.FeedbackKept("academy", FeedbackKind::kScore);
  metrics.ScoreGiven("academy", 2);
  metrics.FeedbackKept("academy", FeedbackKind::kRevocation);
  metrics.FeedbackKept("nobody", FeedbackKind::kScore);
  metrics.ScoreGiven("nobody", 5);
  const Exposition scrape = Exposition::Parse(metrics.Text());
  EXPECT_EQ(scrape.At("munhang_feedback_total{kind=\"score\",tenant=\"academy\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_feedback_total{kind=\"revocation\",tenant=\"academy\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_feedback_total{kind=\"correction\",tenant=\"academy\"}"), 0);
  EXPECT_EQ(scrape.At("munhang_feedback_total{kind=\"score\",tenant=\"school\"}"), 0);
  EXPECT_EQ(scrape.At("munhang_feedback_score_bucket{tenant=\"academy\",le=\"1\"}"), 0);
  EXPECT_EQ(scrape.At("munhang_feedback_score_bucket{tenant=\"academy\",le=\"2\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_feedback_score_sum{tenant=\"academy\"}"), 2);
  EXPECT_EQ(scrape.At("munhang_feedback_score_count{tenant=\"school\"}"), 0);
}

TEST_F(MetricsTest, ShowsHowManyCorrectionsCount) {
  metrics_.SetCorrectionsInForce(12, 3);
  EXPECT_EQ(At("munhang_corrections_in_force{scope=\"tenant\"}"), 12);
  EXPECT_EQ(At("munhang_corrections_in_force{scope=\"shared\"}"), 3);
}

TEST_F(MetricsTest, CountsItemsByWhatBecameOfThem) {
  const struct {
    absl::StatusCode code;
    const char* outcome;
  } kCases[] = {{absl::StatusCode::kOk, "ok"},
                {absl::StatusCode::kInvalidArgument, "client_error"},
                {absl::StatusCode::kUnauthenticated, "client_error"},
                {absl::StatusCode::kResourceExhausted, "throttled"},
                {absl::StatusCode::kCancelled, "cancelled"},
                {absl::StatusCode::kDeadlineExceeded, "deadline_exceeded"},
                {absl::StatusCode::kInternal, "server_error"},
                {absl::StatusCode::kUnavailable, "server_error"}};
  for (const auto& test : kCases) {
    const std::string sample =
        std::string("munhang_items_total{method=\"ClassifyStream\",outcome=\"") + test.outcome +
        "\"}";
    const double before = At(sample);
    metrics_.ItemFinished("ClassifyStream", test.code);
    EXPECT_EQ(At(sample), before + 1) << absl::StatusCodeToString(test.code);
  }
}

TEST_F(MetricsTest, CountsAnswers) {
  metrics_.ItemClassified(
      {.tier = "local", .grade_group = "중1-3", .needs_review = true, .confidence = 0.42});
  metrics_.ReviewAsked("low_confidence");
  metrics_.ReviewAsked("novel_text");
  const Exposition scrape = Scrape();
  EXPECT_EQ(scrape.At("munhang_classifications_total{grade_group=\"중1-3\",needs_review=\"true\","
                      "tier=\"local\"}"),
            1);
  EXPECT_EQ(scrape.At("munhang_confidence_bucket{le=\"0.4\"}"), 0);
  EXPECT_EQ(scrape.At("munhang_confidence_bucket{le=\"0.5\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_review_reasons_total{reason=\"low_confidence\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_review_reasons_total{reason=\"novel_text\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_review_reasons_total{reason=\"unread_images\"}"), 0);
}

TEST_F(MetricsTest, TimesStages) {
  metrics_.StageFinished("normalize", 30us);
  metrics_.StageFinished("evidence", 200us);
  metrics_.StageFinished("decide", 1us);
  metrics_.StageFinished("accept_local", 1us);
  metrics_.StageFinished("ask", 1s);
  const Exposition scrape = Scrape();
  const std::string stages = "munhang_stage_duration_seconds";
  EXPECT_EQ(scrape.At(stages + "_bucket{stage=\"normalize\",le=\"0.000025\"}") +
                scrape.At(stages + "_bucket{stage=\"normalize\",le=\"2.5e-05\"}"),
            -1)
      << "one of the two spellings, with nothing in it";
  EXPECT_EQ(scrape.At(stages + "_count{stage=\"normalize\"}"), 1);
  EXPECT_EQ(scrape.At(stages + "_count{stage=\"evidence\"}"), 1);
  EXPECT_EQ(scrape.At(stages + "_count{stage=\"decide\"}"), 2);
  EXPECT_EQ(scrape.At(stages + "_count{stage=\"other\"}"), 1);
}

TEST_F(MetricsTest, CountsCancellationsAndRejectionsUnderTheirNames) {
  metrics_.Cancelled(Cancellation::kClient);
  metrics_.Cancelled(Cancellation::kDeadline);
  metrics_.Cancelled(Cancellation::kShutdown);
  metrics_.Cancelled(Cancellation::kShutdown);
  metrics_.Rejected(Rejection::kInFlightLimit);
  metrics_.Rejected(Rejection::kTenantRate);
  for (int i = 0; i < 2; ++i) metrics_.Rejected(Rejection::kUnauthenticated);
  for (int i = 0; i < 3; ++i) metrics_.Rejected(Rejection::kDraining);
  for (int i = 0; i < 4; ++i) metrics_.Rejected(Rejection::kInvalid);
  const Exposition scrape = Scrape();
  EXPECT_EQ(scrape.At("munhang_cancellations_total{reason=\"client\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_cancellations_total{reason=\"deadline\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_cancellations_total{reason=\"shutdown\"}"), 2);
  EXPECT_EQ(scrape.At("munhang_rejections_total{reason=\"in_flight_limit\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_rejections_total{reason=\"tenant_rate\"}"), 1);
  EXPECT_EQ(scrape.At("munhang_rejections_total{reason=\"unauthenticated\"}"), 2);
  EXPECT_EQ(scrape.At("munhang_rejections_total{reason=\"draining\"}"), 3);
  EXPECT_EQ(scrape.At("munhang_rejections_total{reason=\"invalid\"}"), 4);
}

TEST_F(MetricsTest, NoCallerCanAddSeries) {
  const Exposition before = Scrape();
  for (const char* text : {"", "Evil", "classify", "\xff\n", "초7-8"}) {
    metrics_.RequestFinished(text, static_cast<absl::StatusCode>(99), 1us);
    metrics_.RequestFinished(text, static_cast<absl::StatusCode>(-1), 1us);
    metrics_.ItemFinished(text, static_cast<absl::StatusCode>(99));
    metrics_.StageFinished(text, 1us);
    metrics_.ItemClassified({.tier = text, .grade_group = text});
    metrics_.ReviewAsked(text);
  }
  const Exposition after = Scrape();
  EXPECT_EQ(after.samples.size(), before.samples.size());
  EXPECT_EQ(after.At("munhang_requests_total{code=\"UNKNOWN\",method=\"other\"}"), 10);
  EXPECT_EQ(after.At("munhang_items_total{method=\"other\",outcome=\"server_error\"}"), 5);
  EXPECT_EQ(after.At("munhang_stage_duration_seconds_count{stage=\"other\"}"), 5);
  EXPECT_EQ(after.At("munhang_classifications_total{grade_group=\"other\",needs_review=\"false\","
                     "tier=\"other\"}"),
            5);
  EXPECT_EQ(after.At("munhang_review_reasons_total{reason=\"other\"}"), 5);
}

TEST_F(MetricsTest, ImpossibleValuesDoNotSpoilSums) {
  metrics_.RequestFinished("Classify", absl::StatusCode::kOk, -5s);
  metrics_.ItemClassified({.tier = "local",
                           .grade_group = "초1-2",
                           .confidence = std::numeric_limits<double>::quiet_NaN()});
  metrics_.ItemClassified({.tier = "local", .grade_group = "초1-2", .confidence = 7});
  metrics_.ItemClassified({.tier = "local", .grade_group = "초1-2", .confidence = -7});
  const Exposition scrape = Scrape();
  EXPECT_EQ(scrape.At("munhang_request_duration_seconds_sum{method=\"Classify\"}"), 0);
  EXPECT_EQ(scrape.At("munhang_confidence_sum"), 1);
  EXPECT_EQ(scrape.At("munhang_confidence_count"), 2);
}

TEST_F(MetricsTest, DroppedLogLinesOnlyRise) {
  metrics_.SetLogLinesDropped(5);
  metrics_.SetLogLinesDropped(3);
  EXPECT_EQ(At("munhang_log_lines_dropped_total"), 5);
  metrics_.SetLogLinesDropped(9);
  EXPECT_EQ(At("munhang_log_lines_dropped_total"), 9);
}

TEST_F(MetricsTest, ReadsWhatTheScrapeHookSets) {
  size_t items = 3;
  metrics_.SetScrapeHook([this, &items] {
    metrics_.SetItemsInFlight(items);
    metrics_.SetShardLag(250us);
  });
  EXPECT_EQ(At("munhang_items_in_flight"), 3);
  items = 4;
  EXPECT_EQ(At("munhang_items_in_flight"), 4);
  EXPECT_DOUBLE_EQ(At("munhang_shard_lag_seconds"), 0.00025);
  metrics_.SetScrapeHook(nullptr);
  items = 5;
  EXPECT_EQ(At("munhang_items_in_flight"), 4);
}

TEST_F(MetricsTest, LosesNothingWhenThreadsRecordAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kEach = 2000;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < kEach; ++i) {
        metrics_.RequestStarted();
        metrics_.RequestFinished("Classify", absl::StatusCode::kOk, 1ms);
        metrics_.SetLogLinesDropped(static_cast<uint64_t>(i));
      }
    });
  }
  for (int i = 0; i < 5; ++i) metrics_.Text();
  for (std::thread& thread : threads) thread.join();
  const Exposition scrape = Scrape();
  EXPECT_EQ(scrape.At("munhang_requests_in_flight"), 0);
  EXPECT_EQ(scrape.At("munhang_requests_total{code=\"OK\",method=\"Classify\"}"), kThreads * kEach);
  EXPECT_EQ(scrape.At("munhang_request_duration_seconds_count{method=\"Classify\"}"),
            kThreads * kEach);
  EXPECT_EQ(scrape.At("munhang_log_lines_dropped_total"), kEach - 1);
}

}  // namespace
}  // namespace munhang::observability
