#include "rpc/wire_format.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/slice.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/text/normalizer.h"
#include "rpc/error_details.h"

namespace munhang::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// Deeper than any message of the contract; a crafted message cannot make the walk recurse further.
constexpr int kMostDepth = 16;

// Path of the first string field in the serialized message that is not UTF-8; nullopt when there is
// none before the bytes stop making sense.
std::optional<std::string> FindInvalidString(const Descriptor& type, std::string_view bytes,
                                             const std::string& prefix, int depth) {
  CodedInputStream input(reinterpret_cast<const uint8_t*>(bytes.data()),
                         static_cast<int>(bytes.size()));
  std::map<int, int> seen;
  while (const uint32_t tag = input.ReadTag()) {
    const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    const bool delimited =
        WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    if (field == nullptr || !delimited) {
      if (!WireFormatLite::SkipField(&input, tag)) return std::nullopt;
      continue;
    }
    uint32_t length = 0;
    if (!input.ReadVarint32(&length)) return std::nullopt;
    const auto start = static_cast<size_t>(input.CurrentPosition());
    if (length > bytes.size() - start) return std::nullopt;
    const std::string_view value = bytes.substr(start, length);
    if (!input.Skip(static_cast<int>(length))) return std::nullopt;

    std::string path = prefix + field->name();
    if (field->is_repeated()) path += "[" + std::to_string(seen[field->number()]++) + "]";
    if (field->type() == FieldDescriptor::TYPE_STRING && !text::IsValidUtf8(value)) return path;
    if (field->type() == FieldDescriptor::TYPE_MESSAGE && depth < kMostDepth) {
      if (auto inner = FindInvalidString(*field->message_type(), value, path + ".", depth + 1)) {
        return inner;
      }
    }
  }
  return std::nullopt;
}

std::string ToString(const grpc::ByteBuffer& bytes) {
  std::vector<grpc::Slice> slices;
  std::string whole;
  if (!bytes.Dump(&slices).ok()) return whole;
  whole.reserve(bytes.Length());
  for (const grpc::Slice& slice : slices) {
    whole.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return whole;
}

}  // namespace

absl::Status ParseRequest(const grpc::ByteBuffer& bytes, google::protobuf::Message* request) {
  // Deserialize empties the buffer it is given; the copy shares its slices.
  grpc::ByteBuffer shared(bytes);
  grpc::ProtoBufferReader reader(&shared);
  if (reader.status().ok() && request->ParseFromZeroCopyStream(&reader)) return absl::OkStatus();
  if (const auto field = FindInvalidString(*request->GetDescriptor(), ToString(bytes), "", 0)) {
    return InvalidRequest({{*field, "is not valid UTF-8"}});
  }
  return InvalidRequest({{"(message)", "is not a serialized " + request->GetTypeName()}});
}

grpc::ByteBuffer SerializeResponse(const google::protobuf::Message& response) {
  grpc::ByteBuffer bytes;
  bool own_buffer = false;
  // Fails only for a message over 2 GiB, which no answer can be.
  grpc::GenericSerialize<grpc::ProtoBufferWriter, google::protobuf::Message>(response, &bytes,
                                                                             &own_buffer);
  return bytes;
}

}  // namespace munhang::rpc
