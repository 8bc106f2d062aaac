#ifndef MUNHANG_RPC_CLASSIFIER_SERVICE_H_
#define MUNHANG_RPC_CLASSIFIER_SERVICE_H_

#include <memory>
#include <mutex>
#include <vector>

#include "munhang/v1/classifier.grpc.pb.h"
#include "rpc/call_scope.h"
#include "rpc/classify_stream.h"

namespace munhang::rpc {

// munhang.v1.Classifier. Takes and gives bytes (see wire_format.h).
class ClassifierService final
    : public v1::Classifier::WithRawCallbackMethod_Classify<
          v1::Classifier::WithRawCallbackMethod_ClassifyStream<
              v1::Classifier::WithRawCallbackMethod_SubmitFeedback<
                  v1::Classifier::WithRawCallbackMethod_RevokeFeedback<v1::Classifier::Service>>>> {
 public:
  explicit ClassifierService(const ServiceContext& service) : service_(service) {}

  grpc::ServerUnaryReactor* Classify(grpc::CallbackServerContext* call,
                                     const grpc::ByteBuffer* request,
                                     grpc::ByteBuffer* response) override;
  grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ClassifyStream(
      grpc::CallbackServerContext* call) override;
  // Both are in feedback_calls.cc.
  grpc::ServerUnaryReactor* SubmitFeedback(grpc::CallbackServerContext* call,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* RevokeFeedback(grpc::CallbackServerContext* call,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;

  // Ends every open stream after the items it has read.
  void EndStreams();

 private:
  const ServiceContext& service_;
  std::mutex mutex_;
  std::vector<std::weak_ptr<rpc::ClassifyStream>> streams_;
};

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_CLASSIFIER_SERVICE_H_
