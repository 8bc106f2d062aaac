#include "curriculum/json_document.h"

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace munhang::curriculum {
namespace {

// Passes the parser's events on to a NodeBuilder; false stops the parser.
class JsonEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  Node TakeRoot() { return builder_.TakeRoot(); }
  const std::string& wrong() const { return wrong_; }

  bool null() override { return Check(builder_.Add(Node())); }
  bool boolean(bool value) override {
    Node node = Node::Text(value ? "true" : "false");
    node.kind = NodeKind::kBoolean;
    return Check(builder_.Add(std::move(node)));
  }
  bool number_integer(int64_t value) override { return Number(static_cast<double>(value)); }
  bool number_unsigned(uint64_t value) override { return Number(static_cast<double>(value)); }
  bool number_float(double value, const std::string&) override { return Number(value); }
  bool string(std::string& value) override {
    Node node;
    node.kind = NodeKind::kText;
    node.text = std::move(value);
    return Check(builder_.Add(std::move(node)));
  }
  bool binary(nlohmann::json::binary_t&) override { return Check("holds binary data"); }

  bool start_object(size_t) override { return Check(builder_.Open(NodeKind::kMap, 0)); }
  bool key(std::string& value) override { return Check(builder_.Key(value, 0)); }
  bool end_object() override { return Check(builder_.Close()); }
  bool start_array(size_t) override { return Check(builder_.Open(NodeKind::kList, 0)); }
  bool end_array() override { return Check(builder_.Close()); }

  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) override {
    return Check("is not JSON at byte " + std::to_string(position));
  }

 private:
  bool Number(double value) { return Check(builder_.Add(Node::Number(value))); }

  bool Check(std::string wrong) {
    wrong_ = std::move(wrong);
    return wrong_.empty();
  }

  NodeBuilder builder_;
  std::string wrong_;
};

void WriteString(std::string_view text, std::string* out) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  *out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      *out += '\\';
      *out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      *out += "\\u00";
      *out += kHexDigits[static_cast<unsigned char>(c) >> 4];
      *out += kHexDigits[c & 0xF];
    } else {
      *out += c;
    }
  }
  *out += '"';
}

void Write(const Node& node, std::string* out) {
  switch (node.kind) {
    case NodeKind::kNull:
      *out += "null";
      return;
    case NodeKind::kBoolean:
    case NodeKind::kNumber:
      *out += node.text;
      return;
    case NodeKind::kText:
      WriteString(node.text, out);
      return;
    case NodeKind::kList:
    case NodeKind::kMap: {
      const bool is_map = node.kind == NodeKind::kMap;
      *out += is_map ? '{' : '[';
      bool first = true;
      for (const Node& child : node.children) {
        if (!std::exchange(first, false)) *out += ',';
        if (is_map) {
          WriteString(child.key, out);
          *out += ':';
        }
        Write(child, out);
      }
      *out += is_map ? '}' : ']';
      return;
    }
  }
}

}  // namespace

std::optional<Document> ParseJson(std::string_view text, std::string_view source,
                                  Problems* problems) {
  JsonEvents events;
  if (!nlohmann::json::sax_parse(text, &events)) {
    problems->Add(source, 0, "", events.wrong());
    return std::nullopt;
  }
  return Document{std::string(source), events.TakeRoot()};
}

std::string WriteJson(const Node& node) {
  std::string out;
  Write(node, &out);
  return out;
}

}  // namespace munhang::curriculum
