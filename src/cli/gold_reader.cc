#include "cli/gold_reader.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/item_reader.h"
#include "cli/jsonl_reader.h"
#include "cli/line_reader.h"

namespace munhang::cli {
namespace {

using nlohmann::json;

// Reads the keys of one line and notes what is wrong with them.
class GoldLine {
 public:
  GoldLine(const std::string& name, const Line& line, curriculum::Problems* problems)
      : name_(name), number_(line.number), problems_(problems) {
    if (line.too_long) {
      Fault("", "is longer than " + std::to_string(kMostLineBytes) + " bytes");
      return;
    }
    // Where it is no JSON, the item's own parser says so.
    object_ = json::parse(line.text, nullptr, /*allow_exceptions=*/false);
    if (object_.is_object()) CheckText();
    if (sound_) ReadRequest(line.text);
  }

  // Whether nothing was wrong so far; else only Fault may be called.
  bool sound() const { return sound_; }
  v1::ClassifyRequest TakeRequest() { return std::move(request_); }

  void Fault(std::string_view key, std::string_view what) {
    problems_->Add(name_, static_cast<int>(number_), key, what);
    sound_ = false;
  }

  // Empty when absent or faulty.
  std::string String(const char* key) {
    const json* value = Find(key);
    if (value == nullptr) return "";
    if (value->is_string()) return value->get<std::string>();
    Fault(key, "is not a string");
    return "";
  }

  std::string RequiredString(const char* key) {
    if (Find(key) == nullptr) Fault(key, "is missing");
    return String(key);
  }

  // The value of an enumeration with the names of its first `count`; nullopt when absent or faulty.
  template <typename T>
  std::optional<T> Named(const char* key, size_t count) {
    const json* value = Find(key);
    if (value == nullptr) return std::nullopt;
    std::string names;
    for (size_t i = 0; i < count; ++i) {
      const std::string_view name = Name(static_cast<T>(i));
      if (*value == name) return static_cast<T>(i);
      names.append(names.empty() ? "" : ", ").append(name);
    }
    Fault(key, value->dump() + " is none of " + names);
    return std::nullopt;
  }

  std::optional<int> Difficulty() {
    const json* value = Find("difficulty");
    if (value == nullptr) return std::nullopt;
    if (value->is_number_integer() && *value >= 1 && *value <= 5) return value->get<int>();
    Fault("difficulty", value->dump() + " is not one of 1 to 5");
    return std::nullopt;
  }

  std::optional<std::vector<std::string>> Strings(const char* key) {
    const json* value = Find(key);
    if (value == nullptr) return std::nullopt;
    std::vector<std::string> strings;
    bool all_strings = value->is_array();
    for (const json& element : *value) {
      all_strings = all_strings && element.is_string();
      if (all_strings) strings.push_back(element.get<std::string>());
    }
    if (all_strings) return strings;
    Fault(key, "is not a list of strings");
    return std::nullopt;
  }

 private:
  // nullptr when absent or null.
  const json* Find(const char* key) const {
    const auto found = object_.find(key);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
  }

  // Faults of the text that name its key, unlike those of the item's parser.
  void CheckText() {
    if (Find("images") != nullptr) return;
    if (RequiredString("text").empty() && sound_) Fault("text", "is empty");
  }

  void ReadRequest(std::string_view text) {
    ReadItem item = ParseJsonItem(text, number_);
    if (item.request.ok()) {
      request_ = *std::move(item.request);
      request_.clear_hints();
      return;
    }
    // "line 7 is not JSON"; the line is named already.
    std::string what(item.request.status().message());
    what.erase(0, LineError(number_, "").message().size());
    Fault("", what);
  }

  const std::string& name_;
  const uint64_t number_;
  curriculum::Problems* const problems_;
  bool sound_ = true;
  json object_;
  v1::ClassifyRequest request_;
};

std::optional<StandardCode> ReadCode(GoldLine& line, const curriculum::KnowledgeBase& knowledge) {
  const std::string text = line.RequiredString("standard_code");
  if (!line.sound()) return std::nullopt;
  const auto code = StandardCode::Parse(text);
  if (!code) {
    line.Fault("standard_code", "\"" + text + "\" is no code such as 4수01-04");
  } else if (knowledge.Find(*code) == nullptr) {
    line.Fault("standard_code", code->ToString() + " is not in the curriculum");
  }
  return code;
}

// nullopt when something is wrong with the line.
std::optional<GoldItem> ReadGoldItem(GoldLine& line, const curriculum::KnowledgeBase& knowledge) {
  const auto code = ReadCode(line, knowledge);
  if (!code) return std::nullopt;
  GoldItem item{.expected = {.code = *code}};
  item.expected.difficulty = line.Difficulty();
  item.expected.cognitive_level =
      line.Named<CognitiveLevel>("cognitive_level", kCognitiveLevelCount);
  item.expected.achievement_level =
      line.Named<AchievementLevel>("achievement_level", AchievementLevelCount(code->grade_group()));
  item.expected.concepts = line.Strings("concepts");
  item.style = line.String("style");
  item.author = line.String("author");
  if (!line.sound()) return std::nullopt;
  item.request = line.TakeRequest();
  return item;
}

std::optional<OffCurriculumItem> ReadOffCurriculumItem(GoldLine& line) {
  OffCurriculumItem item;
  item.kind = line.RequiredString("kind");
  if (!line.sound()) return std::nullopt;
  item.request = line.TakeRequest();
  return item;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

template <typename Item, typename ReadItemOf>
absl::Status ReadLines(ByteSource& source, const std::string& name, ReadItemOf read_item,
                       std::vector<Item>* items, Questions* questions) {
  LineReader lines(source, kMostLineBytes);
  while (true) {
    const auto read = lines.Next();
    if (!read.ok()) return read.status();
    if (!read->has_value()) return absl::OkStatus();
    if (!(*read)->too_long && IsBlank((*read)->text)) continue;
    GoldLine line(name, **read, &questions->faults);
    std::optional<Item> item = line.sound() ? read_item(line) : std::nullopt;
    if (item) {
      items->push_back(*std::move(item));
    } else {
      ++questions->faulty_lines;
    }
  }
}

}  // namespace

absl::Status ReadGold(ByteSource& source, const std::string& name,
                      const curriculum::KnowledgeBase& knowledge, Questions* questions) {
  const auto read_item = [&knowledge](GoldLine& line) { return ReadGoldItem(line, knowledge); };
  return ReadLines(source, name, read_item, &questions->gold, questions);
}

absl::Status ReadOffCurriculum(ByteSource& source, const std::string& name, Questions* questions) {
  return ReadLines(source, name, ReadOffCurriculumItem, &questions->off_curriculum, questions);
}

}  // namespace munhang::cli
