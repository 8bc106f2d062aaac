#include "tests/bench/served_program.h"

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

namespace munhang::bench {
namespace {

constexpr std::chrono::seconds kStartPatience{30};

absl::StatusOr<ServedProgram> Start(std::vector<std::string> command, const std::string& log_path) {
  auto process = ChildProcess::Start(std::move(command), log_path);
  if (!process.ok()) return process.status();
  auto line = (*process)->WaitForLogLine(R"("event":"serving")", kStartPatience);
  if (!line.ok()) return line.status();
  const auto event = nlohmann::json::parse(*line, nullptr, /*allow_exceptions=*/false);
  const auto port = event.is_object() ? event.find("port") : event.end();
  if (port == event.end() || !port->is_number_integer()) {
    return absl::InternalError("a server did not say its port: " + *line);
  }
  return ServedProgram{*std::move(process), "127.0.0.1:" + std::to_string(port->get<int>())};
}

}  // namespace

absl::StatusOr<ServedProgram> StartMunhang(const Plan& plan) {
  const std::string config_path = plan.directory + "/munhang.yaml";
  std::ofstream config(config_path);
  config << "server:\n  address: 127.0.0.1:0\nmetrics:\n  address: 127.0.0.1:0\n"
         << "feedback:\n  database: " << plan.directory << "/feedback.db\n";
  config.close();
  if (!config) return absl::UnavailableError("cannot write " + config_path);
  return Start({MUNHANG_BINARY, "serve", "--config", config_path}, plan.directory + "/munhang.log");
}

absl::StatusOr<ServedProgram> StartEchoServer(const Plan& plan) {
  return Start({MUNHANG_ECHO_SERVER}, plan.directory + "/echo.log");
}

}  // namespace munhang::bench
