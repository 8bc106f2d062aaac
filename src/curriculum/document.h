#ifndef MUNHANG_CURRICULUM_DOCUMENT_H_
#define MUNHANG_CURRICULUM_DOCUMENT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace munhang::curriculum {

enum class NodeKind { kNull, kBoolean, kNumber, kText, kList, kMap };

// "a number", "a list" …, for messages.
std::string_view Name(NodeKind kind);

// A value of a YAML or JSON document, so that what comes after parsing knows neither.
struct Node {
  NodeKind kind = NodeKind::kNull;
  // Where it was read, from 1, of a map's value the line of its key; 0 where that is unknown.
  int line = 0;
  // Only of a map's values.
  std::string key;
  // Of a scalar, as written.
  std::string text;
  // Of kNumber.
  double number = 0;
  // Items of a list, or values of a map in the order of the document.
  std::vector<Node> children;

  static Node Text(std::string_view text);
  static Node Number(double number);
  static Node List();
  static Node Map();

  void Add(Node item) { children.push_back(std::move(item)); }
  void Set(std::string_view name, Node value);

  // The value of `name` in a map; nullptr if there is none.
  const Node* Find(std::string_view name) const;
};

// A parsed document and what to call it in messages: a path, or "packed".
struct Document {
  std::string source;
  Node root;
};

// Assembles a node from the events of a parser. Every function returns an empty string, or what is
// wrong with the document; after that the builder is not to be used.
class NodeBuilder {
 public:
  // Opens a list or a map; Close closes the innermost one that is open.
  std::string Open(NodeKind kind, int line);
  std::string Close();
  std::string Key(std::string_view key, int line);
  std::string Add(Node node);

  // Whether the innermost open node is a map whose next scalar is a key.
  bool WantsKey() const;
  Node TakeRoot() { return std::move(root_); }

 private:
  struct Frame {
    Node node;
    std::string key;
    int key_line = 0;
    bool has_key = false;
  };

  std::vector<Frame> open_;
  Node root_;
};

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_DOCUMENT_H_
