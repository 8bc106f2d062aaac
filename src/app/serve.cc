#include <malloc.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "app/call_telemetry.h"
#include "app/feedback_desk.h"
#include "app/library_logs.h"
#include "munhang/app/build_version.h"
#include "munhang/app/service.h"
#include "munhang/feedback/sqlite_feedback_log.h"
#include "munhang/observability/log.h"
#include "munhang/observability/metrics.h"
#include "munhang/observability/metrics_endpoint.h"
#include "munhang/rpc/server.h"

namespace munhang::app {
namespace {

using observability::Logger;
using observability::LogLevel;
using std::chrono::steady_clock;

constexpr int kExitConfiguration = 3;
constexpr int kExitUnreachable = 4;
// What streams get at the end of the drain to be told and to take their last answers.
constexpr std::chrono::milliseconds kLastGrace{1000};
// What the command line changes in the feedback is to count within a second.
constexpr std::chrono::milliseconds kFeedbackPoll{500};

std::chrono::nanoseconds ToChrono(const google::protobuf::Duration& duration) {
  return std::chrono::seconds(duration.seconds()) + std::chrono::nanoseconds(duration.nanos());
}

rpc::ServerOptions ServerOptionsOf(const config::v1::Config& config) {
  rpc::ServerOptions options;
  options.address = config.server().address();
  if (config.server().has_tls()) {
    const auto& tls = config.server().tls();
    options.tls =
        rpc::TlsFiles{tls.certificate_file(), tls.private_key_file(), tls.client_ca_file(),
                      std::chrono::ceil<std::chrono::seconds>(ToChrono(tls.refresh_interval()))};
  }
  for (const auto& tenant : config.tenants()) {
    options.tenants.push_back({tenant.name(),
                               {tenant.api_key_sha256().begin(), tenant.api_key_sha256().end()},
                               tenant.items_per_second(),
                               tenant.burst()});
  }
  const auto& limits = config.limits();
  options.text_bytes = limits.text_bytes();
  options.images = limits.images();
  options.image_bytes = limits.image_bytes();
  options.message_bytes = limits.message_bytes();
  options.in_flight = limits.in_flight();
  options.stream_window = limits.stream_window();
  options.item_deadline = ToChrono(limits.item_deadline());
  return options;
}

LoggedCalls LoggedCallsOf(const config::v1::Log& log) {
  if (log.calls() == "none") return LoggedCalls::kNone;
  return log.calls() == "failed" ? LoggedCalls::kFailed : LoggedCalls::kAll;
}

// `desk` is nullptr where no feedback is kept.
rpc::Handlers HandlersOf(const pipeline::Pipeline& pipeline, FeedbackDesk* desk) {
  rpc::Handlers handlers;
  handlers.classify = [&pipeline](ClassifyQuery query, runtime::CallContext context) {
    return pipeline.Classify(std::move(query), std::move(context));
  };
  handlers.search = [&pipeline](SearchQuery query, runtime::CallContext context) {
    return pipeline.Search(std::move(query), std::move(context));
  };
  if (desk == nullptr) return handlers;
  handlers.review = [&pipeline](Item item, CorrectedLabels corrected,
                                runtime::CallContext context) {
    return pipeline.Review(std::move(item), corrected, std::move(context));
  };
  handlers.submit_feedback = [desk](FeedbackSubmission submission,
                                    std::optional<ReviewedItem> reviewed,
                                    runtime::CallContext context) {
    return desk->Submit(std::move(submission), std::move(reviewed), std::move(context));
  };
  handlers.revoke_feedback = [desk](std::string id, runtime::CallContext context) {
    return desk->Revoke(std::move(id), std::move(context));
  };
  return handlers;
}

// Opens the database and learns what is in it; nullptr where no feedback is kept. Errors name the
// key.
absl::StatusOr<std::unique_ptr<FeedbackDesk>> OpenDesk(const config::v1::Feedback& config,
                                                       pipeline::Pipeline& pipeline,
                                                       Logger& logger) {
  if (config.database().empty()) return nullptr;
  FeedbackDeskOptions options;
  options.poll_interval = kFeedbackPoll;
  options.on_problem = [&logger](const absl::Status& problem) {
    logger.Log(LogLevel::kWarning, "feedback_unreadable",
               {{"error", std::string(problem.message())}});
  };
  auto log = feedback::SqliteFeedbackLog::Open(config.database(), {});
  auto desk = log.ok() ? FeedbackDesk::Open(*std::move(log), pipeline, std::move(options))
                       : absl::StatusOr<std::unique_ptr<FeedbackDesk>>(log.status());
  if (desk.ok()) return desk;
  return absl::Status(desk.status().code(),
                      "feedback.database: " + std::string(desk.status().message()));
}

std::vector<std::string> TenantNames(const config::v1::Config& config) {
  // Of a service without tenants.
  if (config.tenants().empty()) return {"default"};
  std::vector<std::string> names;
  for (const auto& tenant : config.tenants()) names.push_back(tenant.name());
  return names;
}

// Waits for a signal, drains, and stops the server: the first SIGTERM or SIGINT starts the drain, a
// second one or the grace period ends it.
void ServeUntilSignal(rpc::Server& server, std::chrono::nanoseconds grace, Logger& logger,
                      boost::asio::io_context& io, boost::asio::signal_set& signals) {
  std::thread drain;
  bool draining = false;
  bool hurried = false;
  std::function<void(const boost::system::error_code&, int)> on_signal =
      [&](const boost::system::error_code& error, int signal) {
        if (error) return;
        signals.async_wait(on_signal);
        if (signal == SIGHUP) {
          logger.Log(LogLevel::kWarning, "signal_ignored", {{"signal", "SIGHUP"}});
          return;
        }
        if (draining) {
          hurried = true;
          io.stop();
          return;
        }
        draining = true;
        server.StartDraining();
        logger.Log(LogLevel::kInfo, "draining", {{"items_in_flight", server.items_in_flight()}});
        const auto until =
            steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(grace);
        drain = std::thread([&server, &io, until] {
          server.WaitUntilDrained(until);
          io.stop();
        });
      };
  signals.async_wait(on_signal);
  io.run();
  const auto started = steady_clock::now();
  server.Stop(hurried ? std::chrono::milliseconds(0) : kLastGrace);
  if (drain.joinable()) drain.join();
  logger.Log(LogLevel::kInfo, "stopped",
             {{"hurried", hurried},
              {"stop_ms",
               std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - started)
                   .count()}});
}

}  // namespace

int Serve(const config::v1::Config& config) {
  const auto started = steady_clock::now();
  // Signals are caught from here on, so one that comes while loading still drains.
  boost::asio::io_context io(1);
  boost::asio::signal_set signals(io, SIGTERM, SIGINT, SIGHUP);
  observability::LogOptions log_options;
  log_options.level = *observability::ParseLogLevel(config.log().level());
  Logger logger(log_options);
  const LibraryLogs library_logs(logger);

  auto engine = Engine::Create(config);
  if (!engine.ok()) {
    logger.Log(LogLevel::kError, "data_unusable",
               {{"error", std::string(engine.status().message())}});
    return kExitConfiguration;
  }
  const curriculum::KnowledgeBase& knowledge = (*engine)->knowledge();
  const auto desk = OpenDesk(config.feedback(), (*engine)->pipeline(), logger);
  if (!desk.ok()) {
    logger.Log(LogLevel::kError, "feedback_unusable",
               {{"error", std::string(desk.status().message())}});
    return kExitConfiguration;
  }
  observability::ServiceMetrics metrics({.version = std::string(kVersion),
                                         .compiler = __VERSION__,
                                         .taxonomy = knowledge.taxonomy_version(),
                                         .knowledge = knowledge.knowledge_version()},
                                        std::chrono::system_clock::now(), TenantNames(config));
  CallTelemetry telemetry(metrics, logger, LoggedCallsOf(config.log()));
  std::unique_ptr<observability::MetricsEndpoint> endpoint;
  if (!config.metrics().address().empty()) {
    auto listening = observability::MetricsEndpoint::Start(config.metrics().address(), metrics);
    if (!listening.ok()) {
      logger.Log(LogLevel::kError, "metrics_unreachable",
                 {{"error", std::string(listening.status().message())}});
      return kExitUnreachable;
    }
    endpoint = *std::move(listening);
  }
  auto server =
      rpc::Server::Start(ServerOptionsOf(config), HandlersOf((*engine)->pipeline(), desk->get()),
                         knowledge, (*engine)->shards(), (*engine)->clock(), telemetry);
  if (!server.ok()) {
    logger.Log(LogLevel::kError, "cannot_listen",
               {{"error", std::string(server.status().message())}});
    return absl::IsInvalidArgument(server.status()) ? kExitConfiguration : kExitUnreachable;
  }
  metrics.SetScrapeHook([&metrics, &logger, &server, &engine] {
    metrics.SetItemsInFlight((*server)->items_in_flight());
    const pipeline::CorrectionCounts corrections = (*engine)->pipeline().correction_counts();
    metrics.SetCorrectionsInForce(corrections.of_tenants, corrections.shared);
    metrics.SetShardLag((*engine)->shards().ProbeLag());
    metrics.SetLogLinesDropped(logger.dropped_lines());
  });
  // Building the index took several times the memory that it keeps; the allocator would hold on to
  // it.
  malloc_trim(0);
  const auto loaded = steady_clock::now() - started;
  logger.Log(LogLevel::kInfo, "serving",
             {{"address", config.server().address()},
              {"port", (*server)->port()},
              {"metrics_port", endpoint ? endpoint->port() : 0},
              {"version", kVersion},
              {"knowledge", knowledge.knowledge_version()},
              {"standards", knowledge.standards().size()},
              {"start_ms", std::chrono::duration_cast<std::chrono::milliseconds>(loaded).count()}});
  ServeUntilSignal(**server, ToChrono(config.server().drain_grace()), logger, io, signals);
  metrics.SetScrapeHook(nullptr);
  return 0;
}

}  // namespace munhang::app
