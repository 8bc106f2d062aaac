#ifndef MUNHANG_PORTS_FEEDBACK_LOG_H_
#define MUNHANG_PORTS_FEEDBACK_LOG_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/domain/feedback.h"
#include "munhang/domain/standard_code.h"

namespace munhang::ports {

// A submission as it is kept. An entry is never deleted and only its last four fields change.
struct FeedbackEntry {
  // 32 lower-case hexadecimal digits.
  std::string id;
  // Whose feedback it is; a correction counts for this tenant unless it is promoted.
  std::string tenant;
  std::chrono::system_clock::time_point submitted;

  std::string item_id;
  // As submitted; empty when only a score was given.
  std::string text;
  // What tells the item's pictures from others (pipeline::PictureKey); empty for an item without.
  std::string pictures;

  std::optional<int> score;
  CorrectedLabels corrected;
  // Set when the item has a text.
  std::optional<ReviewedItem> reviewed;

  std::string comment;
  std::string reviewer;
  std::string request_id;

  // Given by the log. The order of submission: 1, 2, …, whatever becomes of the entries.
  uint64_t serial = 0;
  // Given by the log. The order of changes: an append, a revocation and a promotion each take the
  // next number, so whoever has seen everything up to a position misses nothing by asking for what
  // came after it.
  uint64_t position = 0;
  // Counts no more.
  bool revoked = false;
  // Counts for every tenant.
  bool promoted = false;
};

// Where feedback is kept. What a call has acknowledged survives the process and the machine's
// power; what it has refused has changed nothing. Thread-safe; calls may block for as long as a
// disk takes, so they are not made on a shard.
//
// Every call may fail with UNAVAILABLE, when the same call may succeed later, or with INTERNAL;
// both say what is wrong with which store.
class FeedbackLog {
 public:
  virtual ~FeedbackLog() = default;

  // Keeps the entry; serial, position, revoked and promoted are not read. Returns its position.
  // ALREADY_EXISTS when there is one of that id.
  virtual absl::StatusOr<uint64_t> Append(const FeedbackEntry& entry) = 0;

  // Makes the entry count no more, for good. Nothing happens when it has been revoked before.
  // NOT_FOUND when there is none of that id, or `tenant` is given and it is another's.
  virtual absl::Status Revoke(std::string_view id, std::optional<std::string_view> tenant) = 0;

  // Makes the entry count for every tenant. Nothing happens when it does already. NOT_FOUND when
  // there is none of that id, FAILED_PRECONDITION when it was revoked or corrects no label.
  virtual absl::Status Promote(std::string_view id) = 0;

  // The entries that changed after `position`, as they are now, in the order of their positions; at
  // most `limit`. 0 is before everything.
  virtual absl::StatusOr<std::vector<FeedbackEntry>> ChangedSince(uint64_t position,
                                                                  size_t limit) = 0;

  // Whether another user of the store may have changed it since the last call of HasForeignChanges.
  // Cheap: made to be asked several times a second.
  virtual absl::StatusOr<bool> HasForeignChanges() = 0;
};

}  // namespace munhang::ports

#endif  // MUNHANG_PORTS_FEEDBACK_LOG_H_
