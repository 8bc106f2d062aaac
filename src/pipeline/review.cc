// What feedback asks of the pipeline.

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "munhang/pipeline/pipeline.h"
#include "munhang/text/fingerprint.h"
#include "pipeline/corrected_evidence.h"
#include "pipeline/corrections.h"
#include "pipeline/local_evidence.h"

namespace munhang::pipeline {
namespace {

// What goes with another standard than the answer's: its concepts and level.
Evidence EvidenceFor(const LocalEvidence& local, const std::string& text, StandardCode code) {
  const ReadText read = Read(text);
  Gathered gathered = local.Gather(read, std::nullopt);
  Correct({.labels = {.code = code}, .feedback_id = ""}, local, read, &gathered);
  return std::move(gathered.evidence);
}

}  // namespace

std::string PictureKey(const std::vector<Image>& images) {
  std::string key;
  for (const Image& image : images) key += text::BytesFingerprint(image.bytes).ToHex();
  return key;
}

void Pipeline::Learn(const std::vector<ports::FeedbackEntry>& changed) {
  corrections_->Learn(changed);
}

CorrectionCounts Pipeline::correction_counts() const { return corrections_->counts(); }

runtime::Async<absl::StatusOr<ReviewedItem>> Pipeline::Review(Item item, CorrectedLabels corrected,
                                                              runtime::CallContext context) const {
  const std::string text = item.text;
  ClassifyQuery query;
  query.item = std::move(item);
  auto answer = co_await Classify(std::move(query), std::move(context));
  if (!answer.ok()) co_return answer.status();
  ReviewedItem reviewed{.answered = answer->code,
                        .labels = {.code = answer->code,
                                   .difficulty = answer->difficulty,
                                   .cognitive_level = answer->cognitive_level,
                                   .achievement_level = answer->achievement_level,
                                   .concepts = std::move(answer->concepts)}};
  ItemLabels& labels = reviewed.labels;
  if (corrected.code && *corrected.code != labels.code) {
    labels.code = *corrected.code;
    std::function<Evidence()> describe = [this, text, code = labels.code] {
      return EvidenceFor(*evidence_, text, code);
    };
    const Evidence evidence = co_await cpu_pool_.Run(std::move(describe));
    labels.achievement_level = evidence.achievement_level;
    labels.concepts = evidence.concepts;
  }
  if (corrected.difficulty) labels.difficulty = *corrected.difficulty;
  if (corrected.cognitive_level) labels.cognitive_level = *corrected.cognitive_level;
  if (corrected.achievement_level) labels.achievement_level = *corrected.achievement_level;
  co_return reviewed;
}

}  // namespace munhang::pipeline
