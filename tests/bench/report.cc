#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "tests/bench/statistics.h"

namespace munhang::bench {
namespace {

std::string ProcessorName() {
  std::ifstream file("/proc/cpuinfo");
  std::string line;
  while (std::getline(file, line)) {
    if (!line.starts_with("model name")) continue;
    const size_t colon = line.find(": ");
    if (colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown processor";
}

// Three digits that say something, and all of those before the point.
std::string Figure(double value) {
  const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

}  // namespace

Setting CurrentSetting(int argument_count, const char* const* arguments) {
  Setting setting;
  setting.machine =
      ProcessorName() + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores";
  std::string program = arguments[0];
  setting.command = program.substr(program.rfind('/') + 1);
  for (int i = 1; i < argument_count; ++i) setting.command += std::string(" ") + arguments[i];
  if (getloadavg(&setting.load_average, 1) != 1) setting.load_average = 0;
  return setting;
}

bool Report::WantsAnyOf(const std::vector<std::string_view>& names) const {
  return std::any_of(names.begin(), names.end(),
                     [this](std::string_view name) { return Wants(name); });
}

void Report::Add(std::string name, std::string unit, std::vector<double> runs) {
  if (!Wants(name)) return;
  const auto [min, max] = std::minmax_element(runs.begin(), runs.end());
  rows_.push_back({std::move(name), std::move(unit), Median(runs), *min, *max, runs.size()});
}

absl::Status Report::WriteJson(const std::string& path) const {
  nlohmann::ordered_json document;
  document["machine"] = setting_.machine;
  document["command"] = setting_.command;
  document["load_average"] = setting_.load_average;
  auto& rows = document["rows"] = nlohmann::ordered_json::array();
  for (const Row& row : rows_) {
    rows.push_back({{"name", row.name},
                    {"value", row.median},
                    {"unit", row.unit},
                    {"runs", row.runs},
                    {"min", row.min},
                    {"max", row.max}});
  }
  std::ofstream file(path);
  file << document.dump(2) << '\n';
  file.close();
  return file ? absl::OkStatus() : absl::UnavailableError("cannot write " + path);
}

void Report::PrintTable() const {
  std::printf("%s; load average %.1f; %s\n\n", setting_.machine.c_str(), setting_.load_average,
              setting_.command.c_str());
  std::printf("%-26s %10s %10s %10s  %s\n", "row", "median", "min", "max", "unit");
  for (const Row& row : rows_) {
    std::printf("%-26s %10s %10s %10s  %s\n", row.name.c_str(), Figure(row.median).c_str(),
                Figure(row.min).c_str(), Figure(row.max).c_str(), row.unit.c_str());
  }
}

}  // namespace munhang::bench
