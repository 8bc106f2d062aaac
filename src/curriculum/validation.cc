#include "curriculum/validation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "curriculum/taxonomy.h"

namespace munhang::curriculum {
namespace {

constexpr auto kNumberKinds =
    std::to_array<std::string_view>({"natural", "integer", "fraction", "decimal", "percent",
                                     "rational", "real", "ratio", "measure"});

// Bytes of the white space that `text` begins with: one character, or none.
size_t SpaceLength(std::string_view text) {
  switch (static_cast<unsigned char>(text.front())) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
      return 1;
    case 0xC2:
      return text.starts_with("\u00A0") ? 2 : 0;
    case 0xE3:
      return text.starts_with("\u3000") ? 3 : 0;
    default:
      return 0;
  }
}

// So that texts that differ in spacing only count as the same.
std::string WithoutSpaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const size_t space = SpaceLength(text);
    if (space == 0) out += text.front();
    text.remove_prefix(space == 0 ? 1 : space);
  }
  return out;
}

class Validator {
 public:
  Validator(const Content& content, Problems* problems) : content_(content), problems_(problems) {}

  void Run() {
    CheckCodes();
    for (const StandardDraft& draft : content_.standards) {
      CheckAmounts(draft);
      CheckNumbers(draft);
      CheckLinks(draft);
    }
    CheckCycles();
    CheckWordings();
  }

 private:
  enum class Visit { kNew, kOpen, kDone };

  static const Node& FieldOf(const StandardDraft& draft, std::string_view key) {
    const Node* field = draft.node->Find(key);
    return field == nullptr ? *draft.node : *field;
  }

  void Report(const StandardDraft& draft, std::string_view key, std::string_view what) {
    problems_->Add(draft.document->source, FieldOf(draft, key).line,
                   draft.standard.code.ToString().append(".").append(key), what);
  }

  // About an item of a list; `within` is a key of that item, or empty.
  void Report(const StandardDraft& draft, std::string_view key, size_t index,
              std::string_view within, std::string_view what) {
    const Node& item = FieldOf(draft, key).children.at(index);
    std::string path = draft.standard.code.ToString().append(".").append(key);
    path += '[' + std::to_string(index) + ']';
    if (!within.empty()) path.append(".").append(within);
    problems_->Add(draft.document->source, item.line, path, what);
  }

  // Fills by_code_ with the first standard of each code.
  void CheckCodes() {
    const StandardDraft* previous = nullptr;
    for (const StandardDraft& draft : content_.standards) {
      const StandardCode code = draft.standard.code;
      if (!IsInTaxonomy(code)) {
        Report(draft, "code",
               "is not in the curriculum, where serial numbers end at " +
                   std::to_string(ExpectedStandardCount(code.grade_group(), code.domain())));
      }
      const auto [first, is_new] = by_code_.emplace(code, &draft);
      if (!is_new) {
        const StandardDraft& other = *first->second;
        Report(draft, "code",
               "is described twice; the first is in " + other.document->source +
                   LineSuffix(FieldOf(other, "code").line));
      } else if (previous != nullptr && previous->document == draft.document &&
                 code < previous->standard.code) {
        Report(draft, "code",
               "comes after " + previous->standard.code.ToString() +
                   "; standards go in the order of their codes");
      }
      previous = &draft;
    }
    for (const StandardCode code : AllCodes()) {
      if (!by_code_.contains(code)) {
        problems_->Add(content_.standards_source, 0, code.ToString(), "is missing");
      }
    }
  }

  static std::string LineSuffix(int line) { return line > 0 ? ":" + std::to_string(line) : ""; }

  void CheckAmounts(const StandardDraft& draft) {
    const size_t concepts = draft.standard.concepts.size();
    if (concepts < 1 || concepts > kMostConcepts) {
      Report(
          draft, "concepts",
          "has " + std::to_string(concepts) + " tags, not 1 to " + std::to_string(kMostConcepts));
    }
    const size_t wordings = draft.standard.wording.size();
    if (wordings < kFewestWordings) {
      Report(draft, "wording",
             "has " + std::to_string(wordings) + " texts, fewer than " +
                 std::to_string(kFewestWordings));
    }
  }

  void CheckNumbers(const StandardDraft& draft) {
    for (size_t i = 0; i < draft.standard.numbers.size(); ++i) {
      const NumberRange& range = draft.standard.numbers[i];
      if (std::find(kNumberKinds.begin(), kNumberKinds.end(), range.kind) == kNumberKinds.end()) {
        std::string what = "\"" + range.kind + "\" is none of ";
        for (const std::string_view kind : kNumberKinds) {
          what.append(kind == kNumberKinds.front() ? "" : ", ").append(kind);
        }
        Report(draft, "numbers", i, "kind", what);
      }
      if (range.min && range.max && *range.min > *range.max) {
        Report(draft, "numbers", i, "min", "is greater than max");
      }
    }
  }

  void CheckLinks(const StandardDraft& draft) {
    const Standard& standard = draft.standard;
    std::unordered_set<StandardCode> prerequisites;
    for (size_t i = 0; i < standard.prerequisites.size(); ++i) {
      const StandardCode code = standard.prerequisites[i];
      CheckLink(draft, "prerequisites", i, code, !prerequisites.insert(code).second);
    }
    std::unordered_set<StandardCode> contrasts;
    for (size_t i = 0; i < standard.contrasts.size(); ++i) {
      const StandardCode code = standard.contrasts[i].code;
      CheckLink(draft, "contrasts", i, code, !contrasts.insert(code).second);
    }
  }

  void CheckLink(const StandardDraft& draft, std::string_view key, size_t index, StandardCode code,
                 bool again) {
    if (code == draft.standard.code) {
      Report(draft, key, index, "", "is the standard itself");
    } else if (!IsInTaxonomy(code)) {
      Report(draft, key, index, "", code.ToString() + " is not in the curriculum");
    } else if (again) {
      Report(draft, key, index, "", code.ToString() + " is given twice");
    }
  }

  void CheckCycles() {
    for (const StandardCode code : AllCodes()) FollowPrerequisites(code);
  }

  // Depth first; a standard met while it is still open closes a cycle. No deeper than there are
  // standards.
  void FollowPrerequisites(StandardCode code) {
    const auto found = by_code_.find(code);
    if (found == by_code_.end() || visits_[code] != Visit::kNew) return;
    const StandardDraft& draft = *found->second;
    visits_[code] = Visit::kOpen;
    trail_.push_back(code);
    for (size_t i = 0; i < draft.standard.prerequisites.size(); ++i) {
      const StandardCode next = draft.standard.prerequisites[i];
      if (next != code && visits_[next] == Visit::kOpen) {
        Report(draft, "prerequisites", i, "", "closes the cycle " + CycleFrom(next));
      } else {
        FollowPrerequisites(next);
      }
    }
    trail_.pop_back();
    visits_[code] = Visit::kDone;
  }

  std::string CycleFrom(StandardCode code) const {
    std::string text;
    for (auto it = std::find(trail_.begin(), trail_.end(), code); it != trail_.end(); ++it) {
      text += it->ToString() + " → ";
    }
    return text + code.ToString();
  }

  void CheckWordings() {
    struct Place {
      const StandardDraft* draft;
      size_t index;
    };
    std::unordered_map<std::string, Place> places;
    for (const StandardDraft& draft : content_.standards) {
      for (size_t i = 0; i < draft.standard.wording.size(); ++i) {
        const auto [first, is_new] =
            places.emplace(WithoutSpaces(draft.standard.wording[i]), Place{&draft, i});
        if (is_new) continue;
        const auto& [other, index] = first->second;
        Report(draft, "wording", i, "",
               "is the same text as " + other->standard.code.ToString() + ".wording[" +
                   std::to_string(index) + "]");
      }
    }
  }

  const Content& content_;
  Problems* problems_;
  std::unordered_map<StandardCode, const StandardDraft*> by_code_;
  std::unordered_map<StandardCode, Visit> visits_;
  std::vector<StandardCode> trail_;
};

}  // namespace

void Validate(const Content& content, Problems* problems) { Validator(content, problems).Run(); }

}  // namespace munhang::curriculum
