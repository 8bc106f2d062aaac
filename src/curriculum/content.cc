#include "curriculum/content.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "curriculum/field_reader.h"
#include "munhang/domain/classification.h"

namespace munhang::curriculum {
namespace {

// More decimal places than a double carries would mean nothing.
constexpr int kMostDecimals = 15;
constexpr size_t kLongestVersion = 64;

bool IsVersion(std::string_view text) {
  constexpr std::string_view kAllowed =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-_+";
  return text.size() <= kLongestVersion &&
         text.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string_view LevelName(size_t level) { return Name(static_cast<AchievementLevel>(level)); }

std::vector<NumberRange> ReadNumbers(FieldReader* fields) {
  std::vector<NumberRange> numbers;
  fields->Maps("numbers", [&](FieldReader* range) {
    numbers.push_back({.kind = range->Text("kind"),
                       .min = range->OptionalNumber("min"),
                       .max = range->OptionalNumber("max"),
                       .decimals = range->OptionalCount("decimals", kMostDecimals),
                       .note = range->OptionalText("note")});
  });
  return numbers;
}

std::vector<Contrast> ReadContrasts(FieldReader* fields) {
  std::vector<Contrast> contrasts;
  fields->Maps("contrasts", [&](FieldReader* contrast) {
    const auto code = contrast->Code("code");
    std::string difference = contrast->Text("difference");
    if (code) contrasts.push_back({*code, std::move(difference)});
  });
  return contrasts;
}

std::vector<std::string> ReadLevels(GradeGroup grade_group, FieldReader* fields) {
  std::vector<std::string> levels;
  fields->Map("levels", [&](FieldReader* level_fields) {
    for (size_t level = 0; level < AchievementLevelCount(grade_group); ++level) {
      levels.push_back(level_fields->Text(LevelName(level)));
    }
  });
  return levels;
}

std::optional<Standard> ReadStandard(FieldReader* fields) {
  const auto code = fields->Code("code");
  if (!code) return std::nullopt;
  fields->set_path(code->ToString());
  Standard standard{.code = *code,
                    .element = fields->Text("element"),
                    .gist = fields->Text("gist"),
                    .concepts = fields->Texts("concepts"),
                    .numbers = ReadNumbers(fields),
                    .operators = fields->Texts("operators"),
                    .units = fields->Texts("units"),
                    .limits = fields->Texts("limits"),
                    .contrasts = ReadContrasts(fields),
                    .prerequisites = fields->Codes("prerequisites"),
                    .successors = {},
                    .wording = fields->Texts("wording"),
                    .levels = ReadLevels(code->grade_group(), fields)};
  fields->Finish();
  return standard;
}

Node TextList(const std::vector<std::string>& texts) {
  Node list = Node::List();
  for (const std::string& text : texts) list.Add(Node::Text(text));
  return list;
}

Node ToNode(const NumberRange& range) {
  Node node = Node::Map();
  node.Set("kind", Node::Text(range.kind));
  if (range.min) node.Set("min", Node::Number(*range.min));
  if (range.max) node.Set("max", Node::Number(*range.max));
  if (range.decimals) node.Set("decimals", Node::Number(*range.decimals));
  if (!range.note.empty()) node.Set("note", Node::Text(range.note));
  return node;
}

Node ToNode(const Contrast& contrast) {
  Node node = Node::Map();
  node.Set("code", Node::Text(contrast.code.ToString()));
  node.Set("difference", Node::Text(contrast.difference));
  return node;
}

template <typename Item>
Node NodeList(const std::vector<Item>& items) {
  Node list = Node::List();
  for (const Item& item : items) list.Add(ToNode(item));
  return list;
}

}  // namespace

Commentary ReadCommentary(const Document& document, const Node& node, Problems* problems) {
  std::array<std::optional<std::string>, kGradeGroupCount> grade_group_notes;
  std::array<std::array<std::optional<std::string>, kDomainCount>, kGradeGroupCount> domain_notes;
  const auto keep = [](FieldReader* note, std::string_view key, std::optional<std::string>* kept) {
    if (kept->has_value()) note->Report(key, "already has a note");
    *kept = note->Text("note");
  };

  Commentary commentary;
  FieldReader fields(document, node, node.key, problems);
  commentary.version = fields.Text("version");
  if (!IsVersion(commentary.version)) {
    fields.Report("version", "is not up to 64 letters, digits and any of . - _ +");
  }
  fields.Maps("grade_groups", [&](FieldReader* note) {
    std::optional<std::string> unused;
    const auto grade_group = note->ReadGradeGroup("grade_group");
    keep(note, "grade_group",
         grade_group ? &grade_group_notes[static_cast<size_t>(*grade_group)] : &unused);
  });
  fields.Maps("domains", [&](FieldReader* note) {
    std::optional<std::string> unused;
    const auto grade_group = note->ReadGradeGroup("grade_group");
    const auto domain = note->ReadDomain("domain");
    keep(note, "domain",
         grade_group && domain
             ? &domain_notes[static_cast<size_t>(*grade_group)][static_cast<size_t>(*domain)]
             : &unused);
  });
  fields.Finish();
  // Without the lists every note would be missing; that they are is said already.
  if (!problems->empty()) return commentary;

  for (size_t g = 0; g < kGradeGroupCount; ++g) {
    const auto grade_group = static_cast<GradeGroup>(g);
    const std::string name(Name(grade_group));
    if (!grade_group_notes[g]) fields.Report("grade_groups", "has no note for " + name);
    commentary.grade_groups.push_back({grade_group, grade_group_notes[g].value_or("")});
    for (size_t d = 0; d < kDomainCount; ++d) {
      const auto domain = static_cast<Domain>(d);
      if (!domain_notes[g][d]) {
        fields.Report("domains", "has no note for " + name + " " + std::string(Name(domain)));
      }
      commentary.domains.push_back({grade_group, domain, domain_notes[g][d].value_or("")});
    }
  }
  return commentary;
}

std::vector<StandardDraft> ReadStandards(const Document& document, const Node& list,
                                         Problems* problems) {
  std::vector<StandardDraft> drafts;
  if (list.kind != NodeKind::kList) {
    problems->Add(document.source, list.line, list.key,
                  "is " + std::string(Name(list.kind)) + ", not a list of standards");
    return drafts;
  }
  for (size_t i = 0; i < list.children.size(); ++i) {
    const Node& node = list.children[i];
    FieldReader fields(document, node, list.key + '[' + std::to_string(i) + ']', problems);
    if (auto standard = ReadStandard(&fields)) {
      drafts.push_back({std::move(*standard), &document, &node});
    }
  }
  return drafts;
}

Node ToNode(const Commentary& commentary) {
  Node grade_groups = Node::List();
  for (const GradeGroupNote& note : commentary.grade_groups) {
    Node item = Node::Map();
    item.Set("grade_group", Node::Text(Name(note.grade_group)));
    item.Set("note", Node::Text(note.note));
    grade_groups.Add(std::move(item));
  }
  Node domains = Node::List();
  for (const DomainNote& note : commentary.domains) {
    Node item = Node::Map();
    item.Set("grade_group", Node::Text(Name(note.grade_group)));
    item.Set("domain", Node::Text(Name(note.domain)));
    item.Set("note", Node::Text(note.note));
    domains.Add(std::move(item));
  }
  Node node = Node::Map();
  node.Set("version", Node::Text(commentary.version));
  node.Set("grade_groups", std::move(grade_groups));
  node.Set("domains", std::move(domains));
  return node;
}

Node ToNode(const Standard& standard) {
  Node prerequisites = Node::List();
  for (const StandardCode code : standard.prerequisites) {
    prerequisites.Add(Node::Text(code.ToString()));
  }
  Node levels = Node::Map();
  for (size_t level = 0; level < standard.levels.size(); ++level) {
    levels.Set(LevelName(level), Node::Text(standard.levels[level]));
  }
  Node node = Node::Map();
  node.Set("code", Node::Text(standard.code.ToString()));
  node.Set("element", Node::Text(standard.element));
  node.Set("gist", Node::Text(standard.gist));
  node.Set("concepts", TextList(standard.concepts));
  node.Set("numbers", NodeList(standard.numbers));
  node.Set("operators", TextList(standard.operators));
  node.Set("units", TextList(standard.units));
  node.Set("limits", TextList(standard.limits));
  node.Set("contrasts", NodeList(standard.contrasts));
  node.Set("prerequisites", std::move(prerequisites));
  node.Set("wording", TextList(standard.wording));
  node.Set("levels", std::move(levels));
  return node;
}

}  // namespace munhang::curriculum
