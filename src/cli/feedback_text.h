#ifndef MUNHANG_CLI_FEEDBACK_TEXT_H_
#define MUNHANG_CLI_FEEDBACK_TEXT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "munhang/ports/feedback_log.h"

namespace munhang::cli {

// An entry for people: when, whose, what it says and of which text, in one line with its end. Shows
// no control characters.
std::string FeedbackRow(const ports::FeedbackEntry& entry);
// The same as a JSON object with all that an entry has, in one line with its end.
std::string FeedbackJson(const ports::FeedbackEntry& entry);

struct TrainingItems {
  // A line of data/items each, with its end, in the order of submission.
  std::vector<std::string> lines;
  // Corrections left out: of a text that was corrected again later, and of items with pictures,
  // which a model of texts cannot learn from.
  size_t superseded = 0;
  size_t with_pictures = 0;
};

// The corrections that count, as items to train on. `entries` are in the order of their changes.
TrainingItems ToTrainingItems(std::vector<ports::FeedbackEntry> entries);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_FEEDBACK_TEXT_H_
