#include <time.h>

#include <chrono>
#include <functional>
#include <numeric>
#include <optional>
#include <string>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/localmodel/local_model.h"
#include "pipeline/local_evidence.h"
#include "tests/bench/development_items.h"
#include "tests/bench/measurements.h"
#include "tests/bench/statistics.h"

namespace munhang::bench {
namespace {

using curriculum::KnowledgeBase;
using localmodel::LocalModel;
using pipeline::LocalEvidence;
using std::chrono::steady_clock;

double ThreadCpuMicroseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

std::vector<double> MillisecondsOf(int runs, const std::function<void()>& work) {
  std::vector<double> milliseconds;
  for (int run = 0; run < runs; ++run) {
    const auto begin = steady_clock::now();
    work();
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count());
  }
  return milliseconds;
}

absl::Status MeasureLoading(const Plan& plan, Report& report) {
  report.Add("knowledge_load_ms", "ms",
             MillisecondsOf(plan.runs, [] { KnowledgeBase::Embedded(); }));
  report.Add("model_load_ms", "ms", MillisecondsOf(plan.runs, [] { LocalModel::Embedded(); }));
  return absl::OkStatus();
}

// CPU time of each item, once over all of them.
void AppendPass(const LocalEvidence& evidence, const std::vector<v1::ClassifyRequest>& items,
                std::vector<double>* microseconds) {
  for (const v1::ClassifyRequest& item : items) {
    const double begin = ThreadCpuMicroseconds();
    evidence.Gather(pipeline::Read(item.item().text()), std::nullopt);
    microseconds->push_back(ThreadCpuMicroseconds() - begin);
  }
}

absl::Status MeasureLocalEvidence(const Plan& plan, Report& report) {
  auto items = DevelopmentRequests();
  if (!items.ok()) return items.status();
  const KnowledgeBase knowledge = KnowledgeBase::Embedded();
  const LocalModel model = LocalModel::Embedded();
  const LocalEvidence evidence(knowledge, model);
  std::vector<double> warm_up;
  AppendPass(evidence, *items, &warm_up);

  std::vector<double> means;
  std::vector<double> p99s;
  for (int run = 0; run < plan.runs; ++run) {
    std::vector<double> microseconds;
    const auto end = steady_clock::now() + plan.round;
    do {
      AppendPass(evidence, *items, &microseconds);
    } while (steady_clock::now() < end);
    means.push_back(std::accumulate(microseconds.begin(), microseconds.end(), 0.0) /
                    static_cast<double>(microseconds.size()));
    p99s.push_back(Percentile(microseconds, 0.99));
  }
  report.Add("local_cpu_us_per_item", "us", means);
  report.Add("local_p99_us_per_item", "us", p99s);
  return absl::OkStatus();
}

}  // namespace

Measurement Loading() { return {{"knowledge_load_ms", "model_load_ms"}, MeasureLoading}; }

Measurement LocalEvidenceAlone() {
  return {{"local_cpu_us_per_item", "local_p99_us_per_item"}, MeasureLocalEvidence};
}

}  // namespace munhang::bench
