#include "cli/jsonl_reader.h"

#include <absl/strings/escaping.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

namespace munhang::cli {
namespace {

using nlohmann::json;

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The value of `key`; nullptr when it is absent or null.
const json* Find(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

// Numbers are taken too: many systems export numeric ids.
std::optional<std::string> ItemId(const json& object) {
  const json* id = Find(object, "item_id");
  if (id == nullptr) return std::nullopt;
  if (id->is_number_integer()) return id->dump();
  if (id->is_string() && !id->get_ref<const std::string&>().empty()) return id->get<std::string>();
  return std::nullopt;
}

// Empty on success, else what is wrong.
std::string ReadString(const json& object, const char* key, const std::string& path,
                       std::string* out) {
  const json* value = Find(object, key);
  if (value == nullptr) return "";
  if (!value->is_string()) return "has a " + path + key + " that is not a string";
  *out = value->get<std::string>();
  return "";
}

std::string ReadImages(const json& object, v1::Item* item) {
  const json* images = Find(object, "images");
  if (images == nullptr) return "";
  if (!images->is_array()) return "has images that are not an array";
  for (size_t i = 0; i < images->size(); ++i) {
    const std::string path = "images[" + std::to_string(i) + "].";
    const json& image = (*images)[i];
    if (!image.is_object()) return "has images that are not objects";
    std::string base64;
    auto* out = item->add_images();
    std::string wrong = ReadString(image, "content", path, &base64);
    if (wrong.empty()) wrong = ReadString(image, "mime_type", path, out->mutable_mime_type());
    if (!wrong.empty()) return wrong;
    if (!absl::Base64Unescape(base64, out->mutable_content())) {
      return "has a " + path + "content that is not base64";
    }
  }
  return "";
}

std::string ReadRequest(const json& object, v1::ClassifyRequest* request) {
  auto* item = request->mutable_item();
  std::string wrong = ReadString(object, "text", "", item->mutable_text());
  if (wrong.empty()) wrong = ReadImages(object, item);
  if (wrong.empty() && Find(object, "text") == nullptr && item->images().empty()) {
    wrong = "has no text";
  }
  std::string grade_group;
  if (wrong.empty()) wrong = ReadString(object, "grade_group", "", &grade_group);
  if (!grade_group.empty()) request->mutable_hints()->set_grade_group(std::move(grade_group));
  return wrong;
}

}  // namespace

ReadItem ParseJsonItem(std::string_view text, uint64_t line_number) {
  ReadItem item{std::to_string(line_number), v1::ClassifyRequest()};
  json object;
  try {
    object = json::parse(text);
  } catch (const json::exception& error) {
    std::string place;
    if (const auto* syntax = dynamic_cast<const json::parse_error*>(&error)) {
      place = ": byte " + std::to_string(syntax->byte);
    }
    item.request = LineError(line_number, "is not JSON" + place);
    return item;
  }
  if (!object.is_object()) {
    item.request = LineError(line_number, "is not a JSON object");
    return item;
  }
  if (auto id = ItemId(object)) item.item_id = *std::move(id);
  v1::ClassifyRequest request;
  request.mutable_item()->set_item_id(item.item_id);
  const std::string wrong = ReadRequest(object, &request);
  if (const json* id = Find(object, "item_id");
      id != nullptr && !id->is_string() && !id->is_number_integer()) {
    item.request = LineError(line_number, "has an item_id that is not a string");
  } else if (!wrong.empty()) {
    item.request = LineError(line_number, wrong);
  } else {
    item.request = std::move(request);
  }
  return item;
}

absl::StatusOr<std::optional<ReadItem>> JsonlReader::Next() {
  while (true) {
    const auto line = lines_.Next();
    if (!line.ok()) return line.status();
    if (!line->has_value()) return std::nullopt;
    const Line& read = **line;
    if (read.too_long) {
      return ReadItem{
          std::to_string(read.number),
          LineError(read.number, "is longer than " + std::to_string(most_line_bytes_) + " bytes")};
    }
    if (!IsBlank(read.text)) return ParseJsonItem(read.text, read.number);
  }
}

}  // namespace munhang::cli
