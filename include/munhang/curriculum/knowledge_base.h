#ifndef MUNHANG_CURRICULUM_KNOWLEDGE_BASE_H_
#define MUNHANG_CURRICULUM_KNOWLEDGE_BASE_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "munhang/domain/classification.h"
#include "munhang/domain/standard_code.h"

namespace munhang::curriculum {

// Numbers that items of a standard keep to.
struct NumberRange {
  // natural, integer, fraction, decimal, percent, rational, real, ratio or measure.
  std::string kind;
  std::optional<double> min;
  std::optional<double> max;
  // Most decimal places.
  std::optional<int> decimals;
  std::string note;
};

// A neighbour that a standard is mistaken for, and what tells the two apart.
struct Contrast {
  StandardCode code;
  std::string difference;
};

// One achievement standard; the fields are those of data/curriculum/README.md.
struct Standard {
  StandardCode code;
  std::string element;
  std::string gist;
  std::vector<std::string> concepts;
  std::vector<NumberRange> numbers;
  std::vector<std::string> operators;
  std::vector<std::string> units;
  std::vector<std::string> limits;
  std::vector<Contrast> contrasts;
  std::vector<StandardCode> prerequisites;
  // Standards that name this one as a prerequisite.
  std::vector<StandardCode> successors;
  std::vector<std::string> wording;
  // Descriptions of level A, B, … in order; as many as the grade group has levels.
  std::vector<std::string> levels;
};

struct GradeGroupNote {
  GradeGroup grade_group;
  std::string note;
};

struct DomainNote {
  GradeGroup grade_group;
  Domain domain;
  std::string note;
};

// A knowledge base as read; private to the module.
struct Content;

// The curriculum as Munhang knows it: every standard exactly once, all links resolved, all levels
// described. Immutable and thread-safe; references stay valid for its lifetime.
class KnowledgeBase {
 public:
  // The one built into the binary. Aborts only if the binary is broken: the build checks the data.
  static KnowledgeBase Embedded();

  // A directory in the format of data/curriculum. NOT_FOUND if there is no such directory;
  // otherwise INVALID_ARGUMENT with one problem a line, "file:line: key: what is wrong", the
  // first 50.
  static absl::StatusOr<KnowledgeBase> FromDirectory(const std::string& directory);

  // The packed form that the build embeds: JSON with keys "commentary" and "standards".
  // Errors as above, with "packed" for the file and no lines.
  static absl::StatusOr<KnowledgeBase> FromPacked(std::string_view json);

  // In the order of their codes.
  const std::vector<Standard>& standards() const { return standards_; }
  const std::vector<GradeGroupNote>& grade_group_notes() const { return grade_group_notes_; }
  const std::vector<DomainNote>& domain_notes() const { return domain_notes_; }

  // Position in standards(); nullopt for a code that does not exist.
  std::optional<size_t> IndexOf(StandardCode code) const;
  // nullptr for a code that does not exist.
  const Standard* Find(StandardCode code) const;

  // Version of the taxonomy: the curriculum and how many standards it has, such as "2022/181".
  const std::string& taxonomy_version() const { return taxonomy_version_; }
  // Version of the texts as their author states it, such as "2022.1".
  const std::string& text_version() const { return text_version_; }
  // The same and a fingerprint of all content: "2022.1-1f0c93ab". Equal for equal content,
  // whichever form it was read from.
  const std::string& knowledge_version() const { return knowledge_version_; }

 private:
  KnowledgeBase() = default;
  static absl::StatusOr<KnowledgeBase> FromContent(Content content);

  std::vector<Standard> standards_;
  std::vector<GradeGroupNote> grade_group_notes_;
  std::vector<DomainNote> domain_notes_;
  std::unordered_map<StandardCode, size_t> index_;
  std::string taxonomy_version_;
  std::string text_version_;
  std::string knowledge_version_;
};

// Which codes a complete 2022 taxonomy has: for each grade group and domain, serial numbers from 1
// to the count returned here, 181 in all.
int ExpectedStandardCount(GradeGroup grade_group, Domain domain);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_KNOWLEDGE_BASE_H_
