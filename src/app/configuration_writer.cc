#include "app/configuration_writer.h"

#include <google/protobuf/descriptor.h>

#include <map>
#include <string_view>
#include <vector>

#include "app/configuration_scalar.h"
#include "app/configuration_schema.h"

namespace munhang::app {
namespace {

using config::v1::Rule;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kSingular = -1;

// Blocks are lists of lines without a common indentation, so that they can be put anywhere.
using Lines = std::vector<std::string>;

void AppendIndented(const Lines& block, Lines* lines) {
  for (const std::string& line : block) lines->push_back("  " + line);
}

Lines WriteMessage(const Message& message);

// `key: value` on one line, or `key:` and the value's block below it.
void AppendEntry(const std::string& key, const Message& message, const FieldDescriptor& field,
                 const Rule& rule, Lines* lines) {
  if (KindOf(field, rule) != Kind::kKeys) {
    lines->push_back(key + ": " + PrintScalar(message, field, rule, kSingular));
    return;
  }
  const Lines block = WriteMessage(message.GetReflection()->GetMessage(message, &field));
  lines->push_back(key + (block.empty() ? ": {}" : ":"));
  AppendIndented(block, lines);
}

void AppendList(const Message& message, const FieldDescriptor& field, Lines* lines) {
  const Rule& rule = RuleOf(field);
  const Reflection* const reflection = message.GetReflection();
  const int size = reflection->FieldSize(message, &field);
  lines->push_back(field.name() + (size == 0 ? ": []" : ":"));
  for (int i = 0; i < size; ++i) {
    if (KindOf(field, rule) != Kind::kKeys) {
      lines->push_back("  - " + PrintScalar(message, field, rule, i));
      continue;
    }
    const Lines block = WriteMessage(reflection->GetRepeatedMessage(message, &field, i));
    if (block.empty()) lines->push_back("  - {}");
    for (size_t line = 0; line < block.size(); ++line) {
      lines->push_back((line == 0 ? "  - " : "    ") + block[line]);
    }
  }
}

void AppendMap(const Message& message, const FieldDescriptor& field, Lines* lines) {
  const Reflection* const reflection = message.GetReflection();
  const FieldDescriptor& key_field = *field.message_type()->map_key();
  // Reflection gives entries in no particular order.
  std::map<std::string, const Message*> entries;
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    const Message& entry = reflection->GetRepeatedMessage(message, &field, i);
    entries.emplace(PrintScalar(entry, key_field, Rule(), kSingular), &entry);
  }
  lines->push_back(field.name() + (entries.empty() ? ": {}" : ":"));
  Lines block;
  for (const auto& [key, entry] : entries) {
    AppendEntry(key, *entry, MapValue(field), RuleOf(field), &block);
  }
  AppendIndented(block, lines);
}

Lines WriteMessage(const Message& message) {
  Lines lines;
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    if (field.is_map()) {
      AppendMap(message, field, &lines);
    } else if (field.is_repeated()) {
      AppendList(message, field, &lines);
    } else if (!field.has_presence() || message.GetReflection()->HasField(message, &field)) {
      AppendEntry(field.name(), message, field, RuleOf(field), &lines);
    }
  }
  return lines;
}

}  // namespace

std::string WriteYaml(const Message& message) {
  const Lines lines = WriteMessage(message);
  if (lines.empty()) return "{}\n";
  std::string yaml;
  for (const std::string& line : lines) yaml += line + '\n';
  return yaml;
}

}  // namespace munhang::app
