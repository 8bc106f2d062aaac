#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/result_line.h"
#include "munhang/app/configuration.h"
#include "munhang/app/service.h"
#include "munhang/curriculum/description.h"
#include "munhang/curriculum/import.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/rpc/conversion.h"

namespace munhang::cli {
namespace {

using curriculum::KnowledgeBase;
using curriculum::Standard;

constexpr size_t kMostHits = 50;

struct Arguments {
  std::string grade_group;
  std::string domain;
  std::string code;
  bool json = false;
  std::string text;
  size_t limit = 10;
  std::string directory;
  std::string source;
};

int List(const Arguments& arguments) {
  const auto grade_group = ParseGradeGroup(arguments.grade_group);
  const auto domain = ParseDomain(arguments.domain);
  const KnowledgeBase knowledge = KnowledgeBase::Embedded();
  for (const Standard& standard : knowledge.standards()) {
    if (grade_group && standard.code.grade_group() != *grade_group) continue;
    if (domain && standard.code.domain() != *domain) continue;
    Print(curriculum::Summarize(standard) + "\n");
  }
  return kExitDone;
}

int Show(const Arguments& arguments) {
  const auto code = StandardCode::Parse(arguments.code);
  if (!code) return Fail(kExitUsage, arguments.code + " is no code such as 4수01-04");
  const KnowledgeBase knowledge = KnowledgeBase::Embedded();
  const Standard* standard = knowledge.Find(*code);
  if (standard == nullptr) {
    return Fail(kExitFailed, code->ToString() + " is not in the curriculum");
  }
  Print(arguments.json ? ToJsonLine(rpc::ToProto(*standard)) + "\n"
                       : curriculum::Describe(*standard));
  return kExitDone;
}

int Search(const Arguments& arguments) {
  auto engine = app::Engine::Create(app::DefaultConfiguration());
  if (!engine.ok()) return Fail(kExitConfiguration, engine.status());
  SearchQuery query;
  query.text = arguments.text;
  query.limit = arguments.limit;
  const auto hits = (*engine)->SearchNow(std::move(query));
  if (!hits.ok()) return Fail(kExitFailed, hits.status());
  if (hits->empty()) return Fail(kExitFailed, "nothing in the curriculum resembles this text");
  for (const SearchHit& hit : *hits) {
    Print(curriculum::Summarize(*(*engine)->knowledge().Find(hit.code)) + "\n");
  }
  return kExitDone;
}

int Check(const Arguments& arguments) {
  const bool embedded = arguments.directory.empty();
  const auto knowledge = embedded ? absl::StatusOr<KnowledgeBase>(KnowledgeBase::Embedded())
                                  : KnowledgeBase::FromDirectory(arguments.directory);
  if (!knowledge.ok()) return Fail(kExitConfiguration, knowledge.status());
  Print((embedded ? "embedded" : arguments.directory) + ": valid, taxonomy " +
        knowledge->taxonomy_version() + ", knowledge " + knowledge->knowledge_version() + "\n");
  return kExitDone;
}

int Import(const Arguments& arguments) {
  const auto summary = curriculum::ImportOfficialTables(arguments.source, arguments.directory,
                                                        KnowledgeBase::Embedded());
  if (!summary.ok()) return Fail(kExitFailed, summary.status());
  Print(arguments.directory + ": " + std::to_string(summary->standards) + " standards, " +
        std::to_string(summary->levels) + " levels, " + std::to_string(summary->explanations) +
        " explanations, " + std::to_string(summary->notes) + " notes, knowledge " +
        summary->knowledge_version + "\n");
  if (summary->unexplained_standards > 0) {
    Print(std::to_string(summary->unexplained_standards) +
          " standards have no explanation in the tables and keep the limits known before\n");
  }
  return kExitDone;
}

}  // namespace

void RegisterCurriculum(CLI::App& app, Command* chosen) {
  CLI::App* command =
      app.add_subcommand("curriculum", "Look at the curriculum, check and import it");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  munhang curriculum list --grade-group 초3-4 --domain '도형과 측정'\n"
      "  munhang curriculum show 4수01-04\n"
      "  munhang curriculum search '두 분수의 크기를 비교하기' --limit 3\n"
      "  munhang curriculum import official-tables/ knowledge/");
  auto arguments = std::make_shared<Arguments>();
  const auto run = [arguments, chosen](CLI::App* subcommand, int (*function)(const Arguments&)) {
    subcommand->callback([=] { *chosen = [=] { return function(*arguments); }; });
  };

  CLI::App* list = command->add_subcommand("list", "Print standards, one a line");
  list->add_option("--grade-group", arguments->grade_group, "Only this one")
      ->check(CLI::IsMember(AllNames<GradeGroup>(kGradeGroupCount)));
  list->add_option("--domain", arguments->domain, "Only this one")
      ->check(CLI::IsMember(AllNames<Domain>(kDomainCount)));
  run(list, List);

  CLI::App* show = command->add_subcommand("show", "Print all that is known of a standard");
  show->add_option("CODE", arguments->code, "Such as 4수01-04")->required();
  show->add_flag("--json", arguments->json, "As munhang.v1.Standard in proto JSON");
  run(show, Show);

  CLI::App* search =
      command->add_subcommand("search", "Print the standards nearest to a text, best first");
  search->add_option("TEXT", arguments->text, "Words, a formula or an item")->required();
  search->add_option("--limit", arguments->limit, "How many")
      ->capture_default_str()
      ->check(CLI::Range(size_t{1}, kMostHits));
  run(search, Search);

  CLI::App* check = command->add_subcommand("check", "Check a knowledge base");
  check->add_option("DIR", arguments->directory, "Directory; without it the embedded one");
  run(check, Check);

  CLI::App* import = command->add_subcommand(
      "import", "Make a knowledge base from the official tables, for knowledge.directory");
  import->add_option("SOURCE_DIR", arguments->source, "Directory of the tables")->required();
  import->add_option("OUTPUT_DIR", arguments->directory, "New directory")->required();
  run(import, Import);
}

}  // namespace munhang::cli
