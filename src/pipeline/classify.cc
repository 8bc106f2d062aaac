// One request, top to bottom. docs/life_of_a_request.md tells the same story in words.

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "munhang/pipeline/pipeline.h"
#include "pipeline/corrected_evidence.h"
#include "pipeline/corrections.h"
#include "pipeline/local_evidence.h"
#include "pipeline/rationale.h"

namespace munhang::pipeline {
namespace {

// Longer texts take over a millisecond and are read on the CPU pool.
constexpr size_t kMostInlineBytes = 2048;
// Above it a text is likelier off the curriculum than on it.
constexpr double kNovel = 0.5;

// Names the stages as they end and takes their times.
class StageTimer {
 public:
  explicit StageTimer(const runtime::Clock& clock) : clock_(clock), since_(clock.Now()) {}

  void End(std::string_view stage, std::vector<StageLatency>* stages) {
    const auto now = clock_.Now();
    stages->push_back({stage, std::chrono::duration_cast<std::chrono::microseconds>(now - since_)});
    since_ = now;
  }

 private:
  const runtime::Clock& clock_;
  std::chrono::steady_clock::time_point since_;
};

// Computes here, or on the pool when the text is long. The function owns what it uses.
template <typename T>
runtime::Async<T> Compute(runtime::CpuPool& pool, size_t text_bytes, std::function<T()> function) {
  if (text_bytes <= kMostInlineBytes) co_return function();
  co_return co_await pool.Run(std::move(function));
}

size_t ImageBytes(const Item& item) {
  size_t bytes = 0;
  for (const Image& image : item.images) bytes += image.bytes.size();
  return bytes;
}

// What a person should look at, in the order of ReviewReason.
std::vector<ReviewReason> ReviewReasons(const PipelineOptions& options, const ClassifyQuery& query,
                                        const Item& item, const Evidence& evidence,
                                        const std::optional<CorrectionFound>& correction) {
  // A person has looked at this very item and said what its standard is.
  const bool settled =
      correction && correction->labels.code && correction->likeness == Likeness::kSame;
  std::vector<ReviewReason> reasons;
  if (!settled && evidence.candidates.front().confidence < options.review_below_confidence) {
    reasons.push_back(ReviewReason::kLowConfidence);
  }
  if (!settled && evidence.novelty > kNovel) reasons.push_back(ReviewReason::kNovelText);
  if (!item.images.empty()) reasons.push_back(ReviewReason::kUnreadImages);
  if (query.tier != Tier::kUnspecified && query.tier != Tier::kLocal) {
    reasons.push_back(ReviewReason::kTierUnavailable);
  }
  return reasons;
}

}  // namespace

Pipeline::Pipeline(PipelineOptions options, const curriculum::KnowledgeBase& knowledge,
                   const localmodel::LocalModel& model, runtime::CpuPool& cpu_pool,
                   const runtime::Clock& clock)
    : options_(options),
      knowledge_(knowledge),
      cpu_pool_(cpu_pool),
      clock_(clock),
      evidence_(std::make_unique<LocalEvidence>(knowledge, model)),
      corrections_(std::make_unique<Corrections>(*evidence_, model.codes())) {}

Pipeline::~Pipeline() = default;

runtime::Async<absl::StatusOr<Classification>> Pipeline::Classify(
    ClassifyQuery query, runtime::CallContext context) const {
  if (context.deadline.Passed(clock_.Now())) {
    co_return absl::DeadlineExceededError("the deadline passed before work began");
  }
  StageTimer timer(clock_);
  std::vector<StageLatency> stages;

  // Normalise: one spelling for what means the same.
  const auto item = std::make_shared<const Item>(std::move(query.item));
  const size_t bytes = item->text.size();
  std::function<ReadText()> read = [item] { return Read(item->text); };
  auto text = std::make_shared<const ReadText>(co_await Compute(cpu_pool_, bytes, std::move(read)));
  timer.End("normalize", &stages);

  // Local evidence: what the local model says of the text.
  std::function<Gathered()> gather = [this, text, grade_group = query.grade_group] {
    return evidence_->Gather(*text, grade_group);
  };
  auto gathered = std::make_shared<Gathered>(co_await Compute(cpu_pool_, bytes, std::move(gather)));
  timer.End("evidence", &stages);

  // Corrections: what a reviewer has said of this item, or of one like it, counts more.
  const Candidate of_model = gathered->evidence.candidates.front();
  std::optional<CorrectionFound> correction;
  if (corrections_->any()) {
    std::function<std::optional<CorrectionFound>()> look_up =
        [this, item, text, gathered, tenant = context.tenant, grade_group = query.grade_group] {
          auto found = corrections_->Find(tenant, *item, *text, *gathered, grade_group);
          if (found) Correct(*found, *evidence_, *text, gathered.get());
          return found;
        };
    correction = co_await Compute(cpu_pool_, bytes + ImageBytes(*item), std::move(look_up));
  }
  const bool corrected = correction && correction->labels.code;
  timer.End("corrections", &stages);

  // Accept: the local tier is the only one here, so its answer stands, marked where a person should
  // look.
  Evidence& evidence = gathered->evidence;
  auto reasons = ReviewReasons(options_, query, *item, evidence, correction);
  const Candidate& best = evidence.candidates.front();
  Classification answer{.item_id = item->id,
                        .code = best.code,
                        .achievement_level = evidence.achievement_level,
                        .concepts = std::move(evidence.concepts),
                        .difficulty = evidence.difficulty,
                        .cognitive_level = evidence.cognitive_level,
                        .confidence = best.confidence,
                        .candidates = {},
                        .rationale = Rationale(knowledge_, evidence),
                        .review_reasons = std::move(reasons),
                        .provenance = {}};
  if (correction) answer.rationale = AboutCorrection(*correction) + " " + answer.rationale;
  const size_t shown = std::min(kMostCandidates, evidence.candidates.size());
  answer.candidates.assign(evidence.candidates.begin(),
                           evidence.candidates.begin() + static_cast<ptrdiff_t>(shown));

  // Answer: with all that is needed to tell how it came about.
  Provenance& provenance = answer.provenance;
  provenance.tier = Tier::kLocal;
  if (corrected) provenance.votes.push_back({"correction", answer.code, 1.0});
  provenance.votes.push_back({"local", of_model.code, corrected ? 0.0 : 1.0});
  if (correction) provenance.feedback_id = std::move(correction->feedback_id);
  provenance.versions = {.taxonomy = knowledge_.taxonomy_version(),
                         .knowledge = knowledge_.knowledge_version(),
                         .prompt = "",
                         .model = evidence_->version()};
  provenance.request_id = std::move(context.request_id);
  timer.End(corrected ? "accept_correction" : "accept_local", &stages);
  provenance.stages = std::move(stages);
  co_return answer;
}

runtime::Async<absl::StatusOr<std::vector<SearchHit>>> Pipeline::Search(
    SearchQuery query, runtime::CallContext context) const {
  if (context.deadline.Passed(clock_.Now())) {
    co_return absl::DeadlineExceededError("the deadline passed before work began");
  }
  const size_t bytes = query.text.size();
  std::function<std::vector<SearchHit>()> search = [this, query = std::move(query)] {
    return evidence_->Search(Read(query.text), query);
  };
  co_return co_await Compute(cpu_pool_, bytes, std::move(search));
}

}  // namespace munhang::pipeline
