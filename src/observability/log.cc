#include "munhang/observability/log.h"

#include <pthread.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "observability/json_text.h"

namespace munhang::observability {
namespace {

constexpr std::array<std::string_view, 5> kLevelNames = {"debug", "info", "warning", "error",
                                                         "off"};
// Keeps the queue's memory bounded whatever is logged.
constexpr size_t kMostStringBytes = 4096;
constexpr std::string_view kCutMark = "…";

void AppendPadded(int value, int digits, std::string* text) {
  for (int unit = digits == 4 ? 1000 : digits == 3 ? 100 : 10; unit > 0; unit /= 10) {
    *text += static_cast<char>('0' + value / unit % 10);
  }
}

// RFC 3339, UTC, milliseconds.
void AppendTime(std::chrono::system_clock::time_point time, std::string* text) {
  const auto millis = std::chrono::floor<std::chrono::milliseconds>(time);
  const auto day = std::chrono::floor<std::chrono::days>(millis);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(millis - day);
  AppendPadded(static_cast<int>(date.year()), 4, text);
  *text += '-';
  AppendPadded(static_cast<int>(static_cast<unsigned>(date.month())), 2, text);
  *text += '-';
  AppendPadded(static_cast<int>(static_cast<unsigned>(date.day())), 2, text);
  *text += 'T';
  AppendPadded(static_cast<int>(clock.hours().count()), 2, text);
  *text += ':';
  AppendPadded(static_cast<int>(clock.minutes().count()), 2, text);
  *text += ':';
  AppendPadded(static_cast<int>(clock.seconds().count()), 2, text);
  *text += '.';
  AppendPadded(static_cast<int>(clock.subseconds().count()), 3, text);
  *text += 'Z';
}

// At most kMostStringBytes, cut between characters, with a mark where something was cut.
void AppendBoundedString(std::string_view value, std::string* json) {
  if (value.size() <= kMostStringBytes) return AppendJsonString(value, json);
  size_t end = kMostStringBytes;
  // A character has at most three bytes after its first.
  for (int i = 0; i < 3 && (static_cast<uint8_t>(value[end]) & 0xc0) == 0x80; ++i) --end;
  AppendJsonString(value.substr(0, end), json);
  json->insert(json->size() - 1, kCutMark);
}

struct AppendValue {
  std::string* json;

  void operator()(std::string_view value) const { AppendBoundedString(value, json); }
  void operator()(int64_t value) const { *json += std::to_string(value); }
  void operator()(double value) const { AppendJsonNumber(value, json); }
  void operator()(bool value) const { *json += value ? "true" : "false"; }
};

std::string Line(std::chrono::system_clock::time_point time, LogLevel level, std::string_view event,
                 std::span<const LogField> fields) {
  std::string json;
  json.reserve(384);
  json += R"({"time":")";
  AppendTime(time, &json);
  json += R"(","level":")";
  json += Name(level);
  json += R"(","event":)";
  AppendBoundedString(event, &json);
  for (const LogField& field : fields) {
    json += ',';
    AppendBoundedString(field.key, &json);
    json += ':';
    std::visit(AppendValue{&json}, field.value);
  }
  json += '}';
  return json;
}

spdlog::sink_ptr MakeSink(std::ostream* stream) {
  if (stream == nullptr) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
  return std::make_shared<spdlog::sinks::ostream_sink_mt>(*stream, /*force_flush=*/true);
}

}  // namespace

std::string_view Name(LogLevel level) { return kLevelNames[static_cast<size_t>(level)]; }

std::optional<LogLevel> ParseLogLevel(std::string_view name) {
  const auto* found = std::find(kLevelNames.begin(), kLevelNames.end(), name);
  if (found == kLevelNames.end()) return std::nullopt;
  return static_cast<LogLevel>(found - kLevelNames.begin());
}

struct Logger::Backend {
  explicit Backend(const LogOptions& options)
      : pool(std::make_shared<spdlog::details::thread_pool>(
            std::max<size_t>(options.queue_lines, 1), 1,
            [] { pthread_setname_np(pthread_self(), "log"); })),
        queue(
            std::make_shared<spdlog::async_logger>("munhang", MakeSink(options.stream), pool,
                                                   spdlog::async_overflow_policy::overrun_oldest)) {
    queue->set_level(spdlog::level::trace);  // The logger has asked its own level before.
    queue->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
    queue->set_error_handler([this](const std::string&) { ++lost; });
  }

  // Held shared to hand in a line, exclusively to take the pool away: whoever lets go of the pool
  // last waits for it, and that has to be Stop.
  std::shared_mutex mutex;
  // Null once stopped.
  std::shared_ptr<spdlog::details::thread_pool> pool;
  const std::shared_ptr<spdlog::async_logger> queue;
  std::atomic<bool> stopped{false};
  // Dropped lines but for those that the queue of a living pool counts itself.
  std::atomic<uint64_t> lost{0};
};

Logger::Logger(LogOptions options)
    : level_(options.level),
      now_(std::move(options.now)),
      backend_(std::make_unique<Backend>(options)) {}

Logger::~Logger() { Stop(); }

void Logger::Write(LogLevel level, std::string_view event,
                   std::span<const LogField> fields) noexcept {
  Backend& backend = *backend_;
  bool accepted = false;
  try {
    // Asked before the lock too, so that a stream of lines cannot keep Stop waiting.
    if (!backend.stopped) {
      const std::string line = Line(now_(), level, event, fields);
      std::shared_lock lock(backend.mutex);
      if (backend.pool != nullptr) {
        backend.queue->log(spdlog::level::info, line);
        accepted = true;
      }
    }
  } catch (...) {
    accepted = false;  // Out of memory at worst: a log line must not end a request.
  }
  if (!accepted) ++backend.lost;
}

uint64_t Logger::dropped_lines() const {
  std::shared_lock lock(backend_->mutex);
  return backend_->lost + (backend_->pool == nullptr ? 0 : backend_->pool->overrun_counter());
}

void Logger::Stop() {
  backend_->stopped = true;
  std::shared_ptr<spdlog::details::thread_pool> pool;
  {
    std::unique_lock lock(backend_->mutex);
    if (backend_->pool == nullptr) return;
    backend_->lost += backend_->pool->overrun_counter();
    pool = std::move(backend_->pool);
  }
  pool.reset();  // Writes what waits, then joins. The sinks flush every line.
}

}  // namespace munhang::observability
