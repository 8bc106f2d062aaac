#ifndef MUNHANG_TESTS_UNIT_OBSERVABILITY_EXPOSITION_H_
#define MUNHANG_TESTS_UNIT_OBSERVABILITY_EXPOSITION_H_

#include <map>
#include <sstream>
#include <string>

namespace munhang::observability {

// What a text in the Prometheus exposition format says.
struct Exposition {
  // By "name" or "name{label=\"value\",…}", labels in alphabetical order.
  std::map<std::string, double> samples;
  // By name of the metric.
  std::map<std::string, std::string> types;
  std::map<std::string, std::string> help;
  // Lines that are none of these.
  std::string rest;

  // -1 when there is no such sample.
  double At(const std::string& sample) const {
    const auto found = samples.find(sample);
    return found == samples.end() ? -1 : found->second;
  }

  static Exposition Parse(const std::string& text) {
    Exposition exposition;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) exposition.Read(line);
    return exposition;
  }

 private:
  void Read(const std::string& line) {
    std::istringstream words(line);
    std::string mark, kind, name, value;
    if (line.starts_with("# ") && words >> mark >> kind >> name && words.get() == ' ') {
      std::getline(words, value);
      if (kind == "TYPE") {
        types[name] = value;
        return;
      }
      if (kind == "HELP") {
        help[name] = value;
        return;
      }
    }
    const size_t blank = line.rfind(' ');
    if (blank == std::string::npos || line.starts_with('#')) {
      rest += line + "\n";
      return;
    }
    samples[line.substr(0, blank)] = std::stod(line.substr(blank + 1));
  }
};

}  // namespace munhang::observability

#endif  // MUNHANG_TESTS_UNIT_OBSERVABILITY_EXPOSITION_H_
