#include "app/configuration_reader.h"

#include <google/protobuf/descriptor.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/configuration_document.h"
#include "app/configuration_scalar.h"
#include "app/configuration_schema.h"

namespace munhang::app {
namespace {

using config::v1::Rule;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::OneofDescriptor;
using google::protobuf::Reflection;

// Bounds on what a document can ask for by aliases of aliases.
constexpr int kDeepest = 64;
constexpr size_t kMostValues = 100'000;

// Where a value stands.
struct Place {
  std::string path;
  // 0 for a default.
  int line = 0;
  // How many messages it is inside.
  int depth = 0;

  Place Key(const std::string& name, int its_line) const {
    return {path.empty() ? name : path + "." + name, its_line, depth};
  }
  Place Entry(size_t index, int its_line) const {
    return {path + "[" + std::to_string(index) + "]", its_line, depth};
  }
  Place Inside() const { return {path, line, depth + 1}; }
};

std::string ShapeOf(const YAML::Node& node) {
  if (node.IsMap()) return "keys with values";
  if (node.IsSequence()) return "a list";
  return "a single value";
}

class YamlReader {
 public:
  explicit YamlReader(Problems* problems) : problems_(*problems) {}

  void ReadMessage(const YAML::Node& node, const Place& place, Message* message);

 private:
  // Calls `read(name, value, place)` for each key of `node` that is a name and stands there once.
  template <typename Read>
  void ForEachKey(const YAML::Node& node, const Place& place, Read read);
  // Fills in the defaults of what is not in `written`.
  void Complete(const std::set<const FieldDescriptor*>& written, const Place& place,
                Message* message);
  void ReadField(const YAML::Node& node, const FieldDescriptor& field, const Place& place,
                 Message* message);
  void ReadMap(const YAML::Node& node, const FieldDescriptor& field, const Place& place,
               Message* message);
  void ReadList(const YAML::Node& node, const FieldDescriptor& field, const Place& place,
                Message* message);
  void ReadValue(const YAML::Node& node, const FieldDescriptor& field, const Rule& rule,
                 const Place& place, Message* message);
  void ReportUnknown(const std::string& name, const Descriptor& type, const Place& place);
  bool IsFirstOfOneof(const FieldDescriptor& field, const Place& place,
                      std::map<const OneofDescriptor*, const FieldDescriptor*>* taken);
  // Reports what no value may be: absent or tagged.
  bool IsValue(const YAML::Node& node, const Place& place);
  // Counts one more value; reports and returns false when there are too many.
  bool CountValue(const Place& place);
  bool HasTooMany() const { return values_ > kMostValues; }
  void Report(const Place& place, const std::string& text) {
    problems_.AddAt(place.line > 0 ? place.line : problems_.LineOf(place.path), place.path, text);
  }

  Problems& problems_;
  size_t values_ = 0;
};

bool YamlReader::CountValue(const Place& place) {
  if (HasTooMany()) return false;
  if (++values_ <= kMostValues) return true;
  Report(place, "is where the configuration exceeds " + std::to_string(kMostValues) + " values");
  return false;
}

bool YamlReader::IsValue(const YAML::Node& node, const Place& place) {
  if (node.IsNull()) {
    Report(place, "has no value; give it one or remove it");
    return false;
  }
  const std::string& tag = node.Tag();
  if (tag.empty() || tag == "?" || tag == "!") return true;
  Report(place, "has a YAML tag; remove it");
  return false;
}

template <typename Read>
void YamlReader::ForEachKey(const YAML::Node& node, const Place& place, Read read) {
  std::map<std::string, int> lines;
  for (const auto& entry : node) {
    const int line = LineOf(entry.first.Mark());
    if (!entry.first.IsScalar()) {
      problems_.AddAt(line, place.path, "has a key that is no plain name");
      continue;
    }
    const std::string& name = entry.first.Scalar();
    const Place key = place.Key(Shortened(name), line);
    if (!CountValue(key)) return;
    const auto [first, is_new] = lines.emplace(name, line);
    if (!is_new) {
      Report(key, "is given twice, first on line " + std::to_string(first->second));
    } else if (name == "<<") {
      Report(key, "merge keys are not supported; write the keys out");
    } else {
      read(name, entry.second, key);
    }
  }
}

void YamlReader::ReadMessage(const YAML::Node& node, const Place& place, Message* message) {
  if (place.depth > kDeepest) return Report(place, "is nested too deeply");
  std::set<const FieldDescriptor*> written;
  std::map<const OneofDescriptor*, const FieldDescriptor*> oneofs;
  ForEachKey(node, place, [&](const std::string& name, const YAML::Node& value, const Place& key) {
    const FieldDescriptor* const field = message->GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) return ReportUnknown(name, *message->GetDescriptor(), key);
    written.insert(field);
    if (key.line > 0) problems_.Locate(key.path, key.line);
    if (!IsFirstOfOneof(*field, key, &oneofs)) return;
    ReadField(value, *field, key, message);
  });
  if (!HasTooMany()) Complete(written, place, message);
}

void YamlReader::Complete(const std::set<const FieldDescriptor*>& written, const Place& place,
                          Message* message) {
  for (int i = 0; i < message->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message->GetDescriptor()->field(i);
    if (written.contains(&field) || field.real_containing_oneof() != nullptr) continue;
    const Rule& rule = RuleOf(field);
    const Place key = place.Key(field.name(), 0);
    if (rule.required()) {
      problems_.AddAt(place.line > 0 ? place.line : problems_.LineOf(place.path), key.path,
                      "is required");
    } else if (!rule.default_value().empty()) {
      const std::optional<YAML::Node> value = ParseDocument(rule.default_value(), &problems_);
      if (value) ReadField(*value, field, key, message);
    } else if (IsSection(field, place.depth)) {
      Message* const section = message->GetReflection()->MutableMessage(message, &field);
      ReadMessage(YAML::Node(YAML::NodeType::Map), key.Inside(), section);
    }
  }
}

bool YamlReader::IsFirstOfOneof(const FieldDescriptor& field, const Place& place,
                                std::map<const OneofDescriptor*, const FieldDescriptor*>* taken) {
  const OneofDescriptor* const oneof = field.real_containing_oneof();
  if (oneof == nullptr) return true;
  const auto [first, is_new] = taken->emplace(oneof, &field);
  if (!is_new) Report(place, "cannot stand beside " + first->second->name());
  return is_new;
}

void YamlReader::ReportUnknown(const std::string& name, const Descriptor& type,
                               const Place& place) {
  std::vector<std::string> names;
  names.reserve(static_cast<size_t>(type.field_count()));
  for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
  const std::string nearest = NearestName(name, names);
  Report(place, nearest.empty() ? "unknown key; the keys here are " + Listed(names)
                                : "unknown key; did you mean " + nearest + "?");
}

void YamlReader::ReadField(const YAML::Node& node, const FieldDescriptor& field, const Place& place,
                           Message* message) {
  if (!IsValue(node, place)) return;
  if (field.is_map()) return ReadMap(node, field, place, message);
  if (field.is_repeated()) return ReadList(node, field, place, message);
  ReadValue(node, field, RuleOf(field), place, message);
}

void YamlReader::ReadMap(const YAML::Node& node, const FieldDescriptor& field, const Place& place,
                         Message* message) {
  if (!node.IsMap()) {
    return Report(place, "must be keys with values, not " + ShapeOf(node));
  }
  if (RuleOf(field).required() && node.size() == 0) return Report(place, "must not be empty");
  ForEachKey(node, place, [&](const std::string& name, const YAML::Node& value, const Place& key) {
    if (!IsValue(value, key)) return;
    if (key.line > 0) problems_.Locate(key.path, key.line);
    Message* const entry = message->GetReflection()->AddMessage(message, &field);
    const absl::Status status =
        StoreScalar({name}, *field.message_type()->map_key(), Rule(), entry);
    if (!status.ok()) return Report(key, "as a key " + std::string(status.message()));
    ReadValue(value, MapValue(field), RuleOf(field), key, entry);
  });
}

void YamlReader::ReadList(const YAML::Node& node, const FieldDescriptor& field, const Place& place,
                          Message* message) {
  if (!node.IsSequence()) {
    return Report(place, "must be a list, not " + ShapeOf(node));
  }
  if (RuleOf(field).required() && node.size() == 0) return Report(place, "must not be empty");
  size_t index = 0;
  for (const YAML::Node& element : node) {
    // YAML gives an absent entry the position of what comes after it.
    const int line = element.IsNull() || place.line == 0 ? place.line : LineOf(element.Mark());
    const Place entry = place.Entry(index++, line);
    if (!CountValue(entry)) return;
    if (line > 0) problems_.Locate(entry.path, line);
    if (IsValue(element, entry)) ReadValue(element, field, RuleOf(field), entry, message);
  }
}

void YamlReader::ReadValue(const YAML::Node& node, const FieldDescriptor& field, const Rule& rule,
                           const Place& place, Message* message) {
  const Kind kind = KindOf(field, rule);
  if (kind == Kind::kKeys) {
    if (!node.IsMap()) {
      return Report(place, "must be keys with values, not " + ShapeOf(node));
    }
    const Reflection* const reflection = message->GetReflection();
    return ReadMessage(node, place.Inside(),
                       field.is_repeated() ? reflection->AddMessage(message, &field)
                                           : reflection->MutableMessage(message, &field));
  }
  if (!node.IsScalar()) {
    return Report(place, "must be " + std::string(NameOf(kind)) + ", not " + ShapeOf(node));
  }
  const Scalar scalar{node.Scalar(), node.Tag() == "!"};
  const absl::Status status = StoreScalar(scalar, field, rule, message);
  if (!status.ok()) Report(place, std::string(status.message()));
}

}  // namespace

void ReadYaml(std::string_view yaml, Message* message, Problems* problems) {
  const std::optional<YAML::Node> document = ParseDocument(yaml, problems);
  if (!document) return;
  const int line = LineOf(document->Mark());
  if (document->IsMap()) {
    YamlReader(problems).ReadMessage(*document, {"", line, 0}, message);
  } else if (document->IsNull()) {
    YamlReader(problems).ReadMessage(YAML::Node(YAML::NodeType::Map), Place(), message);
  } else {
    problems->AddAt(line, "", "must be keys with values, not " + ShapeOf(*document));
  }
}

}  // namespace munhang::app
