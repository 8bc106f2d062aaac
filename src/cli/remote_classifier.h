#ifndef MUNHANG_CLI_REMOTE_CLASSIFIER_H_
#define MUNHANG_CLI_REMOTE_CLASSIFIER_H_

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include <chrono>
#include <memory>
#include <string>

#include "cli/item_classifier.h"
#include "munhang/v1/classifier.grpc.pb.h"
#include "munhang/v1/curriculum.grpc.pb.h"

namespace munhang::cli {

// Where a service is and how to speak to it.
struct RemoteService {
  // host:port, or another target that gRPC understands.
  std::string address;
  // Sent as "Bearer KEY"; empty for none.
  std::string api_key;
  // PEM bundle of the authorities that signed the service's certificate; empty for plaintext.
  std::string tls_authorities;
  // PEM chain and key that the service is shown; both or neither.
  std::string tls_certificate;
  std::string tls_private_key;
};

class ClassifyCall;

// A service asked over one ClassifyStream. An item that the service is too busy for is sent again,
// at most SendQueue::kMostAttempts times. A stream that ends is not opened again: every item
// without an answer is lost.
class RemoteClassifier final : public ItemClassifier {
 public:
  // Asks the service for something small first, so that an address that nobody answers on, a wrong
  // certificate or a wrong key show at once; the message names address and reason. `deadline` is
  // for each item from its first sending; zero leaves it to the service.
  static absl::StatusOr<std::unique_ptr<RemoteClassifier>> Connect(
      const RemoteService& service, std::chrono::nanoseconds deadline);
  ~RemoteClassifier() override;

  void Submit(v1::ClassifyRequest request, Done done) override;
  absl::StatusOr<v1::Standard> GetStandard(const std::string& code) override;
  void Abandon() override;

 private:
  RemoteClassifier(RemoteService service, std::shared_ptr<grpc::Channel> channel,
                   std::chrono::nanoseconds deadline);

  const RemoteService service_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::Classifier::Stub> classifier_;
  const std::unique_ptr<v1::Curriculum::Stub> curriculum_;
  const std::unique_ptr<ClassifyCall> call_;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_REMOTE_CLASSIFIER_H_
