#include <algorithm>
#include <memory>
#include <utility>

#include "tests/bench/development_items.h"
#include "tests/bench/load_generator.h"
#include "tests/bench/measurements.h"
#include "tests/bench/served_program.h"
#include "tests/bench/statistics.h"

namespace munhang::bench {
namespace {

constexpr size_t kInFlight = 64;
constexpr std::chrono::milliseconds kWarmUp{500};
// Of the throughput of the slower server: both have time to spare, so latency is theirs and not a
// queue's.
constexpr double kOfferedShare = 0.5;

// A server with its load and what its runs gave.
struct Contender {
  ServedProgram server;
  std::unique_ptr<LoadGenerator> load;
  std::vector<double> calls_per_second;
  std::vector<double> cpu_us_per_call;
  std::vector<double> p99_us;
};

absl::StatusOr<Contender> Prepare(absl::StatusOr<ServedProgram> server,
                                  const std::vector<v1::ClassifyRequest>& items) {
  if (!server.ok()) return server.status();
  Contender contender;
  contender.server = *std::move(server);
  contender.load = std::make_unique<LoadGenerator>(contender.server.address, items);
  const auto warm = contender.load->RunClosed(kInFlight, kWarmUp);
  if (!warm.ok()) return warm.status();
  return contender;
}

absl::Status RunClosed(const Plan& plan, Contender& contender) {
  const auto cpu_before = contender.server.process->CpuSeconds();
  if (!cpu_before.ok()) return cpu_before.status();
  const auto load = contender.load->RunClosed(kInFlight, plan.round);
  if (!load.ok()) return load.status();
  const auto cpu_after = contender.server.process->CpuSeconds();
  if (!cpu_after.ok()) return cpu_after.status();
  contender.calls_per_second.push_back(load->per_second());
  contender.cpu_us_per_call.push_back((*cpu_after - *cpu_before) * 1e6 /
                                      static_cast<double>(load->latencies_us.size()));
  return absl::OkStatus();
}

absl::Status RunOpen(const Plan& plan, double calls_per_second, Contender& contender) {
  const auto calls = static_cast<size_t>(calls_per_second * plan.round.count());
  const auto load = contender.load->RunOpen(calls_per_second, std::max<size_t>(calls, 1));
  if (!load.ok()) return load.status();
  contender.p99_us.push_back(Percentile(load->latencies_us, 0.99));
  return absl::OkStatus();
}

// Run by run: both were measured right after each other, so what else the machine did cancels out.
std::vector<double> Ratios(const std::vector<double>& values, const std::vector<double>& bases) {
  std::vector<double> ratios;
  for (size_t i = 0; i < values.size(); ++i) ratios.push_back(values[i] / bases[i]);
  return ratios;
}

absl::Status MeasureCalls(const Plan& plan, Report& report) {
  const auto items = DevelopmentRequests();
  if (!items.ok()) return items.status();
  auto echo = Prepare(StartEchoServer(plan), *items);
  if (!echo.ok()) return echo.status();
  auto classify = Prepare(StartMunhang(plan), *items);
  if (!classify.ok()) return classify.status();

  for (int run = 0; run < plan.runs; ++run) {
    for (Contender* contender : {&*echo, &*classify}) {
      if (const auto status = RunClosed(plan, *contender); !status.ok()) return status;
    }
  }
  report.Add("echo_rps", "calls/s", echo->calls_per_second);
  report.Add("classify_rps", "calls/s", classify->calls_per_second);
  report.Add("classify_rps_over_echo", "ratio",
             Ratios(classify->calls_per_second, echo->calls_per_second));
  report.Add("echo_cpu_us_per_call", "us", echo->cpu_us_per_call);
  report.Add("classify_cpu_us_per_call", "us", classify->cpu_us_per_call);

  const double offered =
      kOfferedShare * std::min(Median(echo->calls_per_second), Median(classify->calls_per_second));
  for (int run = 0; run < plan.runs; ++run) {
    for (Contender* contender : {&*echo, &*classify}) {
      if (const auto status = RunOpen(plan, offered, *contender); !status.ok()) return status;
    }
  }
  report.Add("echo_p99_us", "us", echo->p99_us);
  report.Add("classify_p99_us", "us", classify->p99_us);
  report.Add("classify_p99_over_echo", "ratio", Ratios(classify->p99_us, echo->p99_us));
  return absl::OkStatus();
}

}  // namespace

Measurement Calls() {
  return {{"echo_rps", "classify_rps", "classify_rps_over_echo", "echo_cpu_us_per_call",
           "classify_cpu_us_per_call", "echo_p99_us", "classify_p99_us", "classify_p99_over_echo"},
          MeasureCalls};
}

}  // namespace munhang::bench
