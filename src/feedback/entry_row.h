#ifndef MUNHANG_FEEDBACK_ENTRY_ROW_H_
#define MUNHANG_FEEDBACK_ENTRY_ROW_H_

#include <absl/status/statusor.h>

#include <string>

#include "feedback/sqlite_connection.h"
#include "munhang/ports/feedback_log.h"

namespace munhang::feedback {

// The columns that an entry is inserted with, in the order of their parameters.
std::string InsertedColumns();
// One "?" for each of them.
std::string InsertedParameters();
// The same columns and those that the log adds: what ReadEntry reads.
std::string ReadColumns();

void BindEntry(const ports::FeedbackEntry& entry, SqliteStatement* statement);

// The row that the statement is at. INTERNAL, naming the entry and the column, when it holds what
// no version of this program writes.
absl::StatusOr<ports::FeedbackEntry> ReadEntry(const SqliteStatement& statement);

}  // namespace munhang::feedback

#endif  // MUNHANG_FEEDBACK_ENTRY_ROW_H_
