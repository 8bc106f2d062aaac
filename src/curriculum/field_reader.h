#ifndef MUNHANG_CURRICULUM_FIELD_READER_H_
#define MUNHANG_CURRICULUM_FIELD_READER_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "curriculum/document.h"
#include "munhang/curriculum/problems.h"
#include "munhang/domain/standard_code.h"

namespace munhang::curriculum {

// Reads the fields of a map strictly. Whatever is not as asked for becomes a problem and an empty
// value, so that reading goes on; Finish turns keys that nobody asked for into problems.
class FieldReader {
 public:
  // `path` is what messages call the map, such as "4수01-03.numbers[0]"; empty for a whole
  // document. The document and the problems outlive the reader.
  FieldReader(const Document& document, const Node& map, std::string path, Problems* problems);

  const Document& document() const { return document_; }
  const Node& map() const { return map_; }
  void set_path(std::string path) { path_ = std::move(path); }

  // A text that is not blank.
  std::string Text(std::string_view key);
  std::string OptionalText(std::string_view key);
  std::optional<StandardCode> Code(std::string_view key);
  std::optional<GradeGroup> ReadGradeGroup(std::string_view key);
  std::optional<Domain> ReadDomain(std::string_view key);
  std::optional<double> OptionalNumber(std::string_view key);
  // A whole number from 0 to `most`.
  std::optional<int> OptionalCount(std::string_view key, int most);
  // Lists; none of the texts is blank.
  std::vector<std::string> Texts(std::string_view key);
  std::vector<StandardCode> Codes(std::string_view key);

  // Calls `read` for the map, or for each map of the list, and finishes the reader it passes.
  using ReadMap = std::function<void(FieldReader*)>;
  void Map(std::string_view key, const ReadMap& read);
  void Maps(std::string_view key, const ReadMap& read);

  void Finish();

  // Adds a problem with the value of `key`.
  void Report(std::string_view key, std::string_view what);

 private:
  // The value of `key`, of the kind asked for; nullptr, and a problem unless the key is absent and
  // may be.
  const Node* Value(std::string_view key, NodeKind kind, bool required);
  const Node* ListValue(std::string_view key);
  bool CheckKind(const Node& node, NodeKind kind, const std::string& path);
  bool CheckNotBlank(const Node& node, const std::string& path);
  std::string PathOf(std::string_view key) const;
  std::string PathOf(std::string_view key, size_t index) const;

  const Document& document_;
  const Node& map_;
  std::string path_;
  Problems* problems_;
  std::vector<std::string_view> asked_;
  bool is_map_;
};

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_FIELD_READER_H_
