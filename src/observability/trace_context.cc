#include "munhang/observability/trace_context.h"

#include <algorithm>
#include <random>
#include <vector>

namespace munhang::observability {
namespace {

constexpr size_t kVersionDigits = 2;
constexpr size_t kTraceIdDigits = 32;
constexpr size_t kSpanIdDigits = 16;
constexpr size_t kFlagsDigits = 2;
// Where the fields of "version-traceid-spanid-flags" start.
constexpr size_t kTraceIdAt = kVersionDigits + 1;
constexpr size_t kSpanIdAt = kTraceIdAt + kTraceIdDigits + 1;
constexpr size_t kFlagsAt = kSpanIdAt + kSpanIdDigits + 1;
constexpr size_t kTraceparentSize = kFlagsAt + kFlagsDigits;

constexpr size_t kMostTracestateMembers = 32;
constexpr size_t kMostKeyBytes = 256;
constexpr size_t kMostValueBytes = 256;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); }

bool AllHex(std::string_view digits) { return std::all_of(digits.begin(), digits.end(), IsHex); }

bool IsIdentifier(std::string_view digits) {
  return AllHex(digits) && digits.find_first_not_of('0') != std::string_view::npos;
}

std::string Hex(uint64_t bits) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += kHex[(bits >> shift) & 15];
  return digits;
}

std::string NewSpanId(const RandomBits& random) {
  const uint64_t bits = random();
  return Hex(bits == 0 ? 1 : bits);  // All zeros are forbidden.
}

bool IsKey(std::string_view key) {
  if (key.empty() || key.size() > kMostKeyBytes) return false;
  if (!IsLower(key[0]) && !IsDigit(key[0])) return false;
  return std::all_of(key.begin(), key.end(), [](char c) {
    return IsLower(c) || IsDigit(c) || c == '_' || c == '-' || c == '*' || c == '/' || c == '@';
  });
}

bool IsValue(std::string_view value) {
  if (value.empty() || value.size() > kMostValueBytes) return false;
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != ',' && c != '='; });
}

std::string_view WithoutOuterBlanks(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Members separated by commas, each empty or key=value, no key twice.
bool IsTracestate(std::string_view text) {
  std::vector<std::string_view> keys;
  size_t members = 0;
  for (bool more = true; more;) {
    if (++members > kMostTracestateMembers) return false;
    const size_t comma = text.find(',');
    const std::string_view member = WithoutOuterBlanks(text.substr(0, comma));
    more = comma != std::string_view::npos;
    if (more) text.remove_prefix(comma + 1);
    if (member.empty()) continue;

    const size_t equals = member.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view key = member.substr(0, equals);
    if (!IsKey(key) || !IsValue(member.substr(equals + 1))) return false;
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return false;
    keys.push_back(key);
  }
  return true;
}

}  // namespace

uint64_t ThreadRandomBits() {
  thread_local std::mt19937_64 generator = [] {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return std::mt19937_64(seed);
  }();
  return generator();
}

std::optional<TraceContext> TraceContext::Parse(std::string_view traceparent,
                                                std::string_view tracestate) {
  if (traceparent.size() < kTraceparentSize) return std::nullopt;
  const std::string_view version = traceparent.substr(0, kVersionDigits);
  if (!AllHex(version) || version == "ff") return std::nullopt;
  // Later versions may add fields, each after a dash.
  if (traceparent.size() > kTraceparentSize &&
      (version == "00" || traceparent[kTraceparentSize] != '-')) {
    return std::nullopt;
  }
  for (const size_t field : {kTraceIdAt, kSpanIdAt, kFlagsAt}) {
    if (traceparent[field - 1] != '-') return std::nullopt;
  }
  const std::string_view trace_id = traceparent.substr(kTraceIdAt, kTraceIdDigits);
  const std::string_view span_id = traceparent.substr(kSpanIdAt, kSpanIdDigits);
  const std::string_view flags = traceparent.substr(kFlagsAt, kFlagsDigits);
  if (!IsIdentifier(trace_id) || !IsIdentifier(span_id) || !AllHex(flags)) return std::nullopt;

  TraceContext context;
  context.trace_id_ = trace_id;
  context.span_id_ = span_id;
  // The lowest bit. The others are reserved and must not be passed on.
  const char digit = flags[1];
  context.sampled_ = (IsDigit(digit) ? digit - '0' : digit - 'a' + 10) % 2 == 1;
  if (tracestate.size() <= kMostTracestateBytes && IsTracestate(tracestate)) {
    context.tracestate_ = tracestate;
  }
  return context;
}

TraceContext TraceContext::Start(const RandomBits& random) {
  TraceContext context;
  context.trace_id_ = Hex(random());
  context.trace_id_ += NewSpanId(random);  // Not all zeros, as one half is not.
  context.span_id_ = NewSpanId(random);
  return context;
}

TraceContext TraceContext::Child(const RandomBits& random) const {
  TraceContext child = *this;
  child.span_id_ = NewSpanId(random);
  return child;
}

std::string TraceContext::traceparent() const {
  return "00-" + trace_id_ + "-" + span_id_ + (sampled_ ? "-01" : "-00");
}

}  // namespace munhang::observability
