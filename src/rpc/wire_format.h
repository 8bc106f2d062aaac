#ifndef MUNHANG_RPC_WIRE_FORMAT_H_
#define MUNHANG_RPC_WIRE_FORMAT_H_

#include <absl/status/status.h>
#include <google/protobuf/message.h>
#include <grpcpp/support/byte_buffer.h>

namespace munhang::rpc {

// Requests arrive as bytes and are parsed here rather than by gRPC, which answers a message that
// does not parse with a bare UNIMPLEMENTED. A string that is not UTF-8 is INVALID_ARGUMENT naming
// its field, anything else that is not the message is INVALID_ARGUMENT too.
absl::Status ParseRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message* request);

grpc::ByteBuffer SerializeResponse(const google::protobuf::Message& response);

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_WIRE_FORMAT_H_
