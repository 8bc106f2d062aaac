#include "app/configuration_reference.h"

#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <vector>

#include "app/configuration_schema.h"

namespace munhang::app {
namespace {

using config::v1::Rule;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::SourceLocation;

std::string AsParagraph(const SourceLocation& location) {
  std::string paragraph;
  for (const char c : location.leading_comments) {
    const bool is_space = c == ' ' || c == '\n';
    if (is_space && (paragraph.empty() || paragraph.back() == ' ')) continue;
    paragraph += is_space ? ' ' : c;
  }
  while (paragraph.ends_with(' ')) paragraph.pop_back();
  return paragraph;
}

template <typename Described>
std::string CommentOf(const Described* described) {
  SourceLocation location;
  if (described == nullptr || !described->GetSourceLocation(&location)) return "";
  return AsParagraph(location);
}

std::string Code(const std::string& text) { return "`" + text + "`"; }

// Where the heading of `path` is on the page.
std::string LinkTo(const std::string& path) {
  std::string anchor = path;
  std::erase(anchor, '.');
  return "[" + Code(path) + "](#" + anchor + ")";
}

// The type of an entry when `field` is a list or map.
const FieldDescriptor& ValueOf(const FieldDescriptor& field) {
  return field.is_map() ? MapValue(field) : field;
}

Kind KindOfValue(const FieldDescriptor& field) { return KindOf(ValueOf(field), RuleOf(field)); }

std::string_view ShortNameOf(Kind kind) {
  switch (kind) {
    case Kind::kWhole:
      return "whole number";
    case Kind::kSize:
      return "size";
    case Kind::kDuration:
      return "duration";
    case Kind::kNumber:
      return "number";
    case Kind::kKeys:
      return "keys";
    default:
      return NameOf(kind);
  }
}

std::string TypeOf(const FieldDescriptor& field) {
  const Kind kind = KindOfValue(field);
  std::string name(ShortNameOf(kind));
  if (!field.is_repeated()) return name;
  const bool is_counted = kind == Kind::kWhole || kind == Kind::kSize || kind == Kind::kDuration ||
                          kind == Kind::kNumber;
  return (field.is_map() ? "map to " : "list of ") + name + (is_counted ? "s" : "");
}

// What an absent key means.
std::string DefaultOf(const FieldDescriptor& field, int depth) {
  const Rule& rule = RuleOf(field);
  if (rule.required()) return "required";
  if (!rule.default_value().empty()) return Code(rule.default_value());
  if (field.is_map()) return Code("{}");
  if (field.is_repeated()) return Code("[]");
  if (IsSection(field, depth)) return "";
  if (field.has_presence()) return "absent";
  switch (KindOfValue(field)) {
    case Kind::kBoolean:
      return Code("false");
    case Kind::kText:
    case Kind::kBinary:
      return Code("\"\"");
    case Kind::kChoice:
      return Code(field.default_value_enum()->name());
    default:
      return Code("0");
  }
}

std::string AllowedOf(const FieldDescriptor& field) {
  const Rule& rule = RuleOf(field);
  const Kind kind = KindOfValue(field);
  if (rule.secret()) return "`env:NAME` or `file:PATH`";
  std::vector<std::string> choices = ChoicesOf(ValueOf(field), rule);
  if (!choices.empty()) {
    std::transform(choices.begin(), choices.end(), choices.begin(), Code);
    return Listed(choices);
  }
  if (rule.has_min() && rule.has_max()) {
    return FormatBound(kind, rule.min()) + " to " + FormatBound(kind, rule.max());
  }
  if (rule.has_min()) return "at least " + FormatBound(kind, rule.min());
  if (rule.has_max()) return "at most " + FormatBound(kind, rule.max());
  return "";
}

std::string TableCell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|') cell += '\\';
    cell += c;
  }
  return cell;
}

// One page: a table for each message, each followed by those of the messages in it.
class ReferencePage {
 public:
  explicit ReferencePage(const SchemaComments& comments) : comments_(comments) {}

  void Add(const Descriptor& message, const std::string& path, int depth) {
    around_.push_back(&message);
    page_ += "| key | type | default | allowed | meaning |\n|---|---|---|---|---|\n";
    for (int i = 0; i < message.field_count(); ++i) AddRow(*message.field(i), path, depth);
    for (int i = 0; i < message.field_count(); ++i) {
      if (HasOwnTable(*message.field(i))) AddSection(*message.field(i), path, depth);
    }
    around_.pop_back();
  }

  const std::string& text() const { return page_; }
  void Append(const std::string& text) { page_ += text; }

 private:
  // A message inside itself is described once.
  bool HasOwnTable(const FieldDescriptor& field) const {
    return KindOfValue(field) == Kind::kKeys &&
           std::find(around_.begin(), around_.end(), ValueOf(field).message_type()) ==
               around_.end();
  }

  static std::string PathOf(const FieldDescriptor& field, const std::string& path) {
    return path.empty() ? field.name() : path + "." + field.name();
  }

  // What is said at the field, or else at its type.
  std::string MeaningOf(const FieldDescriptor& field) const {
    std::string meaning = comments_.Of(field);
    if (meaning.empty() && KindOfValue(field) == Kind::kKeys) {
      meaning = comments_.Of(*ValueOf(field).message_type());
    }
    return meaning;
  }

  void AddRow(const FieldDescriptor& field, const std::string& path, int depth) {
    const std::string name = HasOwnTable(field) ? LinkTo(PathOf(field, path)) : Code(field.name());
    page_ += "| " + name + " | " + TypeOf(field) + " | " + TableCell(DefaultOf(field, depth)) +
             " | " + TableCell(AllowedOf(field)) + " | " + TableCell(MeaningOf(field)) + " |\n";
  }

  void AddSection(const FieldDescriptor& field, const std::string& path, int depth) {
    const Descriptor& type = *ValueOf(field).message_type();
    const std::string its_path = PathOf(field, path);
    page_ += "\n## " + Code(its_path) + "\n\n";
    for (const std::string& comment : {comments_.Of(field), comments_.Of(type)}) {
      if (!comment.empty()) page_ += comment + "\n\n";
    }
    if (field.is_map()) page_ += "A map from a name to these keys:\n\n";
    if (field.is_repeated() && !field.is_map()) page_ += "A list; the keys of each entry:\n\n";
    Add(type, its_path, depth + 1);
  }

  const SchemaComments& comments_;
  std::string page_;
  // The messages around what is being described, outermost first.
  std::vector<const Descriptor*> around_;
};

}  // namespace

SchemaComments::SchemaComments(std::string_view descriptor_set) {
  google::protobuf::FileDescriptorSet files;
  if (!files.ParseFromArray(descriptor_set.data(), static_cast<int>(descriptor_set.size()))) return;
  for (const auto& file : files.file()) pool_.BuildFile(file);
}

std::string SchemaComments::Of(const google::protobuf::FileDescriptor& file) const {
  const auto* const described = pool_.FindFileByName(file.name());
  SourceLocation location;
  const std::vector<int> syntax = {google::protobuf::FileDescriptorProto::kSyntaxFieldNumber};
  if (described == nullptr || !described->GetSourceLocation(syntax, &location)) return "";
  return AsParagraph(location);
}

std::string SchemaComments::Of(const Descriptor& message) const {
  return CommentOf(pool_.FindMessageTypeByName(message.full_name()));
}

std::string SchemaComments::Of(const FieldDescriptor& field) const {
  return CommentOf(pool_.FindFieldByName(field.full_name()));
}

std::string WriteReference(const Descriptor& root, const SchemaComments& comments) {
  ReferencePage page(comments);
  const std::string about = comments.Of(*root.file());
  if (!about.empty()) page.Append(about + "\n\n");
  page.Add(root, "", 0);
  return page.text();
}

}  // namespace munhang::app
