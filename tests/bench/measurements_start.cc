#include <chrono>

#include "tests/bench/development_items.h"
#include "tests/bench/health_check.h"
#include "tests/bench/load_generator.h"
#include "tests/bench/measurements.h"
#include "tests/bench/served_program.h"

namespace munhang::bench {
namespace {

using std::chrono::steady_clock;

constexpr size_t kFirstItems = 100;
// Slow enough that the items come one by one.
constexpr double kFirstItemsPerSecond = 200;

struct Start {
  double milliseconds = 0;
  double idle_mib = 0;
  double used_mib = 0;
};

absl::StatusOr<Start> StartOnce(const Plan& plan, const std::vector<v1::ClassifyRequest>& items) {
  const auto begin = steady_clock::now();
  auto service = StartMunhang(plan);
  if (!service.ok()) return service.status();
  if (const auto healthy = WaitUntilServing(service->address); !healthy.ok()) return healthy;
  Start start;
  start.milliseconds =
      std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
  const auto idle = service->process->ResidentMib();
  if (!idle.ok()) return idle.status();
  start.idle_mib = *idle;

  LoadGenerator load(service->address, items);
  const auto answered = load.RunOpen(kFirstItemsPerSecond, kFirstItems);
  if (!answered.ok()) return answered.status();
  const auto used = service->process->ResidentMib();
  if (!used.ok()) return used.status();
  start.used_mib = *used;
  return start;
}

absl::Status MeasureStarting(const Plan& plan, Report& report) {
  const auto items = DevelopmentRequests();
  if (!items.ok()) return items.status();
  std::vector<double> milliseconds;
  std::vector<double> idle_mib;
  std::vector<double> used_mib;
  for (int run = 0; run < plan.runs; ++run) {
    const auto start = StartOnce(plan, *items);
    if (!start.ok()) return start.status();
    milliseconds.push_back(start->milliseconds);
    idle_mib.push_back(start->idle_mib);
    used_mib.push_back(start->used_mib);
  }
  report.Add("start_to_serving_ms", "ms", milliseconds);
  report.Add("idle_resident_mib", "MiB", idle_mib);
  report.Add("used_resident_mib", "MiB", used_mib);
  return absl::OkStatus();
}

}  // namespace

Measurement Starting() {
  return {{"start_to_serving_ms", "idle_resident_mib", "used_resident_mib"}, MeasureStarting};
}

}  // namespace munhang::bench
