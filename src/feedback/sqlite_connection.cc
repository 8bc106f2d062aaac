#include "feedback/sqlite_connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace munhang::feedback {
namespace {

// What went wrong with the last call on the database, as a status.
absl::Status LastError(sqlite3* database) {
  const std::string what = sqlite3_errmsg(database);
  // The low byte is the kind of error, the rest says more about it.
  switch (sqlite3_extended_errcode(database) & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
      return absl::UnavailableError(what);
    case SQLITE_NOTADB:
      return absl::InvalidArgumentError("is no feedback database");
    default:
      return absl::InternalError(what);
  }
}

// SQLite says of any file that it cannot open only that it cannot.
absl::Status MakeReadable(const std::string& path, bool create) {
  // Its journals take over the permissions. Texts and reviewers are nobody else's business.
  constexpr mode_t kOwnerOnly = 0600;
  const int file = open(path.c_str(), O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), kOwnerOnly);
  if (file >= 0) {
    close(file);
    return absl::OkStatus();
  }
  const int error = errno;
  const std::string what = std::strerror(error);
  if (error == ENOENT || error == ENOTDIR) return absl::NotFoundError(what);
  if (error == EACCES || error == EROFS || error == EPERM) return absl::PermissionDeniedError(what);
  return absl::InternalError(what);
}

}  // namespace

void SqliteStatement::Finalizer::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void SqliteStatement::Bind(int parameter, std::string_view text) {
  // Bindings fail only for a parameter that the statement does not have, or without memory; a
  // parameter that was not bound is NULL, which the schema refuses where it matters.
  sqlite3_bind_text64(statement_.get(), parameter, text.data() == nullptr ? "" : text.data(),
                      text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void SqliteStatement::Bind(int parameter, int64_t number) {
  sqlite3_bind_int64(statement_.get(), parameter, number);
}

void SqliteStatement::BindNull(int parameter) { sqlite3_bind_null(statement_.get(), parameter); }

absl::StatusOr<bool> SqliteStatement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return LastError(database_);
}

void SqliteStatement::Reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

bool SqliteStatement::IsNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

int64_t SqliteStatement::Number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string SqliteStatement::Text(int column) const {
  // The text first: asking for it is what settles how long it is.
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  const auto size = static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column));
  return text == nullptr ? std::string() : std::string(text, size);
}

void SqliteConnection::Closer::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(
    const std::string& path, bool create, std::chrono::milliseconds busy_timeout) {
  if (absl::Status readable = MakeReadable(path, create); !readable.ok()) return readable;
  // SQLite gives names that begin with a colon meanings of their own.
  const std::string name = path.starts_with(':') ? "./" + path : path;
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &database,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(database));
  if (database == nullptr) return absl::InternalError("not enough memory to open it");
  if (code != SQLITE_OK) return LastError(database);
  sqlite3_busy_timeout(database, static_cast<int>(busy_timeout.count()));
  return connection;
}

absl::Status SqliteConnection::Execute(const char* sql) {
  if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) {
    return absl::OkStatus();
  }
  return LastError(database_.get());
}

absl::StatusOr<SqliteStatement> SqliteConnection::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  SqliteStatement prepared(statement, database_.get());
  if (code != SQLITE_OK) return LastError(database_.get());
  return prepared;
}

absl::StatusOr<int64_t> SqliteConnection::QueryNumber(std::string_view sql) {
  auto statement = Prepare(sql);
  if (!statement.ok()) return statement.status();
  const auto row = statement->Step();
  if (!row.ok()) return row.status();
  return *row ? statement->Number(0) : 0;
}

absl::StatusOr<std::string> SqliteConnection::QueryText(std::string_view sql) {
  auto statement = Prepare(sql);
  if (!statement.ok()) return statement.status();
  const auto row = statement->Step();
  if (!row.ok()) return row.status();
  return *row ? statement->Text(0) : std::string();
}

}  // namespace munhang::feedback
