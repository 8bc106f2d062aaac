#include <unistd.h>

#include <future>
#include <string>
#include <utility>

#include "cli/answer_text.h"
#include "cli/classify_options.h"
#include "cli/command.h"
#include "cli/result_line.h"

namespace munhang::cli {
namespace {

void PrintAnswer(const v1::Classification& answer, bool json, ItemClassifier& classifier) {
  if (json) return Print(ToJsonLine(answer) + "\n");
  // An answer without the standard's words is still an answer.
  const auto standard = classifier.GetStandard(answer.standard_code());
  Print(RenderAnswer(answer, standard.ok() ? &*standard : nullptr));
}

}  // namespace

int ClassifyText(const ClassifyOptions& options) {
  int exit_code = kExitDone;
  const auto classifier = MakeClassifier(options, &exit_code);
  if (classifier == nullptr) return exit_code;

  v1::ClassifyRequest request;
  request.mutable_item()->set_text(options.text);
  if (!options.grade_group.empty()) request.mutable_hints()->set_grade_group(options.grade_group);
  std::promise<Outcome> promise;
  classifier->Submit(std::move(request),
                     [&promise](Outcome outcome) { promise.set_value(std::move(outcome)); });
  const Outcome outcome = promise.get_future().get();

  const absl::Status status = outcome.answer.status();
  if (outcome.lost) return Fail(kExitUnreachable, status);
  const bool json = options.json || isatty(STDOUT_FILENO) != 1;
  if (outcome.answer.ok()) {
    PrintAnswer(*outcome.answer, json, *classifier);
    return kExitDone;
  }
  if (json) Print(FailureLine("", status) + "\n");
  return Fail(kExitFailed,
              absl::StatusCodeToString(status.code()) + ": " + std::string(status.message()));
}

}  // namespace munhang::cli
