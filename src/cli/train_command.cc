#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include "cli/command.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/localmodel/item_bank.h"
#include "munhang/localmodel/training.h"

namespace munhang::cli {
namespace {

using curriculum::KnowledgeBase;

struct Arguments {
  std::string items = "data/items";
  std::string knowledge;
  std::string output = "munhang.model";
  size_t threads = 0;
  bool only_check = false;
  std::vector<std::string> held_out;
};

absl::StatusOr<KnowledgeBase> LoadKnowledge(const std::string& directory) {
  if (directory.empty()) return KnowledgeBase::Embedded();
  return KnowledgeBase::FromDirectory(directory);
}

// Written beside its place and moved there, so that no reader meets half a file.
bool WriteModel(const std::string& path, const std::string& bytes) {
  const std::string unfinished = path + ".new";
  std::ofstream file(unfinished, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(unfinished, path, error);
  return file && !error;
}

int Check(const localmodel::ItemBank& bank, const KnowledgeBase& knowledge,
          const Arguments& arguments) {
  std::vector<localmodel::HeldOutText> held_out;
  for (const std::string& path : arguments.held_out) {
    auto texts = localmodel::ReadHeldOutTexts(path);
    if (!texts.ok()) return Fail(kExitFailed, texts.status());
    std::move(texts->begin(), texts->end(), std::back_inserter(held_out));
  }
  const std::vector<std::string> faults =
      localmodel::CheckItemBank(bank, held_out, knowledge, localmodel::ItemBankRules{});
  for (const std::string& fault : faults) Fail(kExitFailed, fault);
  if (!faults.empty()) return kExitFailed;
  size_t written = 0;
  for (const auto& item : bank.items) written += item.generated ? 0 : 1;
  Print(arguments.items + ": valid, " + std::to_string(bank.items.size()) + " items (" +
        std::to_string(written) + " hand-written), " + std::to_string(bank.off_curriculum.size()) +
        " texts off the curriculum\n");
  return kExitDone;
}

int Train(const Arguments& arguments) {
  const auto knowledge = LoadKnowledge(arguments.knowledge);
  if (!knowledge.ok()) return Fail(kExitConfiguration, knowledge.status());
  const auto bank = localmodel::ReadItemBank(arguments.items, *knowledge);
  if (!bank.ok()) return Fail(kExitFailed, bank.status());
  if (arguments.only_check) return Check(*bank, *knowledge, arguments);

  localmodel::TrainingOptions options;
  options.threads = arguments.threads > 0
                        ? arguments.threads
                        : std::max<size_t>(1, std::thread::hardware_concurrency());
  const auto started = std::chrono::steady_clock::now();
  options.on_progress = [started](std::string_view line) {
    const auto passed = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now() - started);
    std::fprintf(stderr, "%4lld s  %.*s\n", static_cast<long long>(passed.count()),
                 static_cast<int>(line.size()), line.data());
  };
  const auto model = localmodel::Train(*knowledge, *bank, options);
  if (!model.ok()) return Fail(kExitFailed, model.status());
  if (!WriteModel(arguments.output, model->file)) {
    return Fail(kExitFailed, arguments.output + ": cannot be written");
  }
  Print(arguments.output + ": " + model->version + ", " + std::to_string(model->file.size()) +
        " bytes\n" + model->figures + "\n");
  return kExitDone;
}

}  // namespace

void RegisterTrain(CLI::App& app, Command* chosen) {
  CLI::App* command = app.add_subcommand("train", "Train the local model from an item bank");
  command->footer(
      "The same items and knowledge give the same file, bit for bit. Figures printed are of items\n"
      "scored by models that had seen none of their author's.\n"
      "\n"
      "Examples:\n"
      "  munhang train --items data/items --output my.model    then local_model.file: my.model\n"
      "  munhang train --items data/items --check --held-out data/evaluation/life.jsonl");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("--items", arguments->items, "Directory of the item bank")
      ->capture_default_str();
  command->add_option("--knowledge", arguments->knowledge,
                      "Directory of the knowledge base; without it the embedded one");
  command->add_option("--output", arguments->output, "Where the model goes")->capture_default_str();
  command->add_option("--threads", arguments->threads, "0 for one to a core; the model is the same")
      ->capture_default_str();
  command->add_flag("--check", arguments->only_check, "Only check the item bank");
  command->add_option("--held-out", arguments->held_out,
                      "With --check: JSONL files whose texts the bank may not repeat");
  command->callback([arguments, chosen] { *chosen = [arguments] { return Train(*arguments); }; });
}

}  // namespace munhang::cli
