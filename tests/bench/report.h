#ifndef MUNHANG_TESTS_BENCH_REPORT_H_
#define MUNHANG_TESTS_BENCH_REPORT_H_

#include <absl/status/status.h>

#include <string>
#include <string_view>
#include <vector>

namespace munhang::bench {

// Where and how the rows were measured.
struct Setting {
  // Processor and cores.
  std::string machine;
  std::string command;
  // Runnable tasks over the last minute, before the first measurement: other work on the machine.
  double load_average = 0;
};

Setting CurrentSetting(int argument_count, const char* const* arguments);

// Rows of figures, each the median of its runs.
class Report {
 public:
  // Rows whose names do not begin with `prefix` are left out.
  Report(Setting setting, std::string prefix)
      : setting_(std::move(setting)), prefix_(std::move(prefix)) {}

  bool Wants(std::string_view name) const { return name.starts_with(prefix_); }
  bool WantsAnyOf(const std::vector<std::string_view>& names) const;

  // `runs` is not empty.
  void Add(std::string name, std::string unit, std::vector<double> runs);

  // {"machine":…,"command":…,"load_average":…,
  //  "rows":[{"name":…,"value":…,"unit":…,"runs":…,"min":…,"max":…}]}; "runs" is their number.
  absl::Status WriteJson(const std::string& path) const;

  // For people, on standard output.
  void PrintTable() const;

 private:
  struct Row {
    std::string name;
    std::string unit;
    double median;
    double min;
    double max;
    size_t runs;
  };

  const Setting setting_;
  const std::string prefix_;
  std::vector<Row> rows_;
};

}  // namespace munhang::bench

#endif  // MUNHANG_TESTS_BENCH_REPORT_H_
