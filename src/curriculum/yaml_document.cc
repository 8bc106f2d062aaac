#include "curriculum/yaml_document.h"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <array>
#include <charconv>
#include <sstream>
#include <utility>

#include "munhang/domain/standard_code.h"

namespace munhang::curriculum {
namespace {

// The tags that the parser gives to scalars without an explicit one.
constexpr std::string_view kPlainTag = "?";
constexpr std::string_view kQuotedTag = "!";

std::optional<double> ParseNumber(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::string_view digits = text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  // from_chars also takes "inf" and "nan", which are no use as bounds.
  if (digits.empty() || (digits[0] != '.' && (digits[0] < '0' || digits[0] > '9'))) {
    return std::nullopt;
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Node PlainScalar(const std::string& value) {
  Node node = Node::Text(value);
  if (value == "true" || value == "false") {
    node.kind = NodeKind::kBoolean;
  } else if (const auto number = ParseNumber(value)) {
    node.kind = NodeKind::kNumber;
    node.number = *number;
  }
  return node;
}

// Passes the parser's events on to a NodeBuilder.
class YamlEvents : public YAML::EventHandler {
 public:
  Node TakeRoot() { return builder_.TakeRoot(); }
  int documents() const { return documents_; }

  void OnDocumentStart(const YAML::Mark&) override { ++documents_; }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    RefuseAnchor(mark, anchor);
    if (builder_.WantsKey()) throw YAML::ParserException(mark, "a key is empty");
    Node node;
    node.line = mark.line + 1;
    Check(mark, builder_.Add(std::move(node)));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw YAML::ParserException(mark, "aliases are not accepted");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    RefuseAnchor(mark, anchor);
    if (builder_.WantsKey()) {
      Check(mark, builder_.Key(value, mark.line + 1));
      return;
    }
    if (tag != kPlainTag && tag != kQuotedTag) RefuseTag(mark, tag);
    Node node = tag == kPlainTag ? PlainScalar(value) : Node::Text(value);
    node.line = mark.line + 1;
    Check(mark, builder_.Add(std::move(node)));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(NodeKind::kList, mark, tag, anchor);
  }
  void OnSequenceEnd() override { builder_.Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(NodeKind::kMap, mark, tag, anchor);
  }
  void OnMapEnd() override { builder_.Close(); }

 private:
  void Open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    RefuseAnchor(mark, anchor);
    if (tag != kPlainTag && tag != kQuotedTag && !tag.empty()) RefuseTag(mark, tag);
    Check(mark, builder_.Open(kind, mark.line + 1));
  }

  static void RefuseAnchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) throw YAML::ParserException(mark, "anchors are not accepted");
  }

  [[noreturn]] static void RefuseTag(const YAML::Mark& mark, const std::string& tag) {
    throw YAML::ParserException(mark, "tag " + tag + " is not accepted");
  }

  static void Check(const YAML::Mark& mark, const std::string& wrong) {
    if (!wrong.empty()) throw YAML::ParserException(mark, wrong);
  }

  NodeBuilder builder_;
  int documents_ = 0;
};

// Lists of words and maps of a few short values, which read better on one line.
bool IsFlow(std::string_view key) {
  constexpr auto kKeys = std::to_array<std::string_view>(
      {"concepts", "numbers", "operators", "units", "contrasts", "prerequisites"});
  for (const std::string_view flow_key : kKeys) {
    if (key == flow_key) return true;
  }
  return false;
}

// Codes and kinds are safe unquoted; any other text may look like something else.
bool IsPlain(const Node& node) { return StandardCode::Parse(node.text) || node.key == "kind"; }

void Emit(const Node& node, YAML::Emitter* out) {
  switch (node.kind) {
    case NodeKind::kNull:
      *out << YAML::Null;
      return;
    case NodeKind::kBoolean:
    case NodeKind::kNumber:
      *out << node.text;
      return;
    case NodeKind::kText:
      if (!IsPlain(node)) *out << YAML::DoubleQuoted;
      *out << node.text;
      return;
    case NodeKind::kList: {
      // Items that are maps stand on a line each; words share one.
      const bool of_maps = !node.children.empty() && node.children.front().kind == NodeKind::kMap;
      const bool flow = node.children.empty() || (IsFlow(node.key) && !of_maps);
      *out << (flow ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
      for (const Node& item : node.children) {
        if (IsFlow(node.key) && of_maps) *out << YAML::Flow;
        Emit(item, out);
      }
      *out << YAML::EndSeq;
      return;
    }
    case NodeKind::kMap:
      *out << YAML::BeginMap;
      for (const Node& value : node.children) {
        *out << YAML::Key << value.key << YAML::Value;
        Emit(value, out);
      }
      *out << YAML::EndMap;
      return;
  }
}

}  // namespace

std::optional<Document> ParseYaml(const std::string& text, std::string_view source,
                                  Problems* problems) {
  YamlEvents events;
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(events)) {
      if (events.documents() > 1) break;
    }
  } catch (const YAML::Exception& error) {
    problems->Add(source, error.mark.line + 1, "", error.msg);
    return std::nullopt;
  }
  if (events.documents() != 1) {
    problems->Add(source, 0, "",
                  events.documents() == 0 ? "is empty" : "holds more than one document");
    return std::nullopt;
  }
  return Document{std::string(source), events.TakeRoot()};
}

std::string WriteYaml(const Node& node) {
  YAML::Emitter out;
  Emit(node, &out);
  return std::string(out.c_str()) + "\n";
}

}  // namespace munhang::curriculum
