#include "rpc/wire_format.h"

#include <grpcpp/support/slice.h>
#include <gtest/gtest.h>

#include <string>

#include "munhang/v1/classifier.pb.h"

namespace munhang::rpc {
namespace {

grpc::ByteBuffer Buffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

TEST(WireFormatTest, RoundTrips) {
  v1::ClassifyRequest request;
  request.mutable_item()->set_text("3/5의 뜻은?");
  v1::ClassifyRequest parsed;
  ASSERT_TRUE(ParseRequest(SerializeResponse(request), &parsed).ok());
  EXPECT_EQ(parsed.item().text(), "3/5의 뜻은?");
}

TEST(WireFormatTest, EmptyMessageIsAMessage) {
  v1::ClassifyRequest parsed;
  EXPECT_TRUE(ParseRequest(Buffer(""), &parsed).ok());
}

TEST(WireFormatTest, NamesTheFieldThatIsNotUtf8) {
  // ClassifyRequest{item{text "\xff"}}
  v1::ClassifyRequest parsed;
  EXPECT_EQ(ParseRequest(Buffer("\x0a\x03\x12\x01\xff"), &parsed).message(),
            "item.text: is not valid UTF-8");
  // ClassifyRequest{item{images{}, images{mime_type "\xc3\x28"}}}
  EXPECT_EQ(
      ParseRequest(Buffer(std::string("\x0a\x08\x1a\x00\x1a\x04\x12\x02\xc3\x28", 10)), &parsed)
          .message(),
      "item.images[1].mime_type: is not valid UTF-8");
}

TEST(WireFormatTest, SaysWhenBytesAreNoMessage) {
  v1::ClassifyRequest parsed;
  for (const std::string bytes :
       {"\x0a\xff", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\x0a"}) {
    const absl::Status status = ParseRequest(Buffer(bytes), &parsed);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(status.message(), "(message): is not a serialized munhang.v1.ClassifyRequest");
  }
}

}  // namespace
}  // namespace munhang::rpc
