#ifndef MUNHANG_APP_CONFIGURATION_REFERENCE_H_
#define MUNHANG_APP_CONFIGURATION_REFERENCE_H_

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>

namespace munhang::app {

// The comments of .proto files, which generated code does not keep. Immutable.
class SchemaComments {
 public:
  // `descriptor_set` is a serialized FileDescriptorSet that was made with source information and
  // all imports. What it lacks has no comment.
  explicit SchemaComments(std::string_view descriptor_set);

  // Each comment as one paragraph; empty when there is none. A file's stands above its syntax line.
  std::string Of(const google::protobuf::FileDescriptor& file) const;
  std::string Of(const google::protobuf::Descriptor& message) const;
  std::string Of(const google::protobuf::FieldDescriptor& field) const;

 private:
  google::protobuf::DescriptorPool pool_;
};

// The keys of `root` and of all messages in it as Markdown: a table for each message.
std::string WriteReference(const google::protobuf::Descriptor& root,
                           const SchemaComments& comments);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_REFERENCE_H_
