#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "cli/feedback_text.h"
#include "munhang/feedback/sqlite_feedback_log.h"
#include "munhang/ports/feedback_log.h"

namespace munhang::cli {
namespace {

using ports::FeedbackEntry;
using ports::FeedbackLog;

struct Arguments {
  std::string database;
  bool json = false;
  std::string id;
};

// Works on the database of the arguments; tells the user when it cannot be had.
template <typename Work>
int WithLog(const Arguments& arguments, Work work) {
  const auto log = feedback::SqliteFeedbackLog::Open(arguments.database, {.create = false});
  if (!log.ok()) return Fail(kExitUsage, log.status());
  return work(**log);
}

absl::StatusOr<std::vector<FeedbackEntry>> ReadAll(FeedbackLog& log) {
  constexpr size_t kBatch = 1000;
  std::vector<FeedbackEntry> all;
  while (true) {
    auto batch = log.ChangedSince(all.empty() ? 0 : all.back().position, kBatch);
    if (!batch.ok()) return batch.status();
    if (batch->empty()) return all;
    std::move(batch->begin(), batch->end(), std::back_inserter(all));
  }
}

int List(const Arguments& arguments) {
  return WithLog(arguments, [&arguments](FeedbackLog& log) -> int {
    auto entries = ReadAll(log);
    if (!entries.ok()) return Fail(kExitFailed, entries.status());
    std::sort(entries->begin(), entries->end(),
              [](const auto& a, const auto& b) { return a.serial < b.serial; });
    for (const FeedbackEntry& entry : *entries) {
      Print(arguments.json ? FeedbackJson(entry) : FeedbackRow(entry));
    }
    return kExitDone;
  });
}

int Export(const Arguments& arguments) {
  return WithLog(arguments, [](FeedbackLog& log) -> int {
    auto entries = ReadAll(log);
    if (!entries.ok()) return Fail(kExitFailed, entries.status());
    const TrainingItems items = ToTrainingItems(*std::move(entries));
    for (const std::string& line : items.lines) Print(line);
    std::fprintf(stderr, "%zu items; left out: %zu corrected again later, %zu with pictures\n",
                 items.lines.size(), items.superseded, items.with_pictures);
    return kExitDone;
  });
}

int Report(const Arguments& arguments, const absl::Status& status, const char* done) {
  if (!status.ok()) return Fail(kExitFailed, status);
  Print("feedback " + arguments.id + " " + done + "\n");
  return kExitDone;
}

int Revoke(const Arguments& arguments) {
  return WithLog(arguments, [&arguments](FeedbackLog& log) {
    return Report(arguments, log.Revoke(arguments.id, std::nullopt), "is revoked");
  });
}

int Promote(const Arguments& arguments) {
  return WithLog(arguments, [&arguments](FeedbackLog& log) {
    return Report(arguments, log.Promote(arguments.id), "counts for every tenant");
  });
}

}  // namespace

void RegisterFeedback(CLI::App& app, Command* chosen) {
  CLI::App* command =
      app.add_subcommand("feedback", "Look at what reviewers said, share it, train on it");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  munhang feedback list --database munhang-feedback.db\n"
      "  munhang feedback promote --database munhang-feedback.db FEEDBACK_ID\n"
      "  munhang feedback export --database munhang-feedback.db > items/feedback.jsonl\n"
      "\n"
      "A service that has the database open notices changes within a second.");
  auto arguments = std::make_shared<Arguments>();
  const auto add = [&](const char* name, const char* description,
                       int (*function)(const Arguments&)) {
    CLI::App* subcommand = command->add_subcommand(name, description);
    subcommand->add_option("--database", arguments->database, "The file of feedback.database")
        ->required()
        ->option_text("FILE");
    subcommand->callback([=] { *chosen = [=] { return function(*arguments); }; });
    return subcommand;
  };
  add("list", "Print all feedback, one entry a line", List)
      ->add_flag("--json", arguments->json, "As JSON objects, with comments and reviewers");
  add("export", "Print the corrections that count as items to train on, JSONL as in data/items",
      Export);
  add("revoke", "Make feedback count no more", Revoke)
      ->add_option("ID", arguments->id, "Feedback id")
      ->required();
  add("promote", "Make a correction count for every tenant", Promote)
      ->add_option("ID", arguments->id, "Feedback id")
      ->required();
}

}  // namespace munhang::cli
