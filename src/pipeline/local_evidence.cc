#include "pipeline/local_evidence.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "munhang/localmodel/item_traits.h"

namespace munhang::pipeline {
namespace {

// Scores are logarithms of products over overlapping n-grams, which naive Bayes takes for
// independent; this factor, fitted on the development items by negative log-likelihood, makes them
// frequencies.
constexpr double kSharpness = 0.8;
constexpr size_t kPassages = 3;
constexpr size_t kTerms = 4;

// Probabilities in place of scores, most probable first; ties in the order of the codes.
std::vector<Candidate> Distribution(const curriculum::KnowledgeBase& knowledge,
                                    const std::vector<double>& scores,
                                    std::optional<GradeGroup> grade_group) {
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < scores.size(); ++i) {
    const StandardCode code = knowledge.standards()[i].code;
    if (grade_group && code.grade_group() != *grade_group) continue;
    candidates.push_back({code, scores[i]});
  }
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.confidence > b.confidence; });
  const double best = candidates.front().confidence;
  double total = 0;
  for (Candidate& candidate : candidates) {
    candidate.confidence = std::exp(kSharpness * (candidate.confidence - best));
    total += candidate.confidence;
  }
  for (Candidate& candidate : candidates) candidate.confidence /= total;
  return candidates;
}

// Tags of the standard, those that the item names first.
std::vector<std::string> RelevantConcepts(const curriculum::Standard& standard,
                                          const text::NormalizedText& text) {
  std::vector<std::string> concepts = standard.concepts;
  std::stable_partition(concepts.begin(), concepts.end(), [&text](std::string tag) {
    std::erase(tag, ' ');
    return text.compact.find(tag) != std::string::npos;
  });
  return concepts;
}

}  // namespace

ReadText Read(std::string_view text) {
  ReadText read;
  read.normalized = text::Normalize(text);
  read.slotted = text::Slot(read.normalized);
  return read;
}

LocalEvidence::LocalEvidence(const curriculum::KnowledgeBase& knowledge)
    : knowledge_(knowledge), index_(knowledge) {}

std::string LocalEvidence::version() const {
  return std::string(retrieval::kLexicalVersion) + "+" + std::string(text::kNormalizerVersion);
}

Evidence LocalEvidence::Gather(const ReadText& text, std::optional<GradeGroup> grade_group) const {
  Evidence evidence;
  const retrieval::Ranking ranking = index_.Rank(text.normalized, text.slotted);
  evidence.candidates = Distribution(knowledge_, ranking.scores, grade_group);
  evidence.novelty = ranking.unknown_share;

  const size_t best = *knowledge_.IndexOf(evidence.candidates[0].code);
  const size_t rival = *knowledge_.IndexOf(evidence.candidates[1].code);
  const std::vector<size_t> answered = {best};
  for (const auto& neighbour : index_.Nearest(text.normalized, text.slotted, answered, kPassages)) {
    evidence.passages.push_back({knowledge_.standards()[neighbour.standard].code,
                                 std::string(neighbour.text), neighbour.similarity});
  }
  for (auto& term : index_.Explain(text.normalized, best, rival, kTerms)) {
    evidence.terms.push_back(std::move(term.text));
  }

  const auto traits = localmodel::EstimateTraits(text.normalized, text.slotted);
  const curriculum::Standard& answer = knowledge_.standards()[best];
  evidence.difficulty = traits.difficulty;
  evidence.cognitive_level = traits.cognitive_level;
  evidence.achievement_level =
      localmodel::LevelShownBy(traits.difficulty, answer.code.grade_group());
  evidence.concepts = RelevantConcepts(answer, text.normalized);
  return evidence;
}

std::vector<SearchHit> LocalEvidence::Search(const ReadText& text, const SearchQuery& query) const {
  const retrieval::Ranking ranking = index_.Rank(text.normalized, text.slotted);
  std::vector<SearchHit> hits;
  for (size_t i = 0; i < ranking.scores.size(); ++i) {
    const StandardCode code = knowledge_.standards()[i].code;
    if (query.grade_group && code.grade_group() != *query.grade_group) continue;
    if (query.domain && code.domain() != *query.domain) continue;
    hits.push_back({code, ranking.scores[i]});
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const SearchHit& a, const SearchHit& b) { return a.score > b.score; });
  if (hits.size() > query.limit) hits.resize(query.limit, hits.front());
  return hits;
}

}  // namespace munhang::pipeline
