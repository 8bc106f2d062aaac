#include "munhang/feedback/sqlite_feedback_log.h"

#include <absl/status/status.h>

#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "feedback/entry_row.h"
#include "feedback/sqlite_connection.h"

namespace munhang::feedback {
namespace {

using ports::FeedbackEntry;

// "MnFb".
constexpr int64_t kApplicationId = 0x4d6e4662;
constexpr int64_t kSchemaVersion = 1;

// The constraints are for other programs that write to the file; this one checks before.
constexpr char kSchema[] = R"(
  CREATE TABLE feedback (
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL UNIQUE,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    tenant TEXT NOT NULL,
    submitted_ms INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    text TEXT NOT NULL,
    pictures TEXT NOT NULL,
    score INTEGER CHECK (score BETWEEN 1 AND 5),
    corrected_standard_code TEXT,
    corrected_difficulty INTEGER CHECK (corrected_difficulty BETWEEN 1 AND 5),
    corrected_cognitive_level TEXT,
    corrected_achievement_level TEXT,
    answered_standard_code TEXT,
    standard_code TEXT,
    difficulty INTEGER CHECK (difficulty BETWEEN 1 AND 5),
    cognitive_level TEXT,
    achievement_level TEXT,
    concepts TEXT,
    comment TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    request_id TEXT NOT NULL,
    revoked_ms INTEGER,
    promoted_ms INTEGER
  ) STRICT;
  PRAGMA application_id = 0x4d6e4662;
  PRAGMA user_version = 1;
)";

constexpr std::string_view kNextPosition = "(SELECT coalesce(max(position), 0) + 1 FROM feedback)";

int64_t NowMilliseconds() {
  return std::chrono::floor<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Makes the schema in a file that has none, unless another process does so first.
absl::Status MakeSchema(SqliteConnection& connection) {
  if (absl::Status begun = connection.Execute("BEGIN IMMEDIATE"); !begun.ok()) return begun;
  const auto objects = connection.QueryNumber("SELECT count(*) FROM sqlite_master");
  absl::Status made = objects.status();
  if (objects.ok() && *objects == 0) made = connection.Execute(kSchema);
  if (made.ok()) made = connection.Execute("COMMIT");
  if (!made.ok()) (void)connection.Execute("ROLLBACK");
  return made;
}

// Whether the file is a feedback database that this program knows; an empty file becomes one.
absl::Status CheckSchema(SqliteConnection& connection) {
  const auto objects = connection.QueryNumber("SELECT count(*) FROM sqlite_master");
  if (!objects.ok()) return objects.status();
  const auto application = connection.QueryNumber("PRAGMA application_id");
  if (!application.ok()) return application.status();
  if (*objects == 0 && *application == 0) {
    if (absl::Status made = MakeSchema(connection); !made.ok()) return made;
  } else if (*application != kApplicationId) {
    return absl::InvalidArgumentError("is a database of another program");
  }
  const auto version = connection.QueryNumber("PRAGMA user_version");
  if (!version.ok()) return version.status();
  if (*version > kSchemaVersion) {
    return absl::InvalidArgumentError("was written by a newer Munhang: its schema is " +
                                      std::to_string(*version) + ", this program knows " +
                                      std::to_string(kSchemaVersion));
  }
  return absl::OkStatus();
}

// Readers and a writer at once, and every commit on the disk before it is acknowledged.
absl::Status MakeDurable(SqliteConnection& connection) {
  const auto mode = connection.QueryText("PRAGMA journal_mode = WAL");
  if (!mode.ok()) return mode.status();
  if (*mode != "wal") {
    return absl::InternalError("its file system cannot hold a write-ahead log");
  }
  return connection.Execute("PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF");
}

absl::Status Prefixed(const std::string& prefix, absl::StatusCode code,
                      const absl::Status& status) {
  return absl::Status(code, prefix + ": " + std::string(status.message()));
}

// The status of a call on an open database, as FeedbackLog promises it.
absl::Status OfCall(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kFailedPrecondition:
      return status;
    case absl::StatusCode::kUnavailable:
      return Prefixed("the feedback database", status.code(), status);
    default:
      return Prefixed("the feedback database", absl::StatusCode::kInternal, status);
  }
}

class SqliteLog final : public ports::FeedbackLog {
 public:
  explicit SqliteLog(std::unique_ptr<SqliteConnection> connection)
      : connection_(std::move(connection)) {}

  absl::Status Prepare();

  absl::StatusOr<uint64_t> Append(const FeedbackEntry& entry) override;
  absl::Status Revoke(std::string_view id, std::optional<std::string_view> tenant) override;
  absl::Status Promote(std::string_view id) override;
  absl::StatusOr<std::vector<FeedbackEntry>> ChangedSince(uint64_t position, size_t limit) override;
  absl::StatusOr<bool> HasForeignChanges() override;

 private:
  // What an update looks at first.
  struct Standing {
    bool revoked = false;
    bool promoted = false;
    bool corrects = false;
  };

  // Runs `change` in a transaction that is undone when it fails.
  template <typename Change>
  absl::Status Transact(Change change);
  // NOT_FOUND when there is no such entry, of that tenant if one is given.
  absl::StatusOr<Standing> Find(std::string_view id, std::optional<std::string_view> tenant);
  // Runs an update of one entry by now and id.
  static absl::Status Mark(SqliteStatement& statement, std::string_view id);

  // A connection is for one thread at a time.
  std::mutex mutex_;
  const std::unique_ptr<SqliteConnection> connection_;
  std::optional<SqliteStatement> append_;
  std::optional<SqliteStatement> find_;
  std::optional<SqliteStatement> revoke_;
  std::optional<SqliteStatement> promote_;
  std::optional<SqliteStatement> changed_since_;
  std::optional<SqliteStatement> data_version_;
  int64_t seen_data_version_ = 0;
};

absl::Status SqliteLog::Prepare() {
  const std::string next(kNextPosition);
  const std::pair<std::optional<SqliteStatement>*, std::string> statements[] = {
      {&append_, "INSERT INTO feedback (" + InsertedColumns() + ", position) VALUES (" +
                     InsertedParameters() + ", " + next + ") RETURNING position"},
      {&find_,
       "SELECT tenant, revoked_ms, promoted_ms, coalesce(corrected_standard_code, "
       "corrected_difficulty, corrected_cognitive_level, corrected_achievement_level) "
       "FROM feedback WHERE id = ?"},
      {&revoke_, "UPDATE feedback SET revoked_ms = ?, position = " + next + " WHERE id = ?"},
      {&promote_, "UPDATE feedback SET promoted_ms = ?, position = " + next + " WHERE id = ?"},
      {&changed_since_,
       "SELECT " + ReadColumns() + " FROM feedback WHERE position > ? ORDER BY position LIMIT ?"},
      {&data_version_, "PRAGMA data_version"}};
  for (const auto& [statement, sql] : statements) {
    auto prepared = connection_->Prepare(sql);
    if (!prepared.ok()) return prepared.status();
    statement->emplace(*std::move(prepared));
  }
  return HasForeignChanges().status();
}

template <typename Change>
absl::Status SqliteLog::Transact(Change change) {
  absl::Status done = connection_->Execute("BEGIN IMMEDIATE");
  if (!done.ok()) return OfCall(done);
  done = change();
  if (done.ok()) done = connection_->Execute("COMMIT");
  // Fails where the error has ended the transaction by itself.
  if (!done.ok()) (void)connection_->Execute("ROLLBACK");
  return OfCall(done);
}

absl::StatusOr<uint64_t> SqliteLog::Append(const FeedbackEntry& entry) {
  std::lock_guard lock(mutex_);
  uint64_t position = 0;
  absl::Status done = Transact([&]() -> absl::Status {
    if (Find(entry.id, std::nullopt).ok()) {
      return absl::AlreadyExistsError("there is feedback " + entry.id + " already");
    }
    const StatementUse use(*append_);
    BindEntry(entry, &*append_);
    auto row = append_->Step();
    if (!row.ok()) return row.status();
    position = static_cast<uint64_t>(append_->Number(0));
    return append_->Step().status();
  });
  if (!done.ok()) return done;
  return position;
}

absl::StatusOr<SqliteLog::Standing> SqliteLog::Find(std::string_view id,
                                                    std::optional<std::string_view> tenant) {
  const StatementUse use(*find_);
  find_->Bind(1, id);
  const auto row = find_->Step();
  if (!row.ok()) return row.status();
  if (!*row || (tenant && find_->Text(0) != *tenant)) {
    return absl::NotFoundError("there is no feedback " + std::string(id));
  }
  return Standing{!find_->IsNull(1), !find_->IsNull(2), !find_->IsNull(3)};
}

absl::Status SqliteLog::Mark(SqliteStatement& statement, std::string_view id) {
  const StatementUse use(statement);
  statement.Bind(1, NowMilliseconds());
  statement.Bind(2, id);
  return statement.Step().status();
}

absl::Status SqliteLog::Revoke(std::string_view id, std::optional<std::string_view> tenant) {
  std::lock_guard lock(mutex_);
  return Transact([&]() -> absl::Status {
    const auto found = Find(id, tenant);
    if (!found.ok() || found->revoked) return found.status();
    return Mark(*revoke_, id);
  });
}

absl::Status SqliteLog::Promote(std::string_view id) {
  std::lock_guard lock(mutex_);
  return Transact([&]() -> absl::Status {
    const auto found = Find(id, std::nullopt);
    if (!found.ok()) return found.status();
    if (found->revoked) {
      return absl::FailedPreconditionError("feedback " + std::string(id) + " was revoked");
    }
    if (!found->corrects) {
      return absl::FailedPreconditionError("feedback " + std::string(id) + " corrects no label");
    }
    return found->promoted ? absl::OkStatus() : Mark(*promote_, id);
  });
}

absl::StatusOr<std::vector<FeedbackEntry>> SqliteLog::ChangedSince(uint64_t position,
                                                                   size_t limit) {
  std::lock_guard lock(mutex_);
  const StatementUse use(*changed_since_);
  changed_since_->Bind(1, static_cast<int64_t>(position));
  changed_since_->Bind(2, static_cast<int64_t>(limit));
  std::vector<FeedbackEntry> entries;
  while (true) {
    const auto row = changed_since_->Step();
    if (!row.ok()) return OfCall(row.status());
    if (!*row) return entries;
    auto entry = ReadEntry(*changed_since_);
    if (!entry.ok()) return OfCall(entry.status());
    entries.push_back(*std::move(entry));
  }
}

absl::StatusOr<bool> SqliteLog::HasForeignChanges() {
  std::lock_guard lock(mutex_);
  const StatementUse use(*data_version_);
  const auto row = data_version_->Step();
  if (!row.ok()) return OfCall(row.status());
  const int64_t version = data_version_->Number(0);
  return std::exchange(seen_data_version_, version) != version;
}

absl::StatusOr<std::unique_ptr<ports::FeedbackLog>> OpenLog(const std::string& path,
                                                            const SqliteOptions& options) {
  auto connection = SqliteConnection::Open(path, options.create, options.busy_timeout);
  if (!connection.ok()) return connection.status();
  if (absl::Status known = CheckSchema(**connection); !known.ok()) return known;
  if (absl::Status durable = MakeDurable(**connection); !durable.ok()) return durable;
  auto log = std::make_unique<SqliteLog>(*std::move(connection));
  if (absl::Status prepared = log->Prepare(); !prepared.ok()) return prepared;
  return log;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ports::FeedbackLog>> SqliteFeedbackLog::Open(
    const std::string& path, const SqliteOptions& options) {
  auto log = OpenLog(path, options);
  if (!log.ok()) return Prefixed(path, log.status().code(), log.status());
  return log;
}

}  // namespace munhang::feedback
