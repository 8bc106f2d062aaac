#include "curriculum/document.h"

#include <charconv>

namespace munhang::curriculum {
namespace {

// Deeper than any document of ours; bounds the recursion over a node.
constexpr size_t kMostDepth = 16;

// The shortest text that reads back as the same number.
std::string NumberText(double number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), number).ptr;
  return std::string(buffer, end);
}

}  // namespace

std::string_view Name(NodeKind kind) {
  switch (kind) {
    case NodeKind::kNull:
      return "nothing";
    case NodeKind::kBoolean:
      return "true or false";
    case NodeKind::kNumber:
      return "a number";
    case NodeKind::kText:
      return "a text";
    case NodeKind::kList:
      return "a list";
    case NodeKind::kMap:
      return "a map";
  }
  return "";
}

Node Node::Text(std::string_view text) {
  Node node;
  node.kind = NodeKind::kText;
  node.text = text;
  return node;
}

Node Node::Number(double number) {
  Node node;
  node.kind = NodeKind::kNumber;
  node.text = NumberText(number);
  node.number = number;
  return node;
}

Node Node::List() {
  Node node;
  node.kind = NodeKind::kList;
  return node;
}

Node Node::Map() {
  Node node;
  node.kind = NodeKind::kMap;
  return node;
}

void Node::Set(std::string_view name, Node value) {
  value.key = name;
  children.push_back(std::move(value));
}

const Node* Node::Find(std::string_view name) const {
  for (const Node& child : children) {
    if (child.key == name) return &child;
  }
  return nullptr;
}

std::string NodeBuilder::Open(NodeKind kind, int line) {
  if (WantsKey()) return std::string(Name(kind)) + " cannot be a key";
  if (open_.size() == kMostDepth) return "is nested too deeply";
  Frame frame;
  frame.node.kind = kind;
  frame.node.line = line;
  open_.push_back(std::move(frame));
  return "";
}

std::string NodeBuilder::Close() {
  Node node = std::move(open_.back().node);
  open_.pop_back();
  return Add(std::move(node));
}

std::string NodeBuilder::Key(std::string_view key, int line) {
  Frame& frame = open_.back();
  if (frame.node.Find(key) != nullptr) return std::string(key) + ": is given twice";
  frame.key = key;
  frame.key_line = line;
  frame.has_key = true;
  return "";
}

std::string NodeBuilder::Add(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return "";
  }
  Frame& frame = open_.back();
  if (frame.node.kind == NodeKind::kMap) {
    node.key = std::move(frame.key);
    node.line = frame.key_line;
    frame.has_key = false;
  }
  frame.node.children.push_back(std::move(node));
  return "";
}

bool NodeBuilder::WantsKey() const {
  return !open_.empty() && open_.back().node.kind == NodeKind::kMap && !open_.back().has_key;
}

}  // namespace munhang::curriculum
