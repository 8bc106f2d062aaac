#include "app/library_logs.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <atomic>
#include <string>

namespace munhang::app {
namespace {

using observability::Logger;
using observability::LogLevel;

// The libraries' hooks are plain functions, so the logger has to be found from a global.
std::atomic<Logger*> current{nullptr};

void LogGrpc(gpr_log_func_args* message) {
  Logger* const logger = current.load();
  if (logger == nullptr) return;
  // gRPC reports as errors what a service sees every day, such as a peer that hangs up.
  const LogLevel level =
      message->severity == GPR_LOG_SEVERITY_ERROR ? LogLevel::kWarning : LogLevel::kDebug;
  logger->Log(level, "grpc", {{"message", message->message}});
}

void LogProtobuf(google::protobuf::LogLevel /*level*/, const char* /*file*/, int /*line*/,
                 const std::string& message) {
  Logger* const logger = current.load();
  // Bad requests are answered with the field's name; that protobuf noticed too is for debugging
  // only.
  if (logger != nullptr) logger->Log(LogLevel::kDebug, "protobuf", {{"message", message}});
}

}  // namespace

LibraryLogs::LibraryLogs(Logger& logger) {
  current = &logger;
  gpr_set_log_function(&LogGrpc);
  google::protobuf::SetLogHandler(&LogProtobuf);
}

LibraryLogs::~LibraryLogs() { current = nullptr; }

}  // namespace munhang::app
