#include "tests/bench/development_items.h"
#include "tests/bench/measurements.h"
#include "tests/bench/served_program.h"
#include "tests/bench/stream_generator.h"

namespace munhang::bench {
namespace {

// The default of limits.stream_window.
constexpr size_t kInFlight = 64;
constexpr std::chrono::milliseconds kWarmUp{500};

absl::Status MeasureStreaming(const Plan& plan, Report& report) {
  const auto items = DevelopmentRequests();
  if (!items.ok()) return items.status();
  const auto service = StartMunhang(plan);
  if (!service.ok()) return service.status();
  const auto warm = StreamItemsPerSecond(service->address, *items, kInFlight, kWarmUp);
  if (!warm.ok()) return warm.status();
  std::vector<double> items_per_second;
  for (int run = 0; run < plan.runs; ++run) {
    const auto rate = StreamItemsPerSecond(service->address, *items, kInFlight, plan.round);
    if (!rate.ok()) return rate.status();
    items_per_second.push_back(*rate);
  }
  report.Add("stream_items_per_s", "items/s", items_per_second);
  return absl::OkStatus();
}

}  // namespace

Measurement Streaming() { return {{"stream_items_per_s"}, MeasureStreaming}; }

}  // namespace munhang::bench
