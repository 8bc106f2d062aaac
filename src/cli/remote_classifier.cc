#include "cli/remote_classifier.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <utility>

#include "cli/classify_call.h"
#include "munhang/v1/classifier.grpc.pb.h"
#include "munhang/v1/curriculum.grpc.pb.h"

namespace munhang::cli {
namespace {

constexpr std::chrono::seconds kSmallCallDeadline(10);
// A connection that died without a word is noticed after this; services refuse more frequent pings.
constexpr int kKeepaliveMilliseconds = 310000;
constexpr int kKeepaliveTimeoutMilliseconds = 20000;

std::shared_ptr<grpc::Channel> OpenChannel(const RemoteService& service) {
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (!service.tls_authorities.empty()) {
    credentials = grpc::SslCredentials(
        {service.tls_authorities, service.tls_private_key, service.tls_certificate});
  }
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMilliseconds);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMilliseconds);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  return grpc::CreateCustomChannel(service.address, credentials, arguments);
}

std::unique_ptr<grpc::ClientContext> NewContext(const RemoteService& service) {
  auto context = std::make_unique<grpc::ClientContext>();
  if (!service.api_key.empty()) context->AddMetadata("authorization", "Bearer " + service.api_key);
  return context;
}

absl::Status ToStatus(const grpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace

absl::StatusOr<std::unique_ptr<RemoteClassifier>> RemoteClassifier::Connect(
    const RemoteService& service, std::chrono::nanoseconds deadline) {
  auto channel = OpenChannel(service);
  const auto context = NewContext(service);
  context->set_deadline(std::chrono::system_clock::now() + kSmallCallDeadline);
  v1::ListStandardsRequest request;
  request.set_page_size(1);
  v1::ListStandardsResponse response;
  const grpc::Status status =
      v1::Curriculum::NewStub(channel)->ListStandards(context.get(), request, &response);
  if (!status.ok()) {
    const absl::Status reason = ToStatus(status);
    return absl::Status(reason.code(),
                        "cannot reach a service at " + service.address + ": " + reason.ToString());
  }
  return std::unique_ptr<RemoteClassifier>(
      new RemoteClassifier(service, std::move(channel), deadline));
}

RemoteClassifier::RemoteClassifier(RemoteService service, std::shared_ptr<grpc::Channel> channel,
                                   std::chrono::nanoseconds deadline)
    : service_(std::move(service)),
      channel_(std::move(channel)),
      classifier_(v1::Classifier::NewStub(channel_)),
      curriculum_(v1::Curriculum::NewStub(channel_)),
      call_(std::make_unique<ClassifyCall>(*classifier_, NewContext(service_), service_.address,
                                           deadline)) {}

RemoteClassifier::~RemoteClassifier() = default;

void RemoteClassifier::Submit(v1::ClassifyRequest request, Done done) {
  call_->Submit(std::move(request), std::move(done));
}

void RemoteClassifier::Abandon() { call_->Cancel(); }

absl::StatusOr<v1::Standard> RemoteClassifier::GetStandard(const std::string& code) {
  const auto context = NewContext(service_);
  context->set_deadline(std::chrono::system_clock::now() + kSmallCallDeadline);
  v1::GetStandardRequest request;
  request.set_code(code);
  v1::Standard standard;
  const grpc::Status status = curriculum_->GetStandard(context.get(), request, &standard);
  if (!status.ok()) return ToStatus(status);
  return standard;
}

}  // namespace munhang::cli
