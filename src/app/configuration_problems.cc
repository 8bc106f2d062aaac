#include "app/configuration_problems.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace munhang::app {
namespace {

// "tenants[0].name" → "tenants[0]" → "tenants" → "".
std::string_view Around(std::string_view path) {
  const size_t end = path.find_last_of(".[");
  return end == std::string_view::npos ? std::string_view() : path.substr(0, end);
}

bool IsAtOrInside(std::string_view path, std::string_view around) {
  if (!path.starts_with(around)) return false;
  return around.empty() || path.size() == around.size() || path[around.size()] == '.' ||
         path[around.size()] == '[';
}

}  // namespace

int Problems::LineOf(const std::string& path) const {
  for (std::string_view place = path; !place.empty(); place = Around(place)) {
    const auto found = lines_.find(std::string(place));
    if (found != lines_.end()) return found->second;
  }
  return 0;
}

void Problems::AddAt(int line, const std::string& path, const std::string& text) {
  problems_.push_back({line, path, text});
}

bool Problems::Concern(const std::string& path) const {
  return std::any_of(problems_.begin(), problems_.end(), [&](const Problem& problem) {
    return IsAtOrInside(problem.path, path) || IsAtOrInside(path, problem.path);
  });
}

bool Problems::LostEntryOf(const std::string& path) const {
  return std::any_of(problems_.begin(), problems_.end(), [&](const Problem& problem) {
    return problem.path.ends_with(']') && Around(problem.path) == path;
  });
}

absl::Status Problems::ToStatus() const {
  if (problems_.empty()) return absl::OkStatus();
  std::vector<Problem> sorted = problems_;
  // What has no line is about a key that is missing; it comes last.
  const auto order = [](const Problem& problem) {
    return problem.line > 0 ? problem.line : std::numeric_limits<int>::max();
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Problem& a, const Problem& b) { return order(a) < order(b); });
  std::string message;
  for (const Problem& problem : sorted) {
    if (!message.empty()) message += '\n';
    message += source_;
    if (problem.line > 0) message += ":" + std::to_string(problem.line);
    message += ": ";
    if (!problem.path.empty()) message += problem.path + ": ";
    message += problem.text;
  }
  return absl::InvalidArgumentError(message);
}

}  // namespace munhang::app
