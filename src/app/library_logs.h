#ifndef MUNHANG_APP_LIBRARY_LOGS_H_
#define MUNHANG_APP_LIBRARY_LOGS_H_

#include "munhang/observability/log.h"

namespace munhang::app {

// While it lives, what gRPC and protobuf would print goes to the logger, so that every line of the
// service is JSON. At most one at a time. The logger outlives it.
class LibraryLogs {
 public:
  explicit LibraryLogs(observability::Logger& logger);
  ~LibraryLogs();
  LibraryLogs(const LibraryLogs&) = delete;
  LibraryLogs& operator=(const LibraryLogs&) = delete;
};

}  // namespace munhang::app

#endif  // MUNHANG_APP_LIBRARY_LOGS_H_
