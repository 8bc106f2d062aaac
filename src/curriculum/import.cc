#include "munhang/curriculum/import.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "curriculum/content.h"
#include "curriculum/document.h"
#include "curriculum/official_tables.h"
#include "curriculum/taxonomy.h"
#include "curriculum/yaml_document.h"
#include "munhang/curriculum/problems.h"
#include "munhang/curriculum/text_file.h"

namespace munhang::curriculum {
namespace {

constexpr std::string_view kVersionSuffix = "-official";

std::string JoinSentences(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences)
    text.append(text.empty() ? "" : " ").append(sentence);
  return text;
}

// The note from the tables if they have one, else the base's.
std::string ChooseNote(const std::vector<std::string>& official, const std::string& base,
                       ImportSummary* summary) {
  if (official.empty()) return base;
  ++summary->notes;
  return JoinSentences(official);
}

Commentary MergeCommentary(const OfficialTables& tables, const KnowledgeBase& base,
                           ImportSummary* summary) {
  Commentary commentary{base.text_version(), base.grade_group_notes(), base.domain_notes()};
  if (!commentary.version.ends_with(kVersionSuffix)) commentary.version += kVersionSuffix;
  for (GradeGroupNote& note : commentary.grade_groups) {
    const auto& official = tables.grade_group_notes[static_cast<size_t>(note.grade_group)];
    note.note = ChooseNote(official, note.note, summary);
  }
  for (DomainNote& note : commentary.domains) {
    const auto& official =
        tables
            .domain_notes[static_cast<size_t>(note.grade_group)][static_cast<size_t>(note.domain)];
    note.note = ChooseNote(official, note.note, summary);
  }
  return commentary;
}

Standard Merge(Standard standard, const OfficialStandard& official, ImportSummary* summary) {
  ++summary->standards;
  summary->levels += official.levels.size();
  summary->explanations += official.explanations.size();
  standard.element = official.element;
  standard.gist = official.sentence;
  standard.levels = official.levels;
  if (official.explanations.empty()) {
    ++summary->unexplained_standards;
  } else {
    standard.limits = official.explanations;
  }
  return standard;
}

absl::Status CreateOutput(const std::filesystem::path& directory) {
  std::error_code error;
  if (std::filesystem::exists(directory, error) && !std::filesystem::is_empty(directory, error)) {
    return absl::FailedPreconditionError(directory.string() +
                                         ": is not empty; name a new directory");
  }
  std::filesystem::create_directories(directory / "standards", error);
  if (error) {
    return absl::UnknownError(directory.string() + ": cannot be created: " + error.message());
  }
  return absl::OkStatus();
}

// One file for each grade group and domain, from standards in the order of their codes.
absl::Status WriteStandards(const std::filesystem::path& directory,
                            const std::vector<Standard>& standards) {
  for (size_t begin = 0, end = 0; begin < standards.size(); begin = end) {
    const GradeGroup grade_group = standards[begin].code.grade_group();
    const Domain domain = standards[begin].code.domain();
    Node list = Node::List();
    while (end < standards.size() && standards[end].code.grade_group() == grade_group &&
           standards[end].code.domain() == domain) {
      list.Add(ToNode(standards[end++]));
    }
    const auto path = directory / (FileStem(grade_group, domain) + ".yaml");
    const absl::Status written = WriteTextFile(path.string(), WriteYaml(list));
    if (!written.ok()) return written;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ImportSummary> ImportOfficialTables(const std::string& source_directory,
                                                   const std::string& output_directory,
                                                   const KnowledgeBase& base) {
  std::error_code error;
  if (!std::filesystem::is_directory(source_directory, error)) {
    return absl::NotFoundError(source_directory + ": is not a directory");
  }
  Problems problems;
  const OfficialTables tables = ReadOfficialTables(source_directory, &problems);
  if (!problems.empty()) return problems.ToStatus();

  ImportSummary summary;
  const Commentary commentary = MergeCommentary(tables, base, &summary);
  std::vector<Standard> standards;
  for (const Standard& standard : base.standards()) {
    standards.push_back(Merge(standard, tables.standards.at(standard.code), &summary));
  }

  const std::filesystem::path output(output_directory);
  absl::Status status = CreateOutput(output);
  if (!status.ok()) return status;
  status = WriteTextFile((output / "commentary.yaml").string(), WriteYaml(ToNode(commentary)));
  if (!status.ok()) return status;
  status = WriteStandards(output / "standards", standards);
  if (!status.ok()) return status;
  auto written = KnowledgeBase::FromDirectory(output_directory);
  if (!written.ok()) return written.status();
  summary.knowledge_version = written->knowledge_version();
  return summary;
}

}  // namespace munhang::curriculum
