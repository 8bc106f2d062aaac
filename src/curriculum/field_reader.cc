#include "curriculum/field_reader.h"

#include <algorithm>

namespace munhang::curriculum {
namespace {

constexpr std::string_view kNotACode = "is not a code such as 4수01-03";

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

FieldReader::FieldReader(const Document& document, const Node& map, std::string path,
                         Problems* problems)
    : document_(document), map_(map), path_(std::move(path)), problems_(problems) {
  is_map_ = CheckKind(map, NodeKind::kMap, path_);
}

std::string FieldReader::Text(std::string_view key) {
  const Node* node = Value(key, NodeKind::kText, /*required=*/true);
  if (node == nullptr || !CheckNotBlank(*node, PathOf(key))) return "";
  return node->text;
}

std::string FieldReader::OptionalText(std::string_view key) {
  const Node* node = Value(key, NodeKind::kText, /*required=*/false);
  return node == nullptr ? "" : node->text;
}

std::optional<StandardCode> FieldReader::Code(std::string_view key) {
  const std::string text = Text(key);
  if (text.empty()) return std::nullopt;
  const auto code = StandardCode::Parse(text);
  if (!code) Report(key, kNotACode);
  return code;
}

std::optional<GradeGroup> FieldReader::ReadGradeGroup(std::string_view key) {
  const std::string text = Text(key);
  const auto grade_group = ParseGradeGroup(text);
  if (!grade_group && !text.empty()) Report(key, "is none of 초1-2, 초3-4, 초5-6, 중1-3");
  return grade_group;
}

std::optional<Domain> FieldReader::ReadDomain(std::string_view key) {
  const std::string text = Text(key);
  const auto domain = ParseDomain(text);
  if (!domain && !text.empty()) {
    Report(key, "is none of 수와 연산, 변화와 관계, 도형과 측정, 자료와 가능성");
  }
  return domain;
}

std::optional<double> FieldReader::OptionalNumber(std::string_view key) {
  const Node* node = Value(key, NodeKind::kNumber, /*required=*/false);
  if (node == nullptr) return std::nullopt;
  return node->number;
}

std::optional<int> FieldReader::OptionalCount(std::string_view key, int most) {
  const auto number = OptionalNumber(key);
  if (!number) return std::nullopt;
  if (!(*number >= 0 && *number <= most) || *number != static_cast<int>(*number)) {
    Report(key, "is not a whole number from 0 to " + std::to_string(most));
    return std::nullopt;
  }
  return static_cast<int>(*number);
}

std::vector<std::string> FieldReader::Texts(std::string_view key) {
  std::vector<std::string> texts;
  const Node* list = ListValue(key);
  if (list == nullptr) return texts;
  texts.reserve(list->children.size());
  for (size_t i = 0; i < list->children.size(); ++i) {
    const Node& item = list->children[i];
    // The path is worth building only for a message.
    if (item.kind == NodeKind::kText && !IsBlank(item.text)) {
      texts.push_back(item.text);
    } else if (CheckKind(item, NodeKind::kText, PathOf(key, i))) {
      CheckNotBlank(item, PathOf(key, i));
    }
  }
  return texts;
}

std::vector<StandardCode> FieldReader::Codes(std::string_view key) {
  std::vector<StandardCode> codes;
  const Node* list = ListValue(key);
  if (list == nullptr) return codes;
  for (size_t i = 0; i < list->children.size(); ++i) {
    const Node& item = list->children[i];
    if (!CheckKind(item, NodeKind::kText, PathOf(key, i))) continue;
    if (const auto code = StandardCode::Parse(item.text)) {
      codes.push_back(*code);
    } else {
      problems_->Add(document_.source, item.line, PathOf(key, i), kNotACode);
    }
  }
  return codes;
}

void FieldReader::Map(std::string_view key, const ReadMap& read) {
  const Node* node = Value(key, NodeKind::kMap, /*required=*/true);
  if (node == nullptr) return;
  FieldReader reader(document_, *node, PathOf(key), problems_);
  read(&reader);
  reader.Finish();
}

void FieldReader::Maps(std::string_view key, const ReadMap& read) {
  const Node* list = ListValue(key);
  if (list == nullptr) return;
  for (size_t i = 0; i < list->children.size(); ++i) {
    FieldReader reader(document_, list->children[i], PathOf(key, i), problems_);
    if (!reader.is_map_) continue;
    read(&reader);
    reader.Finish();
  }
}

void FieldReader::Finish() {
  if (!is_map_) return;
  for (const Node& value : map_.children) {
    if (std::find(asked_.begin(), asked_.end(), value.key) != asked_.end()) continue;
    std::string what = "is unknown; the keys here are ";
    for (size_t i = 0; i < asked_.size(); ++i) what.append(i == 0 ? "" : ", ").append(asked_[i]);
    problems_->Add(document_.source, value.line, PathOf(value.key), what);
  }
}

void FieldReader::Report(std::string_view key, std::string_view what) {
  const Node* node = map_.Find(key);
  problems_->Add(document_.source, (node == nullptr ? map_ : *node).line, PathOf(key), what);
}

const Node* FieldReader::Value(std::string_view key, NodeKind kind, bool required) {
  if (!is_map_) return nullptr;
  asked_.push_back(key);
  const Node* node = map_.Find(key);
  if (node == nullptr) {
    if (required) Report(key, "is missing");
    return nullptr;
  }
  return CheckKind(*node, kind, PathOf(key)) ? node : nullptr;
}

const Node* FieldReader::ListValue(std::string_view key) {
  return Value(key, NodeKind::kList, /*required=*/true);
}

bool FieldReader::CheckKind(const Node& node, NodeKind kind, const std::string& path) {
  if (node.kind == kind) return true;
  std::string what = "is ";
  what.append(Name(node.kind)).append(", not ").append(Name(kind));
  if (kind == NodeKind::kText &&
      (node.kind == NodeKind::kNumber || node.kind == NodeKind::kBoolean)) {
    what += "; put it in quotes";
  }
  problems_->Add(document_.source, node.line, path, what);
  return false;
}

bool FieldReader::CheckNotBlank(const Node& node, const std::string& path) {
  if (!IsBlank(node.text)) return true;
  problems_->Add(document_.source, node.line, path, "is blank");
  return false;
}

std::string FieldReader::PathOf(std::string_view key) const {
  std::string path = path_;
  if (!path.empty()) path += '.';
  return path.append(key);
}

std::string FieldReader::PathOf(std::string_view key, size_t index) const {
  return PathOf(key) + '[' + std::to_string(index) + ']';
}

}  // namespace munhang::curriculum
