#include "app/configuration_document.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include "munhang/text/normalizer.h"

namespace munhang::app {
namespace {

// The first thing in `bytes` that no YAML file may contain. The parser would stop in silence at
// some control characters and take other encodings for granted.
std::optional<std::pair<size_t, std::string>> FindUnreadable(std::string_view bytes) {
  if (const auto invalid = text::FirstInvalidUtf8(bytes)) {
    return std::pair(*invalid, std::string("is not UTF-8"));
  }
  const auto control = std::find_if(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
  });
  if (control == bytes.end()) return std::nullopt;
  return std::pair(static_cast<size_t>(control - bytes.begin()),
                   std::string("has a control character"));
}

// Where the last document began that the parser has been through.
class DocumentStart final : public YAML::EventHandler {
 public:
  const YAML::Mark& mark() const { return mark_; }

  void OnDocumentStart(const YAML::Mark& mark) override { mark_ = mark; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

 private:
  YAML::Mark mark_ = YAML::Mark::null_mark();
};

// Reports a second document. The parser never consumes a stray ',' between documents: it yields one
// empty document after another at the same place, for ever.
bool IsOneDocument(const std::string& yaml, Problems* problems) {
  std::istringstream stream(yaml);
  YAML::Parser parser(stream);
  DocumentStart first;
  DocumentStart second;
  DocumentStart third;
  if (!parser.HandleNextDocument(first) || !parser.HandleNextDocument(second)) return true;
  const bool is_stuck = second.mark().pos == first.mark().pos ||
                        (parser.HandleNextDocument(third) && third.mark().pos == second.mark().pos);
  problems->AddAt(LineOf(second.mark()), "",
                  is_stuck ? "is not valid YAML: nothing can be read here"
                           : "has a second document; one is allowed");
  return false;
}

}  // namespace

std::optional<YAML::Node> ParseDocument(std::string_view yaml, Problems* problems) {
  if (const auto unreadable = FindUnreadable(yaml)) {
    const auto& [offset, text] = *unreadable;
    const std::string_view before = yaml.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    problems->AddAt(static_cast<int>(lines) + 1, "", text);
    return std::nullopt;
  }
  try {
    const std::string text(yaml);
    if (!IsOneDocument(text, problems)) return std::nullopt;
    return YAML::Load(text);
  } catch (const YAML::DeepRecursion& error) {
    problems->AddAt(LineOf(error.mark), "", "is nested too deeply");
  } catch (const YAML::Exception& error) {
    problems->AddAt(LineOf(error.mark), "", "is not valid YAML: " + error.msg);
  }
  return std::nullopt;
}

}  // namespace munhang::app
