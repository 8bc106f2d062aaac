#ifndef MUNHANG_CLI_CLASSIFY_OPTIONS_H_
#define MUNHANG_CLI_CLASSIFY_OPTIONS_H_

#include <memory>
#include <string>

#include "cli/item_classifier.h"

namespace munhang::cli {

// What `munhang classify` was asked for; empty strings for what was not given.
struct ClassifyOptions {
  std::string text;
  bool json = false;

  std::string input;
  // "-" is standard output.
  std::string output = "-";
  // "jsonl" or "csv"; empty goes by the input's name.
  std::string format;
  bool resume = false;
  // Rows for people in place of JSON lines.
  bool table = false;

  std::string grade_group;
  // Zero leaves it to the configuration or the service.
  double deadline_seconds = 0;

  std::string config;
  std::string server;
  std::string api_key_env;
  std::string tls_ca;
  std::string tls_certificate;
  std::string tls_key;
};

// One text, or one file of items. Both return the process's exit code.
int ClassifyText(const ClassifyOptions& options);
int ClassifyFile(const ClassifyOptions& options);

// The pipeline in this process, or the service of --server. When it cannot be had, tells the user,
// sets *exit_code and returns nullptr.
std::unique_ptr<ItemClassifier> MakeClassifier(const ClassifyOptions& options, int* exit_code);

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_CLASSIFY_OPTIONS_H_
