#include "cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace munhang::cli {
namespace {

constexpr std::chrono::milliseconds kRedrawInterval(100);
constexpr size_t kMostBarWidth = 40;
constexpr size_t kLeastBarWidth = 8;
constexpr uint64_t kMostEtaSeconds = 99 * 3600 + 3599;

std::string TwoDigits(uint64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

// "0:12", "12:34" or "1:02:03".
std::string RenderDuration(uint64_t seconds) {
  const uint64_t minutes = seconds / 60;
  const std::string tail = ":" + TwoDigits(seconds % 60);
  if (minutes < 60) return std::to_string(minutes) + tail;
  return std::to_string(minutes / 60) + ":" + TwoDigits(minutes % 60) + tail;
}

std::string RenderBar(double share, size_t width) {
  const auto filled = static_cast<size_t>(share * static_cast<double>(width));
  std::string bar(filled, '=');
  if (filled < width) bar += '>';
  bar.resize(width, ' ');
  return "[" + bar + "]";
}

// Empty while no estimate makes sense.
std::string RenderEta(const BatchCounts& counts, uint64_t left,
                      std::chrono::duration<double> elapsed) {
  if (counts.done == 0) return "";
  const double seconds =
      std::ceil(elapsed.count() / static_cast<double>(counts.done) * static_cast<double>(left));
  if (seconds > static_cast<double>(kMostEtaSeconds)) return "";
  return "  ETA " + RenderDuration(static_cast<uint64_t>(seconds));
}

size_t TerminalColumns() {
  winsize size = {};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace

std::string WithSeparators(uint64_t count) {
  std::string digits = std::to_string(count);
  for (size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string RenderRate(uint64_t items, std::chrono::duration<double> elapsed) {
  const double rate = elapsed.count() > 0 ? static_cast<double>(items) / elapsed.count() : 0;
  if (rate >= 9.95) return WithSeparators(static_cast<uint64_t>(std::llround(rate))) + "/s";
  const auto tenths = static_cast<uint64_t>(std::llround(rate * 10));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "/s";
}

std::string RenderProgress(const BatchCounts& counts, std::optional<uint64_t> total,
                           std::chrono::duration<double> elapsed, size_t columns) {
  const uint64_t done = counts.done + counts.skipped;
  std::string tail = "  " + RenderRate(counts.done, elapsed);
  std::string line;
  if (total) {
    // A file may have grown since it was counted.
    const uint64_t all = std::max(*total, done);
    const double share = all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all);
    tail += RenderEta(counts, all - done, elapsed);
    if (counts.failed > 0) tail += "  " + WithSeparators(counts.failed) + " failed";
    std::string percent = std::to_string(static_cast<int>(share * 100)) + "%";
    percent.insert(0, 4 - percent.size(), ' ');
    tail = percent + "  " + WithSeparators(done) + "/" + WithSeparators(all) + tail;
    // The bar gives way to the figures: brackets, a space and the last column are not its own.
    const size_t taken = tail.size() + 4;
    const size_t room = columns > taken ? std::min(columns - taken, kMostBarWidth) : 0;
    line = room >= kLeastBarWidth ? RenderBar(share, room) + " " + tail : tail;
  } else {
    if (counts.failed > 0) tail += "  " + WithSeparators(counts.failed) + " failed";
    line = WithSeparators(done) + " items" + tail;
  }
  // A line that wraps could not be drawn over.
  return line.substr(0, columns > 0 ? columns - 1 : 0);
}

std::string RenderSummary(const BatchCounts& counts, std::chrono::duration<double> elapsed) {
  std::string summary = WithSeparators(counts.done) + (counts.done == 1 ? " item, " : " items, ") +
                        WithSeparators(counts.failed) + " failed, " +
                        RenderRate(counts.done, elapsed) + ", needs review " +
                        WithSeparators(counts.needs_review);
  if (counts.skipped > 0) summary += ", " + WithSeparators(counts.skipped) + " answered before";
  return summary;
}

ProgressBar::ProgressBar(std::optional<uint64_t> total)
    : visible_(Visible()), total_(total), started_(std::chrono::steady_clock::now()) {}

bool ProgressBar::Visible() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

void ProgressBar::Update(const BatchCounts& counts, Time now) {
  if (!visible_ || (drawn_ && now - *drawn_ < kRedrawInterval)) return;
  drawn_ = now;
  const std::string line = RenderProgress(counts, total_, now - started_, TerminalColumns());
  std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
  std::fflush(stderr);
}

void ProgressBar::Clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}

}  // namespace munhang::cli
