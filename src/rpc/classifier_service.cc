#include "rpc/classifier_service.h"

#include <algorithm>
#include <utility>

#include "munhang/rpc/conversion.h"
#include "rpc/unary_call.h"
#include "rpc/wire_format.h"

namespace munhang::rpc {
namespace {

// Parameters are values: the coroutine outlives its caller. `unary` keeps the scope alive.
runtime::Async<absl::StatusOr<grpc::ByteBuffer>> ClassifyOne(const ServiceContext* service,
                                                             std::shared_ptr<UnaryCall> unary,
                                                             ClassifyQuery query,
                                                             runtime::CallContext context) {
  auto answer = co_await service->handlers.classify(std::move(query), std::move(context));
  if (!answer.ok()) co_return answer.status();
  unary->scope().ReportItem(absl::OkStatus(), &*answer);
  v1::ClassifyResponse response;
  response.set_item_id(answer->item_id);
  response.mutable_status();
  *response.mutable_classification() = ToProto(*answer);
  co_return SerializeResponse(response);
}

}  // namespace

grpc::ServerUnaryReactor* ClassifierService::Classify(grpc::CallbackServerContext* call,
                                                      const grpc::ByteBuffer* request,
                                                      grpc::ByteBuffer* response) {
  auto unary = UnaryCall::Create(service_, *call, kClassify, response);
  CallScope& scope = unary->scope();
  if (!scope.status().ok()) return unary->Answer(scope.status());

  v1::ClassifyRequest message;
  const absl::Status parsed = ParseRequest(*request, &message);
  const ItemLimits limits{service_.options.text_bytes, service_.options.images,
                          service_.options.image_bytes};
  auto query = parsed.ok() ? ToClassifyQuery(std::move(message), limits)
                           : absl::StatusOr<ClassifyQuery>(parsed);
  if (!query.ok()) return unary->Answer(query.status());
  auto pass = scope.AdmitItem();
  if (!pass.ok()) return unary->Answer(pass.status());

  const runtime::CallContext context = scope.ItemContext();
  UnaryWork work = [service = &service_, unary, query = *std::move(query), context]() mutable {
    return ClassifyOne(service, std::move(unary), std::move(query), context);
  };
  return unary->Run(service_.shards.Next(), context, *std::move(pass), std::move(work));
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>* ClassifierService::ClassifyStream(
    grpc::CallbackServerContext* call) {
  auto stream = rpc::ClassifyStream::Start(service_, *call);
  std::lock_guard lock(mutex_);
  std::erase_if(streams_, [](const auto& weak) { return weak.expired(); });
  streams_.push_back(stream);
  return stream.get();
}

void ClassifierService::EndStreams() {
  std::vector<std::weak_ptr<rpc::ClassifyStream>> streams;
  {
    std::lock_guard lock(mutex_);
    streams = streams_;
  }
  for (const auto& weak : streams) {
    if (const auto stream = weak.lock()) stream->EndForShutdown();
  }
}

}  // namespace munhang::rpc
