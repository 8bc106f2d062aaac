#ifndef MUNHANG_FEEDBACK_SQLITE_CONNECTION_H_
#define MUNHANG_FEEDBACK_SQLITE_CONNECTION_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace munhang::feedback {

// A prepared statement, used again and again. Parameters are numbered from 1, columns from 0, as
// SQLite does. Not thread-safe; its connection outlives it.
class SqliteStatement {
 public:
  void Bind(int parameter, std::string_view text);
  void Bind(int parameter, int64_t number);
  void BindNull(int parameter);
  template <typename T>
  void Bind(int parameter, const std::optional<T>& value) {
    if (value) {
      Bind(parameter, *value);
    } else {
      BindNull(parameter);
    }
  }

  // True when there is a row to read, false when the statement is done and what it wrote is
  // committed.
  absl::StatusOr<bool> Step();
  // Ends the statement, so that it holds no lock and can run again. Forgets its parameters.
  void Reset();

  bool IsNull(int column) const;
  int64_t Number(int column) const;
  std::string Text(int column) const;

 private:
  friend class SqliteConnection;
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const;
  };
  SqliteStatement(sqlite3_stmt* statement, sqlite3* database)
      : statement_(statement), database_(database) {}

  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  sqlite3* database_;
};

// Resets a statement at the end of a scope.
class StatementUse {
 public:
  explicit StatementUse(SqliteStatement& statement) : statement_(statement) {}
  ~StatementUse() { statement_.Reset(); }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;

 private:
  SqliteStatement& statement_;
};

// One connection to a database file. Not thread-safe. Statuses say what is wrong but not with which
// file: UNAVAILABLE when it is locked or the disk is full, INVALID_ARGUMENT when it is no database,
// INTERNAL for all else.
class SqliteConnection {
 public:
  // A file that does not exist is made, for its owner alone to read, if `create` says so, and is
  // NOT_FOUND otherwise; PERMISSION_DENIED when it may not be read or written. A call waits up to
  // `busy_timeout` for the locks of other processes.
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(
      const std::string& path, bool create, std::chrono::milliseconds busy_timeout);

  // Runs statements that have no parameters and whose rows nobody wants.
  absl::Status Execute(const char* sql);
  absl::StatusOr<SqliteStatement> Prepare(std::string_view sql);
  // The first column of the first row; 0 when there is none.
  absl::StatusOr<int64_t> QueryNumber(std::string_view sql);
  absl::StatusOr<std::string> QueryText(std::string_view sql);

 private:
  struct Closer {
    void operator()(sqlite3* database) const;
  };
  explicit SqliteConnection(sqlite3* database) : database_(database) {}

  const std::unique_ptr<sqlite3, Closer> database_;
};

}  // namespace munhang::feedback

#endif  // MUNHANG_FEEDBACK_SQLITE_CONNECTION_H_
