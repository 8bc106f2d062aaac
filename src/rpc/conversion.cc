#include "munhang/rpc/conversion.h"

#include <string>
#include <utility>
#include <vector>

#include "rpc/error_details.h"
#include "rpc/item_conversion.h"

namespace munhang::rpc {
namespace {

void ConvertHints(const v1::Hints& hints, ClassifyQuery* query,
                  std::vector<FieldViolation>* violations) {
  if (hints.grade_group().empty()) return;
  query->grade_group = ParseGradeGroup(hints.grade_group());
  if (!query->grade_group) {
    violations->push_back({"hints.grade_group", "is none of 초1-2, 초3-4, 초5-6, 중1-3"});
  }
}

void ConvertOptions(const v1::Options& options, ClassifyQuery* query,
                    std::vector<FieldViolation>* violations) {
  if (options.has_max_cost_micro_usd()) {
    if (options.max_cost_micro_usd() < 0) {
      violations->push_back({"options.max_cost_micro_usd", "is negative"});
    }
    query->max_cost = MicroUsd{options.max_cost_micro_usd()};
  }
  if (!v1::Tier_IsValid(options.tier())) {
    violations->push_back(
        {"options.tier", "is not a known tier: " + std::to_string(options.tier())});
  } else {
    query->tier = static_cast<Tier>(options.tier());
  }
  query->bypass_cache = options.bypass_cache();
}

static_assert(static_cast<int>(Tier::kUnspecified) == v1::TIER_UNSPECIFIED);
static_assert(static_cast<int>(Tier::kLocal) == v1::TIER_LOCAL);
static_assert(static_cast<int>(Tier::kCheap) == v1::TIER_CHEAP);
static_assert(static_cast<int>(Tier::kPremium) == v1::TIER_PREMIUM);
static_assert(static_cast<int>(Tier::kSpecialist) == v1::TIER_SPECIALIST);

v1::ReviewReason ToProto(ReviewReason reason) {
  switch (reason) {
    case ReviewReason::kLowConfidence:
      return v1::REVIEW_REASON_LOW_CONFIDENCE;
    case ReviewReason::kNovelText:
      return v1::REVIEW_REASON_NOVEL_TEXT;
    case ReviewReason::kUnreadImages:
      return v1::REVIEW_REASON_UNREAD_IMAGES;
    case ReviewReason::kTierUnavailable:
      return v1::REVIEW_REASON_TIER_UNAVAILABLE;
  }
  return v1::REVIEW_REASON_UNSPECIFIED;
}

void FillProvenance(const Provenance& provenance, v1::Provenance* out) {
  out->set_tier(static_cast<v1::Tier>(provenance.tier));
  for (const StageLatency& stage : provenance.stages) {
    out->add_path(std::string(stage.stage));
    auto* latency = out->add_stages();
    latency->set_stage(std::string(stage.stage));
    latency->set_latency_us(stage.latency.count());
  }
  out->set_cache(std::string(provenance.cache));
  for (const ModelCall& call : provenance.model_calls) {
    auto* entry = out->add_model_calls();
    entry->set_provider(call.provider);
    entry->set_model(call.model);
    entry->set_input_tokens(call.input_tokens);
    entry->set_output_tokens(call.output_tokens);
    entry->set_cost_micro_usd(call.cost.value);
    entry->set_latency_us(call.latency.count());
    entry->set_outcome(call.outcome);
  }
  out->set_cost_micro_usd(provenance.cost.value);
  for (const Vote& vote : provenance.votes) {
    auto* entry = out->add_votes();
    entry->set_voter(vote.voter);
    entry->set_standard_code(vote.code.ToString());
    entry->set_weight(vote.weight);
  }
  auto* versions = out->mutable_versions();
  versions->set_taxonomy(provenance.versions.taxonomy);
  versions->set_knowledge(provenance.versions.knowledge);
  versions->set_prompt(provenance.versions.prompt);
  versions->set_model(provenance.versions.model);
  out->set_request_id(provenance.request_id);
  out->set_feedback_id(provenance.feedback_id);
}

}  // namespace

absl::StatusOr<ClassifyQuery> ToClassifyQuery(v1::ClassifyRequest request,
                                              const ItemLimits& limits) {
  std::vector<FieldViolation> violations;
  ClassifyQuery query;
  if (!request.has_item()) violations.push_back({"item", "is missing"});
  if (request.has_item()) {
    query.item = ToItem(*request.mutable_item(), TextNeed::kUnlessImages, limits, &violations);
  }
  ConvertHints(request.hints(), &query, &violations);
  ConvertOptions(request.options(), &query, &violations);
  if (!violations.empty()) return InvalidRequest(violations);
  return query;
}

v1::Classification ToProto(const Classification& classification) {
  v1::Classification out;
  out.set_item_id(classification.item_id);
  out.set_standard_code(classification.code.ToString());
  out.set_grade_group(std::string(Name(classification.code.grade_group())));
  out.set_domain(std::string(Name(classification.code.domain())));
  out.set_achievement_level(std::string(Name(classification.achievement_level)));
  for (const std::string& tag : classification.concepts) out.add_concepts(tag);
  out.set_difficulty(classification.difficulty);
  out.set_cognitive_level(std::string(Name(classification.cognitive_level)));
  out.set_confidence(classification.confidence);
  for (const Candidate& candidate : classification.candidates) {
    auto* entry = out.add_candidates();
    entry->set_standard_code(candidate.code.ToString());
    entry->set_confidence(candidate.confidence);
  }
  out.set_rationale(classification.rationale);
  out.set_needs_review(!classification.review_reasons.empty());
  for (const ReviewReason reason : classification.review_reasons) {
    out.add_review_reasons(ToProto(reason));
  }
  FillProvenance(classification.provenance, out.mutable_provenance());
  return out;
}

v1::Standard ToProto(const curriculum::Standard& standard) {
  v1::Standard out;
  out.set_code(standard.code.ToString());
  out.set_grade_group(std::string(Name(standard.code.grade_group())));
  out.set_domain(std::string(Name(standard.code.domain())));
  out.set_element(standard.element);
  out.set_gist(standard.gist);
  out.mutable_concepts()->Assign(standard.concepts.begin(), standard.concepts.end());
  for (const curriculum::NumberRange& range : standard.numbers) {
    auto* entry = out.add_numbers();
    entry->set_kind(range.kind);
    if (range.min) entry->set_min(*range.min);
    if (range.max) entry->set_max(*range.max);
    if (range.decimals) entry->set_decimals(*range.decimals);
    entry->set_note(range.note);
  }
  out.mutable_operators()->Assign(standard.operators.begin(), standard.operators.end());
  out.mutable_units()->Assign(standard.units.begin(), standard.units.end());
  out.mutable_limits()->Assign(standard.limits.begin(), standard.limits.end());
  for (const curriculum::Contrast& contrast : standard.contrasts) {
    auto* entry = out.add_contrasts();
    entry->set_code(contrast.code.ToString());
    entry->set_difference(contrast.difference);
  }
  for (const StandardCode code : standard.prerequisites) out.add_prerequisites(code.ToString());
  for (const StandardCode code : standard.successors) out.add_successors(code.ToString());
  out.mutable_wording()->Assign(standard.wording.begin(), standard.wording.end());
  for (size_t i = 0; i < standard.levels.size(); ++i) {
    auto* entry = out.add_levels();
    entry->set_level(std::string(Name(static_cast<AchievementLevel>(i))));
    entry->set_description(standard.levels[i]);
  }
  return out;
}

}  // namespace munhang::rpc
