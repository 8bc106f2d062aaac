#include "munhang/curriculum/knowledge_base.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "curriculum/content.h"
#include "curriculum/field_reader.h"
#include "curriculum/json_document.h"
#include "curriculum/packing.h"
#include "curriculum/taxonomy.h"
#include "curriculum/validation.h"
#include "curriculum/yaml_document.h"
#include "munhang/curriculum/problems.h"
#include "munhang/curriculum/text_file.h"

namespace munhang::curriculum {
namespace {

// Adds the document to the content; nullptr, and a problem, if it cannot be read.
const Document* ReadYamlFile(const std::string& path, Content* content, Problems* problems) {
  const auto text = ReadTextFile(path, problems);
  if (!text) return nullptr;
  auto document = ParseYaml(*text, path, problems);
  if (!document) return nullptr;
  return &content->documents.emplace_back(std::move(*document));
}

void ReadStandardsInto(Content* content, const Document& document, const Node& list,
                       Problems* problems) {
  std::vector<StandardDraft> drafts = ReadStandards(document, list, problems);
  std::move(drafts.begin(), drafts.end(), std::back_inserter(content->standards));
}

}  // namespace

absl::StatusOr<KnowledgeBase> KnowledgeBase::FromDirectory(const std::string& directory) {
  std::error_code error;
  if (!std::filesystem::is_directory(directory, error)) {
    return absl::NotFoundError(directory + ": is not a directory");
  }
  Problems problems;
  Content content;
  const std::filesystem::path root(directory);
  if (const Document* document =
          ReadYamlFile((root / "commentary.yaml").string(), &content, &problems)) {
    content.commentary = ReadCommentary(*document, document->root, &problems);
  }
  content.standards_source = (root / "standards").string();
  const std::vector<std::string> paths = ListFiles(content.standards_source, "", ".yaml");
  if (paths.empty()) problems.Add(content.standards_source, 0, "", "holds no .yaml file");
  for (const std::string& path : paths) {
    if (const Document* document = ReadYamlFile(path, &content, &problems)) {
      ReadStandardsInto(&content, *document, document->root, &problems);
    }
  }
  if (!problems.empty()) return problems.ToStatus();
  return FromContent(std::move(content));
}

absl::StatusOr<KnowledgeBase> KnowledgeBase::FromPacked(std::string_view json) {
  constexpr std::string_view kSource = "packed";
  Problems problems;
  auto parsed = ParseJson(json, kSource, &problems);
  if (!parsed) return problems.ToStatus();
  Content content;
  content.standards_source = kSource;
  const Document& document = content.documents.emplace_back(std::move(*parsed));
  if (document.root.kind != NodeKind::kMap || document.root.children.size() != 2 ||
      document.root.Find("commentary") == nullptr || document.root.Find("standards") == nullptr) {
    problems.Add(kSource, 0, "", "is not a map of commentary and standards");
    return problems.ToStatus();
  }
  content.commentary = ReadCommentary(document, *document.root.Find("commentary"), &problems);
  ReadStandardsInto(&content, document, *document.root.Find("standards"), &problems);
  if (!problems.empty()) return problems.ToStatus();
  return FromContent(std::move(content));
}

absl::StatusOr<KnowledgeBase> KnowledgeBase::FromContent(Content content) {
  Problems problems;
  Validate(content, &problems);
  if (!problems.empty()) return problems.ToStatus();

  KnowledgeBase knowledge;
  knowledge.text_version_ = std::move(content.commentary.version);
  knowledge.grade_group_notes_ = std::move(content.commentary.grade_groups);
  knowledge.domain_notes_ = std::move(content.commentary.domains);
  std::vector<Standard>& standards = knowledge.standards_;
  for (StandardDraft& draft : content.standards) standards.push_back(std::move(draft.standard));
  std::sort(standards.begin(), standards.end(),
            [](const Standard& a, const Standard& b) { return a.code < b.code; });
  for (size_t i = 0; i < standards.size(); ++i) knowledge.index_.emplace(standards[i].code, i);
  for (const Standard& standard : standards) {
    for (const StandardCode code : standard.prerequisites) {
      standards[knowledge.index_.at(code)].successors.push_back(standard.code);
    }
  }
  knowledge.taxonomy_version_ =
      std::string(kCurriculumYear) + "/" + std::to_string(standards.size());
  knowledge.knowledge_version_ = knowledge.text_version_ + "-" + Fingerprint(Pack(knowledge));
  return knowledge;
}

std::optional<size_t> KnowledgeBase::IndexOf(StandardCode code) const {
  const auto found = index_.find(code);
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

const Standard* KnowledgeBase::Find(StandardCode code) const {
  const auto index = IndexOf(code);
  return index ? &standards_[*index] : nullptr;
}

}  // namespace munhang::curriculum
