#include "cli/feedback_text.h"

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "munhang/text/fingerprint.h"
#include "munhang/text/normalizer.h"

namespace munhang::cli {
namespace {

using nlohmann::ordered_json;
using ports::FeedbackEntry;

std::string_view State(const FeedbackEntry& entry) {
  if (entry.revoked) return "revoked";
  return entry.promoted ? "shared" : "counts";
}

// "2026-11-23T22:15:09Z".
std::string Time(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[sizeof "2026-11-23T22:15:09Z"];
  return std::string(text, std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts));
}

// What was corrected: "6수01-04 -> 6수01-05, difficulty 4".
std::string Corrections(const FeedbackEntry& entry) {
  std::string text;
  const auto add = [&text](const std::string& part) {
    if (!text.empty()) text += ", ";
    text += part;
  };
  const CorrectedLabels& corrected = entry.corrected;
  if (corrected.code) {
    const std::string from = entry.reviewed ? entry.reviewed->answered.ToString() : "?";
    add(from + " -> " + corrected.code->ToString());
  }
  if (corrected.difficulty) add("difficulty " + std::to_string(*corrected.difficulty));
  if (corrected.cognitive_level) add(std::string(Name(*corrected.cognitive_level)));
  if (corrected.achievement_level) {
    add("level " + std::string(Name(*corrected.achievement_level)));
  }
  return text.empty() ? "-" : text;
}

// The beginning of a text on one line.
std::string Excerpt(const std::string& text) {
  constexpr size_t kMostBytes = 90;
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (line.size() >= kMostBytes && (byte & 0xc0) != 0x80) return line + "…";
    line += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return line;
}

std::string Dump(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json ToJson(const CorrectedLabels& corrected) {
  ordered_json object = ordered_json::object();
  if (corrected.code) object["standard_code"] = corrected.code->ToString();
  if (corrected.difficulty) object["difficulty"] = *corrected.difficulty;
  if (corrected.cognitive_level) object["cognitive_level"] = Name(*corrected.cognitive_level);
  if (corrected.achievement_level) object["achievement_level"] = Name(*corrected.achievement_level);
  return object;
}

std::string TrainingLine(const FeedbackEntry& entry) {
  const ItemLabels& labels = entry.reviewed->labels;
  ordered_json item;
  // The caller's own ids need not be unique, nor there.
  item["item_id"] = "feedback-" + entry.id;
  item["text"] = entry.text;
  item["standard_code"] = labels.code.ToString();
  item["difficulty"] = labels.difficulty;
  item["cognitive_level"] = Name(labels.cognitive_level);
  item["achievement_level"] = Name(labels.achievement_level);
  item["concepts"] = labels.concepts;
  item["author"] = "feedback-" + entry.tenant;
  item["style"] = "feedback";
  item["source"] = "hand";
  item["split"] = "train";
  return Dump(item);
}

}  // namespace

std::string FeedbackRow(const FeedbackEntry& entry) {
  std::string state(State(entry));
  state.resize(sizeof "revoked" - 1, ' ');
  return entry.id + "  " + Time(entry.submitted) + "  " + state + "  " +
         (entry.score ? std::to_string(*entry.score) : "-") + "  " + entry.tenant + "  " +
         Corrections(entry) + "  " + Excerpt(entry.text) + "\n";
}

std::string FeedbackJson(const FeedbackEntry& entry) {
  ordered_json object;
  object["feedback_id"] = entry.id;
  object["submitted"] = Time(entry.submitted);
  object["tenant"] = entry.tenant;
  object["state"] = State(entry);
  if (entry.score) object["score"] = *entry.score;
  object["item_id"] = entry.item_id;
  object["text"] = entry.text;
  object["has_pictures"] = !entry.pictures.empty();
  if (entry.reviewed) object["answered_standard_code"] = entry.reviewed->answered.ToString();
  object["corrected"] = ToJson(entry.corrected);
  object["comment"] = entry.comment;
  object["reviewer"] = entry.reviewer;
  object["request_id"] = entry.request_id;
  return Dump(object);
}

TrainingItems ToTrainingItems(std::vector<FeedbackEntry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.serial > b.serial; });
  TrainingItems items;
  std::unordered_set<std::string> texts;
  for (const FeedbackEntry& entry : entries) {
    if (entry.revoked || entry.corrected.empty() || !entry.reviewed) continue;
    if (!entry.pictures.empty()) {
      ++items.with_pictures;
    } else if (texts.insert(text::ExactKeyText(text::Normalize(entry.text))).second) {
      items.lines.push_back(TrainingLine(entry));
    } else {
      ++items.superseded;
    }
  }
  std::reverse(items.lines.begin(), items.lines.end());
  return items;
}

}  // namespace munhang::cli
