#include "munhang/localmodel/item_bank.h"

#include <absl/status/status.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>
#include <utility>

#include "munhang/curriculum/problems.h"
#include "munhang/curriculum/text_file.h"
#include "munhang/text/fingerprint.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::localmodel {
namespace {

using curriculum::KnowledgeBase;
using curriculum::Problems;
using nlohmann::json;

constexpr std::string_view kOffCurriculumPrefix = "off_curriculum";

// One line of a file; takes its fields and notes what is wrong with them.
class Record {
 public:
  Record(const json& object, std::string_view file, int line, Problems* problems)
      : object_(object),
        file_(file),
        line_(line),
        problems_(*problems),
        before_(problems->count()) {}

  void Fault(std::string_view field, std::string_view what) const {
    problems_.Add(file_, line_, field, what);
  }

  // Whether nothing was wrong so far.
  bool sound() const { return problems_.count() == before_; }

  // Empty, and a problem, when it is missing or no text.
  std::string Text(const char* field) const {
    const auto found = object_.find(field);
    if (found == object_.end() || !found->is_string() ||
        found->get_ref<const std::string&>().empty()) {
      Fault(field, "a text is needed");
      return "";
    }
    return *found;
  }

  // The value that `parse` makes of a text.
  template <typename T>
  T Parsed(const char* field, std::optional<T> (*parse)(std::string_view), T otherwise) const {
    const std::string text = Text(field);
    if (text.empty()) return otherwise;
    const std::optional<T> value = parse(text);
    if (!value) Fault(field, "unknown: " + text);
    return value.value_or(otherwise);
  }

  int Number(const char* field, int least, int most) const {
    const auto found = object_.find(field);
    if (found == object_.end() || !found->is_number_integer() || *found < least || *found > most) {
      Fault(field, "a number from " + std::to_string(least) + " to " + std::to_string(most) +
                       " is needed");
      return least;
    }
    return *found;
  }

  std::vector<std::string> Texts(const char* field) const {
    const auto found = object_.find(field);
    std::vector<std::string> texts;
    if (found == object_.end() || !found->is_array() || found->empty()) {
      Fault(field, "a list of texts is needed");
      return texts;
    }
    for (const json& entry : *found) {
      if (entry.is_string()) {
        texts.push_back(entry);
      } else {
        Fault(field, "a list of texts is needed");
      }
    }
    return texts;
  }

 private:
  const json& object_;
  std::string_view file_;
  int line_;
  Problems& problems_;
  size_t before_;
};

std::optional<LabelledItem> ReadItem(const Record& record, const KnowledgeBase& knowledge) {
  const auto code = record.Parsed<StandardCode>("standard_code", StandardCode::Parse,
                                                knowledge.standards()[0].code);
  const curriculum::Standard* standard = knowledge.Find(code);
  if (standard == nullptr) {
    record.Fault("standard_code", "not in the curriculum: " + code.ToString());
    return std::nullopt;
  }
  LabelledItem item{.id = record.Text("item_id"),
                    .text = record.Text("text"),
                    .code = code,
                    .concepts = {},
                    .author = {},
                    .style = {}};
  item.difficulty = record.Number("difficulty", 1, 5);
  item.cognitive_level =
      record.Parsed("cognitive_level", ParseCognitiveLevel, CognitiveLevel::kApply);
  item.achievement_level =
      record.Parsed("achievement_level", ParseAchievementLevel, AchievementLevel::kA);
  if (static_cast<size_t>(item.achievement_level) >= standard->levels.size()) {
    record.Fault("achievement_level",
                 "the standard has levels A to " +
                     std::string(Name(static_cast<AchievementLevel>(standard->levels.size() - 1))));
  }
  for (const std::string& tag : record.Texts("concepts")) {
    const auto found = std::find(standard->concepts.begin(), standard->concepts.end(), tag);
    if (found == standard->concepts.end()) {
      record.Fault("concepts", "not a concept of " + code.ToString() + ": " + tag);
    } else {
      item.concepts.push_back(static_cast<size_t>(found - standard->concepts.begin()));
    }
  }
  item.author = record.Text("author");
  item.style = record.Text("style");
  const std::string source = record.Text("source");
  if (source != "hand" && source != "generated") record.Fault("source", "hand or generated");
  item.generated = source == "generated";
  if (record.Text("split") != "train") record.Fault("split", "items of the bank are for training");
  if (!record.sound()) return std::nullopt;
  return item;
}

std::optional<OffCurriculumText> ReadOffCurriculum(const Record& record) {
  OffCurriculumText text{record.Text("item_id"), record.Text("text"), record.Text("kind"),
                         record.Text("author")};
  if (!record.sound()) return std::nullopt;
  return text;
}

// Tells what two lines may not share.
class Uniqueness {
 public:
  void Check(const Record& record, const char* field, const std::string& key,
             const std::string& where) {
    const auto [found, is_new] = seen_.emplace(std::string(field) + " " + key, where);
    if (!is_new) record.Fault(field, "the same as in " + found->second);
  }

 private:
  std::unordered_map<std::string, std::string> seen_;
};

std::string TextKey(const std::string& text) { return text::ExactKeyText(text::Normalize(text)); }

// Calls `use` with every record of a JSONL file and where it stands.
void ForEachRecord(const std::string& path, Problems* problems,
                   const std::function<void(const Record&, const std::string&)>& use) {
  const auto content = curriculum::ReadTextFile(path, problems);
  if (!content) return;
  const std::string name = std::filesystem::path(path).filename();
  int line = 0;
  for (size_t begin = 0; begin < content->size();) {
    const size_t end = std::min(content->find('\n', begin), content->size());
    const std::string text = content->substr(begin, end - begin);
    begin = end + 1;
    ++line;
    if (text.empty()) continue;
    const json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
    const Record record(object, path, line, problems);
    if (object.is_object()) {
      use(record, name + ":" + std::to_string(line));
    } else {
      record.Fault("", "no JSON object");
    }
  }
}

void ReadFile(const std::string& path, const KnowledgeBase& knowledge, Uniqueness* unique,
              ItemBank* bank, Problems* problems) {
  const bool off_curriculum =
      std::filesystem::path(path).filename().string().starts_with(kOffCurriculumPrefix);
  ForEachRecord(path, problems, [&](const Record& record, const std::string& where) {
    const auto keep = [&](auto read, auto* list) {
      if (!read) return;
      unique->Check(record, "item_id", read->id, where);
      unique->Check(record, "text", TextKey(read->text), where);
      list->push_back(*std::move(read));
    };
    if (off_curriculum) {
      keep(ReadOffCurriculum(record), &bank->off_curriculum);
    } else {
      keep(ReadItem(record, knowledge), &bank->items);
    }
  });
}

// Letter pairs of a text, sorted, without its numbers and signs: what is said, whatever the
// figures.
std::vector<uint64_t> SyllablePairs(const std::string& text) {
  std::vector<uint64_t> pairs;
  uint64_t before = 0;
  const std::string compact = text::Normalize(text).compact;
  for (size_t at = 0; at < compact.size();) {
    const auto lead = static_cast<unsigned char>(compact[at]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    // Hangul syllables begin with EA to ED and take three bytes.
    if (length == 3 && lead >= 0xea && lead <= 0xed && at + 3 <= compact.size()) {
      const uint64_t syllable = static_cast<uint64_t>(lead) << 16 |
                                static_cast<uint64_t>(static_cast<unsigned char>(compact[at + 1]))
                                    << 8 |
                                static_cast<unsigned char>(compact[at + 2]);
      if (before != 0) pairs.push_back(before << 24 | syllable);
      before = syllable;
    }
    at += length;
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

// Finds held-out sentences that are nearly those of an item.
class NearDuplicates {
 public:
  explicit NearDuplicates(const std::vector<HeldOutText>& held_out) : held_out_(held_out) {
    for (uint32_t i = 0; i < held_out.size(); ++i) {
      const std::vector<uint64_t> pairs = SyllablePairs(held_out[i].text);
      sizes_.push_back(pairs.size());
      for (const uint64_t pair : pairs) texts_with_[pair].push_back(i);
    }
  }

  // The id of one; empty when there is none.
  std::string Find(const std::string& text) const {
    const std::vector<uint64_t> pairs = SyllablePairs(text);
    if (pairs.size() < kLeastPairs) return "";
    std::unordered_map<uint32_t, size_t> shared;
    for (const uint64_t pair : pairs) {
      const auto found = texts_with_.find(pair);
      if (found == texts_with_.end()) continue;
      for (const uint32_t i : found->second) ++shared[i];
    }
    for (const auto& [i, count] : shared) {
      const size_t either = pairs.size() + sizes_[i] - count;
      if (static_cast<double>(count) > kNear * static_cast<double>(either)) return held_out_[i].id;
    }
    return "";
  }

 private:
  // Shorter texts are commands that everybody gives: 다음을 계산하시오.
  static constexpr size_t kLeastPairs = 16;
  // Share of the pairs of either text that both have.
  static constexpr double kNear = 0.7;

  const std::vector<HeldOutText>& held_out_;
  std::vector<size_t> sizes_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> texts_with_;
};

text::Fingerprint Template(const std::string& text) {
  return text::TemplateFingerprint(text::Slot(text::Normalize(text)));
}

}  // namespace

absl::StatusOr<std::vector<HeldOutText>> ReadHeldOutTexts(const std::string& path) {
  Problems problems;
  std::vector<HeldOutText> texts;
  ForEachRecord(path, &problems, [&texts](const Record& record, const std::string&) {
    HeldOutText text{record.Text("item_id"), record.Text("text")};
    if (record.sound()) texts.push_back(std::move(text));
  });
  if (!problems.empty()) return problems.ToStatus();
  return texts;
}

absl::StatusOr<ItemBank> ReadItemBank(const std::string& directory,
                                      const KnowledgeBase& knowledge) {
  const std::vector<std::string> paths = curriculum::ListFiles(directory, "", ".jsonl");
  if (paths.empty()) return absl::NotFoundError(directory + ": no such directory, or no *.jsonl");
  ItemBank bank;
  Problems problems;
  Uniqueness unique;
  for (const std::string& path : paths) ReadFile(path, knowledge, &unique, &bank, &problems);
  if (!problems.empty()) return problems.ToStatus();
  return bank;
}

std::vector<std::string> CheckItemBank(const ItemBank& bank,
                                       const std::vector<HeldOutText>& held_out,
                                       const KnowledgeBase& knowledge, const ItemBankRules& rules) {
  std::vector<std::string> faults;
  const auto fault = [&faults](std::string what) { faults.push_back(std::move(what)); };
  if (bank.items.size() < rules.least_items) {
    fault("the bank has " + std::to_string(bank.items.size()) + " items; at least " +
          std::to_string(rules.least_items) + " are needed");
  }
  std::vector<size_t> written(knowledge.standards().size());
  std::vector<size_t> all(knowledge.standards().size());
  for (const LabelledItem& item : bank.items) {
    const size_t standard = *knowledge.IndexOf(item.code);
    ++all[standard];
    if (!item.generated) ++written[standard];
  }
  const double mean =
      static_cast<double>(bank.items.size()) / static_cast<double>(knowledge.standards().size());
  for (size_t i = 0; i < all.size(); ++i) {
    const std::string code = knowledge.standards()[i].code.ToString();
    if (written[i] < rules.least_hand_written_per_standard) {
      fault(code + ": " + std::to_string(written[i]) + " hand-written items; at least " +
            std::to_string(rules.least_hand_written_per_standard) + " are needed");
    }
    if (static_cast<double>(all[i]) > rules.most_over_mean * mean) {
      fault(code + ": " + std::to_string(all[i]) + " items, more than " +
            std::to_string(rules.most_over_mean) + " times the mean");
    }
  }
  const NearDuplicates held(held_out);
  // Items that differ in numbers of one kind only are one item to the model.
  std::unordered_map<text::Fingerprint, const LabelledItem*> seen;
  for (const LabelledItem& item : bank.items) {
    const text::Fingerprint fingerprint = Template(item.text);
    if (const std::string id = held.Find(item.text); !id.empty()) {
      fault(item.id + ": nearly the held-out text " + id);
    }
    const auto [first, is_new] = seen.emplace(fingerprint, &item);
    if (!is_new && first->second->code != item.code) {
      fault(item.id + ": another standard than " + first->second->id +
            ", which differs in numbers of the same kinds only");
    }
  }
  return faults;
}

}  // namespace munhang::localmodel
