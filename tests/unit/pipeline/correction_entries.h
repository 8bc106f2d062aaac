#ifndef MUNHANG_TESTS_UNIT_PIPELINE_CORRECTION_ENTRIES_H_
#define MUNHANG_TESTS_UNIT_PIPELINE_CORRECTION_ENTRIES_H_

#include <string>
#include <vector>

#include "munhang/ports/feedback_log.h"

namespace munhang::pipeline {

inline StandardCode Code(const char* text) { return *StandardCode::Parse(text); }

// Entries as a feedback log would give them.
class CorrectionEntries {
 public:
  ports::FeedbackEntry Make(const std::string& text, const CorrectedLabels& labels,
                            const std::string& tenant = "default") {
    ports::FeedbackEntry entry;
    entry.serial = ++last_;
    entry.position = last_;
    entry.id = std::string(32 - std::to_string(last_).size(), '0') + std::to_string(last_);
    entry.tenant = tenant;
    entry.text = text;
    entry.corrected = labels;
    return entry;
  }
  ports::FeedbackEntry Make(const std::string& text, const char* code,
                            const std::string& tenant = "default") {
    return Make(text, CorrectedLabels{.code = Code(code)}, tenant);
  }

 private:
  uint64_t last_ = 0;
};

}  // namespace munhang::pipeline

#endif  // MUNHANG_TESTS_UNIT_PIPELINE_CORRECTION_ENTRIES_H_
