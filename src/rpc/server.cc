#include "munhang/rpc/server.h"

#include <grpc/grpc.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <atomic>
#include <fstream>
#include <limits>
#include <mutex>
#include <utility>

#include "rpc/authenticator.h"
#include "rpc/call_scope.h"
#include "rpc/classifier_service.h"
#include "rpc/curriculum_service.h"

namespace munhang::rpc {
namespace {

// Longest wait for peers to close their connections; an idle one answers within a round trip.
constexpr std::chrono::milliseconds kGoodbye{2000};

// The watcher that reads the files says nothing of one that it cannot read: every handshake would
// fail.
absl::Status CheckReadable(const std::optional<TlsFiles>& tls) {
  if (!tls) return absl::OkStatus();
  for (const std::string& path : {tls->certificate, tls->private_key, tls->client_authorities}) {
    if (!path.empty() && !std::ifstream(path).good()) {
      return absl::InvalidArgumentError("cannot read the TLS file " + path);
    }
  }
  return absl::OkStatus();
}

std::shared_ptr<grpc::ServerCredentials> Credentials(const std::optional<TlsFiles>& tls) {
  if (!tls) return grpc::InsecureServerCredentials();
  namespace experimental = grpc::experimental;
  auto provider = std::make_shared<experimental::FileWatcherCertificateProvider>(
      tls->private_key, tls->certificate, tls->client_authorities,
      static_cast<unsigned int>(tls->refresh_interval.count()));
  experimental::TlsServerCredentialsOptions options(provider);
  options.watch_identity_key_cert_pairs();
  if (!tls->client_authorities.empty()) {
    options.watch_root_certs();
    options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  } else {
    options.set_cert_request_type(GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  }
  return experimental::TlsServerCredentials(options);
}

class GrpcServer final : public Server {
 public:
  GrpcServer(ServerOptions options, Handlers handlers, const curriculum::KnowledgeBase& knowledge,
             runtime::ShardSet& shards, const runtime::Clock& clock, CallObserver& observer,
             std::unique_ptr<Authenticator> authenticator)
      : options_(std::move(options)),
        handlers_(std::move(handlers)),
        authenticator_(std::move(authenticator)),
        calls_(std::numeric_limits<size_t>::max()),
        items_(options_.in_flight),
        context_{options_, handlers_,       knowledge, shards, clock,
                 observer, *authenticator_, calls_,    items_, stopping_},
        classifier_(context_),
        curriculum_(context_) {}

  ~GrpcServer() override { Stop(std::chrono::milliseconds(0)); }

  absl::Status Listen() {
    if (absl::Status files = CheckReadable(options_.tls); !files.ok()) return files;
    static std::once_flag plugins;
    std::call_once(plugins, [] {
      grpc::EnableDefaultHealthCheckService(true);
      grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    });
    grpc::ServerBuilder builder;
    builder.AddListeningPort(options_.address, Credentials(options_.tls), &port_);
    builder.SetMaxReceiveMessageSize(static_cast<int>(options_.message_bytes));
    // Without this a second server on the port would start and take half of the calls.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.RegisterService(&classifier_);
    builder.RegisterService(&curriculum_);
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port_ == 0) {
      return absl::UnavailableError("cannot listen on " + options_.address);
    }
    server_->GetHealthCheckService()->SetServingStatus(v1::Classifier::service_full_name(), true);
    server_->GetHealthCheckService()->SetServingStatus(v1::Curriculum::service_full_name(), true);
    return absl::OkStatus();
  }

  int port() const override { return port_; }
  size_t items_in_flight() const override { return items_.inside(); }

  void StartDraining() override {
    server_->GetHealthCheckService()->SetServingStatus(false);
    calls_.Close();
  }

  bool WaitUntilDrained(std::chrono::steady_clock::time_point until) override {
    return calls_.WaitUntilEmpty(until);
  }

  void Stop(std::chrono::milliseconds last_grace) override {
    if (server_ == nullptr) return;
    StartDraining();
    classifier_.EndStreams();
    const bool answered = calls_.WaitUntilEmpty(std::chrono::steady_clock::now() + last_grace);
    stopping_ = true;
    // Answers may still be on their way through the sockets. A deadline lets gRPC say goodbye and
    // wait for each peer to have heard it; closing at once would reset connections and lose
    // answers. Where calls are left there is nobody to wait for: they are cancelled.
    server_->Shutdown(std::chrono::system_clock::now() +
                      (answered ? kGoodbye : std::chrono::milliseconds(0)));
    // Until gRPC has let go of every call.
    calls_.WaitUntilEmpty(std::chrono::steady_clock::time_point::max());
    server_->Wait();
    server_.reset();
  }

 private:
  const ServerOptions options_;
  const Handlers handlers_;
  const std::unique_ptr<Authenticator> authenticator_;
  runtime::Gate calls_;
  runtime::Gate items_;
  std::atomic<bool> stopping_{false};
  const ServiceContext context_;
  ClassifierService classifier_;
  CurriculumService curriculum_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(ServerOptions options, Handlers handlers,
                                                      const curriculum::KnowledgeBase& knowledge,
                                                      runtime::ShardSet& shards,
                                                      const runtime::Clock& clock,
                                                      CallObserver& observer) {
  auto authenticator = Authenticator::Create(options.tenants, clock);
  if (!authenticator.ok()) return authenticator.status();
  auto server = std::make_unique<GrpcServer>(std::move(options), std::move(handlers), knowledge,
                                             shards, clock, observer, *std::move(authenticator));
  if (absl::Status status = server->Listen(); !status.ok()) return status;
  return server;
}

}  // namespace munhang::rpc
