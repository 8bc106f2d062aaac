// The cheapest server of Classify that this gRPC allows: raw bytes through the callback API,
// answered with the request where the call arrives. Says its port as the service does, and stops on
// SIGTERM.

#include <grpc/grpc.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <csignal>
#include <cstdio>

#include "munhang/v1/classifier.grpc.pb.h"

namespace {

using munhang::v1::Classifier;

class Echo final : public Classifier::WithRawCallbackMethod_Classify<Classifier::Service> {
 public:
  grpc::ServerUnaryReactor* Classify(grpc::CallbackServerContext* call,
                                     const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* response) override {
    *response = *request;
    grpc::ServerUnaryReactor* reactor = call->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

}  // namespace

int main() {
  // Blocked before any thread starts, so that all inherit it and only sigwait takes the signal.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);

  Echo echo;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.RegisterService(&echo);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    std::fputs("cannot listen on 127.0.0.1\n", stderr);
    return 1;
  }
  std::fprintf(stderr, "{\"event\":\"serving\",\"port\":%d}\n", port);
  int signal = 0;
  sigwait(&stop, &signal);
  server->Shutdown();
  return 0;
}
