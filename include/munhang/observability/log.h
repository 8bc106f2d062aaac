#ifndef MUNHANG_OBSERVABILITY_LOG_H_
#define MUNHANG_OBSERVABILITY_LOG_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace munhang::observability {

// Least urgent first. kOff is only a threshold: nothing is logged at it.
enum class LogLevel : uint8_t { kDebug, kInfo, kWarning, kError, kOff };

// "debug", "info", "warning", "error" or "off".
std::string_view Name(LogLevel level);
std::optional<LogLevel> ParseLogLevel(std::string_view name);

// A key with its value, for the duration of one call of Log: refers to both. Keys are constants in
// snake_case, but not "time", "level" or "event", which every line has.
struct LogField {
  using Value = std::variant<std::string_view, int64_t, double, bool>;

  // Takes booleans, integers up to 2^63 - 1, floating-point numbers and whatever is a string.
  template <typename T>
  LogField(std::string_view field_key, const T& field_value)
      : key(field_key), value(ToValue(field_value)) {}

  std::string_view key;
  Value value;

 private:
  template <typename T>
  static Value ToValue(const T& from) {
    if constexpr (std::is_same_v<T, bool>) {
      return from;
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<int64_t>(from);
    } else if constexpr (std::is_floating_point_v<T>) {
      return static_cast<double>(from);
    } else {
      return std::string_view(from);
    }
  }
};

struct LogOptions {
  LogLevel level = LogLevel::kInfo;
  // Lines that may wait for the writing thread, at least 1. When that many wait, the oldest is
  // dropped.
  size_t queue_lines = 4096;
  // Where lines go: standard error when nullptr. Outlives the logger.
  std::ostream* stream = nullptr;
  std::function<std::chrono::system_clock::time_point()> now = &std::chrono::system_clock::now;
};

// Writes one JSON object a line:
//   {"time":"2026-11-23T01:02:03.456Z","level":"info","event":"call_finished","request_id":"…",…}
// A line is valid JSON and free of line breaks and terminal control characters whatever its fields
// hold: bytes that are not UTF-8 become U+FFFD, strings are cut after 4096 bytes, and numbers that
// JSON does not have become null. Lines are written by a thread of their own, so logging never
// waits for the stream. Thread-safe.
class Logger {
 public:
  explicit Logger(LogOptions options = {});
  // Stops.
  ~Logger();
  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;

  // Whether lines of this level are wanted. Ask first where fields are costly to build.
  bool Enabled(LogLevel level) const {
    return level != LogLevel::kOff && level >= level_.load(std::memory_order_relaxed);
  }

  // Event is a constant in snake_case that names what happened. Nothing when the level is not
  // enabled.
  void Log(LogLevel level, std::string_view event, std::span<const LogField> fields = {}) noexcept {
    if (Enabled(level)) Write(level, event, fields);
  }
  void Log(LogLevel level, std::string_view event,
           std::initializer_list<LogField> fields) noexcept {
    if (Enabled(level)) Write(level, event, {fields.begin(), fields.size()});
  }

  LogLevel level() const { return level_.load(std::memory_order_relaxed); }
  void SetLevel(LogLevel level) { level_.store(level, std::memory_order_relaxed); }

  // Lines that were wanted but not written: overrun in the queue, logged after Stop, or failed.
  uint64_t dropped_lines() const;

  // Writes what waits and flushes, for as long as the stream takes. Later lines count as dropped.
  void Stop();

 private:
  struct Backend;

  void Write(LogLevel level, std::string_view event, std::span<const LogField> fields) noexcept;

  std::atomic<LogLevel> level_;
  const std::function<std::chrono::system_clock::time_point()> now_;
  const std::unique_ptr<Backend> backend_;
};

}  // namespace munhang::observability

#endif  // MUNHANG_OBSERVABILITY_LOG_H_
