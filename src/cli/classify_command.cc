#include <memory>
#include <string>

#include "cli/classify_options.h"
#include "cli/command.h"
#include "munhang/domain/standard_code.h"

namespace munhang::cli {
namespace {

constexpr char kFooter[] =
    "Examples:\n"
    "  munhang classify '347 + 285를 계산해 보세요.'\n"
    "  munhang classify --grade-group 초3-4 -- '-3 + 5'    # after -- a text may begin with -\n"
    "  munhang classify --input items.jsonl --output results.jsonl\n"
    "  zcat items.csv.gz | munhang classify --input - --format csv > results.jsonl\n"
    "  munhang classify --server lms.example:443 --tls-ca ca.pem --api-key-env KEY --input "
    "items.csv\n"
    "\n"
    "Input: JSONL has one object a line with text and optionally item_id, grade_group and images\n"
    "([{\"content\": base64, \"mime_type\": \"image/png\"}]); other keys are ignored. CSV has a "
    "header that\n"
    "names the columns text and optionally item_id and grade_group. An item without item_id is "
    "called\n"
    "by the number of its line.\n"
    "\n"
    "Output: one line an item, in the order of the input: the classification as JSON, or for an "
    "item\n"
    "that failed {\"item_id\": ..., \"error\": {\"code\": ..., \"message\": ...}}.\n"
    "\n"
    "--resume keeps the complete lines of the output, cuts off a torn last one, skips items that "
    "have\n"
    "an answer there and appends the others. After an interruption the output is a beginning of "
    "the\n"
    "whole, so the order stays that of the input. Items that failed are asked again; their new "
    "lines\n"
    "come after the old ones, and of two lines for an item the later counts.\n"
    "\n"
    "Ctrl-C stops reading, finishes what is under way and exits with 130; a second one ends at "
    "once.";

void AddItemOptions(CLI::App* command, ClassifyOptions* options) {
  command->add_option("TEXT", options->text, "One item to classify")->type_name("");
  command->add_flag("--json", options->json, "Print the answer for TEXT as JSON on a terminal too");
  auto* input = command->add_option("--input", options->input, "File of items; - is standard input")
                    ->option_text("FILE");
  command->add_option("--output", options->output, "Results; else standard output")
      ->option_text("FILE")
      ->needs(input);
  command->add_option("--format", options->format, "Of the input; else csv for *.csv and jsonl")
      ->check(CLI::IsMember({"jsonl", "csv"}))
      ->option_text("jsonl|csv")
      ->needs(input);
  auto* table = command
                    ->add_flag("--table", options->table,
                               "A row of a table for each item of --input in place of JSON")
                    ->needs(input);
  command->add_flag("--resume", options->resume, "Go on with an --output that was begun")
      ->excludes(table);
  command
      ->add_option("--grade-group", options->grade_group,
                   "What is known of items that do not say: 초1-2, 초3-4, 초5-6 or 중1-3")
      ->check(CLI::IsMember(AllNames<GradeGroup>(kGradeGroupCount)))
      ->option_text("GROUP");
  command
      ->add_option("--deadline", options->deadline_seconds,
                   "Most time for each item, waiting included; else the configured one")
      ->check(CLI::Range(0.001, 86400.0))
      ->option_text("SECONDS");
}

void AddServiceOptions(CLI::App* command, ClassifyOptions* options) {
  auto* config =
      command
          ->add_option("--config", options->config, "Configuration of the pipeline in this process")
          ->option_text("FILE");
  auto* server = command
                     ->add_option("--server", options->server,
                                  "Ask the service at host:port instead of working in this process")
                     ->option_text("ADDR")
                     ->excludes(config);
  command
      ->add_option("--api-key-env", options->api_key_env, "Environment variable with the API key")
      ->option_text("NAME")
      ->needs(server);
  auto* authorities =
      command->add_option("--tls-ca", options->tls_ca, "Encrypt, trusting these authorities (PEM)")
          ->option_text("FILE")
          ->needs(server);
  auto* certificate = command
                          ->add_option("--tls-certificate", options->tls_certificate,
                                       "Certificate to show the service (PEM)")
                          ->option_text("FILE")
                          ->needs(authorities);
  auto* key = command->add_option("--tls-key", options->tls_key, "Its private key (PEM)")
                  ->option_text("FILE")
                  ->needs(certificate);
  certificate->needs(key);
}

int UsageError(const std::string& message) {
  return Fail(kExitUsage, message + "\nsee 'munhang classify --help'");
}

int Classify(const ClassifyOptions& options, bool text_given) {
  const bool file_given = !options.input.empty();
  if (text_given && file_given) return UsageError("TEXT and --input exclude each other");
  if (!text_given && !file_given) return UsageError("nothing to classify: give a TEXT or --input");
  if (options.resume && options.output == "-") {
    return UsageError("--resume needs --output with a file");
  }
  return file_given ? ClassifyFile(options) : ClassifyText(options);
}

}  // namespace

void RegisterClassify(CLI::App& app, Command* chosen) {
  CLI::App* command =
      app.add_subcommand("classify", "Classify a text or a file of items, here or by a service");
  auto options = std::make_shared<ClassifyOptions>();
  AddItemOptions(command, options.get());
  AddServiceOptions(command, options.get());
  command->footer(kFooter);
  command->callback([command, options, chosen] {
    const bool text_given = command->count("TEXT") > 0;
    *chosen = [options, text_given] { return Classify(*options, text_given); };
  });
}

}  // namespace munhang::cli
