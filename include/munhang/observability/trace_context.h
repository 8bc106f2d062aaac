#ifndef MUNHANG_OBSERVABILITY_TRACE_CONTEXT_H_
#define MUNHANG_OBSERVABILITY_TRACE_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace munhang::observability {

// 64 random bits a call.
using RandomBits = std::function<uint64_t()>;

// Unique enough for identifiers, not for secrets. Thread-safe.
uint64_t ThreadRandomBits();

// Longest tracestate that is passed on, in bytes; the specification asks for at least as much.
inline constexpr size_t kMostTracestateBytes = 512;

// A position in a distributed trace: W3C Recommendation "Trace Context" of 2021-11-23, version 00.
// Immutable.
class TraceContext {
 public:
  // The caller's position, from its headers. nullopt when traceparent is missing or malformed: then
  // the trace starts anew. Versions above 00 are read as the specification says, by their first
  // four fields. A tracestate that is malformed or too long is left out.
  static std::optional<TraceContext> Parse(std::string_view traceparent,
                                           std::string_view tracestate = {});

  // The first position of a new trace, not sampled.
  static TraceContext Start(const RandomBits& random);

  // A new position below this one: a new span of the same trace, with its flags and tracestate.
  TraceContext Child(const RandomBits& random) const;

  // 32 and 16 lower-case hexadecimal digits, not all zero.
  const std::string& trace_id() const { return trace_id_; }
  const std::string& span_id() const { return span_id_; }
  // The caller may have recorded the trace.
  bool sampled() const { return sampled_; }

  // Header values that hand this position on. tracestate is as it was received; send none when
  // empty.
  std::string traceparent() const;
  const std::string& tracestate() const { return tracestate_; }

 private:
  TraceContext() = default;

  std::string trace_id_;
  std::string span_id_;
  bool sampled_ = false;
  std::string tracestate_;
};

}  // namespace munhang::observability

#endif  // MUNHANG_OBSERVABILITY_TRACE_CONTEXT_H_
