#ifndef MUNHANG_RPC_CURRICULUM_SERVICE_H_
#define MUNHANG_RPC_CURRICULUM_SERVICE_H_

#include "munhang/v1/curriculum.grpc.pb.h"
#include "rpc/call_scope.h"

namespace munhang::rpc {

// munhang.v1.Curriculum. Takes and gives bytes (see wire_format.h).
class CurriculumService final
    : public v1::Curriculum::WithRawCallbackMethod_GetStandard<
          v1::Curriculum::WithRawCallbackMethod_ListStandards<
              v1::Curriculum::WithRawCallbackMethod_SearchStandards<v1::Curriculum::Service>>> {
 public:
  explicit CurriculumService(const ServiceContext& service) : service_(service) {}

  grpc::ServerUnaryReactor* GetStandard(grpc::CallbackServerContext* call,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListStandards(grpc::CallbackServerContext* call,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* SearchStandards(grpc::CallbackServerContext* call,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;

 private:
  absl::StatusOr<grpc::ByteBuffer> Get(const grpc::ByteBuffer& request) const;
  absl::StatusOr<grpc::ByteBuffer> List(const grpc::ByteBuffer& request) const;
  absl::StatusOr<SearchQuery> ParseSearch(const grpc::ByteBuffer& request) const;

  const ServiceContext& service_;
};

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_CURRICULUM_SERVICE_H_
