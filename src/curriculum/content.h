#ifndef MUNHANG_CURRICULUM_CONTENT_H_
#define MUNHANG_CURRICULUM_CONTENT_H_

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "curriculum/document.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/curriculum/problems.h"

// The one place that knows the fields of a standard and of the commentary, in both directions.
namespace munhang::curriculum {

struct Commentary {
  std::string version;
  // One for each grade group, and for each domain in it, in order.
  std::vector<GradeGroupNote> grade_groups;
  std::vector<DomainNote> domains;
};

// A standard as read, and where, so that later checks can point there.
struct StandardDraft {
  Standard standard;
  const Document* document = nullptr;
  const Node* node = nullptr;
};

// A knowledge base as read, before it is known to be consistent.
struct Content {
  // Referred to by the drafts.
  std::deque<Document> documents;
  // What to blame for a standard that is nowhere.
  std::string standards_source;
  Commentary commentary;
  std::vector<StandardDraft> standards;
};

// Problems go to `problems`; a standard with an unreadable code is left out.
Commentary ReadCommentary(const Document& document, const Node& node, Problems* problems);
std::vector<StandardDraft> ReadStandards(const Document& document, const Node& list,
                                         Problems* problems);

Node ToNode(const Commentary& commentary);
Node ToNode(const Standard& standard);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_CONTENT_H_
