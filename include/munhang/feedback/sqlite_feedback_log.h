#ifndef MUNHANG_FEEDBACK_SQLITE_FEEDBACK_LOG_H_
#define MUNHANG_FEEDBACK_SQLITE_FEEDBACK_LOG_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <memory>
#include <string>

#include "munhang/ports/feedback_log.h"

namespace munhang::feedback {

struct SqliteOptions {
  // Makes the file when there is none. Its directory must be there.
  bool create = true;
  // How long a call waits for another process that is writing; those take milliseconds.
  std::chrono::milliseconds busy_timeout{2000};
};

// A feedback log in one SQLite file, on a disk of this machine; any number of processes may have it
// open (docs/adr/0010). Every change is one transaction, synced to the disk before the call
// returns.
//
// The table `feedback` has a row for each entry:
//   serial                       order of submission: 1, 2, …
//   position                     order of the last change
//   id                           32 hexadecimal digits
//   tenant                       whose feedback it is
//   submitted_ms                 milliseconds since 1970, UTC, like the two at the end
//   item_id, text                the item as submitted; text is empty when only a score was given
//   pictures                     fingerprints of its pictures, empty for none
//   score                        1 to 5, NULL for none
//   corrected_standard_code, corrected_difficulty, corrected_cognitive_level,
//   corrected_achievement_level  what the reviewer gave, as in the contract, NULL for the rest
//   answered_standard_code       what the service answered, NULL for an item without text
//   standard_code, difficulty, cognitive_level, achievement_level
//                                all labels of the item: the reviewer's, and the answer's for the
//                                rest; NULL for an item without text
//   concepts                     tags of standard_code, one a line; NULL likewise
//   comment, reviewer, request_id
//   revoked_ms, promoted_ms      since when it counts no more, or for every tenant; NULL for never
// The file's application_id is "MnFb" and its user_version the version of this schema.
class SqliteFeedbackLog {
 public:
  // Errors name the file: NOT_FOUND or PERMISSION_DENIED when it cannot be had, INVALID_ARGUMENT
  // when it is something else's file, or was written by a newer Munhang; it is then left as it was.
  static absl::StatusOr<std::unique_ptr<ports::FeedbackLog>> Open(const std::string& path,
                                                                  const SqliteOptions& options);
};

}  // namespace munhang::feedback

#endif  // MUNHANG_FEEDBACK_SQLITE_FEEDBACK_LOG_H_
