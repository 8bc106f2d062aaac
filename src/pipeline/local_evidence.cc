#include "pipeline/local_evidence.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>
#include <utility>

namespace munhang::pipeline {
namespace {

using localmodel::KnownText;

constexpr size_t kPassages = 3;
constexpr size_t kTerms = 4;
// Known texts that have a say in what an item is about.
constexpr size_t kVoters = 8;
constexpr size_t kMostConcepts = 3;
// A concept that the item names says as much as two texts like it.
constexpr double kNamed = 2;

// Candidates of the grade group, most probable first, their probabilities scaled to sum to 1; ties
// in the order of the codes.
std::vector<Candidate> Distribution(const std::vector<StandardCode>& codes,
                                    const std::vector<double>& probabilities,
                                    std::optional<GradeGroup> grade_group) {
  std::vector<Candidate> candidates;
  double total = 0;
  for (size_t i = 0; i < codes.size(); ++i) {
    if (grade_group && codes[i].grade_group() != *grade_group) continue;
    candidates.push_back({codes[i], probabilities[i]});
    total += probabilities[i];
  }
  // A hint may exclude all that is likely, so far that nothing is left to scale.
  const double even = 1 / static_cast<double>(candidates.size());
  for (Candidate& candidate : candidates) {
    candidate.confidence = total > 0 ? candidate.confidence / total : even;
  }
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.confidence > b.confidence; });
  return candidates;
}

// Tags of the standard that the item is about, surest first: those it names, and those of the known
// texts that it is like, weighed by the square of the likeness. At least one.
std::vector<std::string> RelevantConcepts(const curriculum::Standard& standard,
                                          const text::NormalizedText& text,
                                          const std::vector<KnownText>& nearest) {
  std::vector<double> scores(standard.concepts.size(), 0);
  for (size_t i = 0; i < scores.size(); ++i) {
    std::string tag = standard.concepts[i];
    std::erase(tag, ' ');
    if (text.compact.find(tag) != std::string::npos) scores[i] += kNamed;
    for (const KnownText& known : nearest) {
      if (known.concepts >> i & 1) scores[i] += known.similarity * known.similarity;
    }
  }
  std::vector<size_t> order(scores.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&scores](size_t a, size_t b) { return scores[a] > scores[b]; });
  std::vector<std::string> concepts;
  for (const size_t i : order) {
    const bool weak = scores[i] < scores[order[0]] / 2 || scores[i] == 0;
    if (!concepts.empty() && (weak || concepts.size() == kMostConcepts)) break;
    concepts.push_back(standard.concepts[i]);
  }
  return concepts;
}

void AddConcepts(const curriculum::Standard& standard, std::set<std::string>* concepts) {
  for (std::string tag : standard.concepts) {
    std::erase(tag, ' ');
    concepts->insert(std::move(tag));
  }
}

}  // namespace

ReadText Read(std::string_view text) {
  ReadText read;
  read.normalized = text::Normalize(text);
  read.slotted = text::Slot(read.normalized);
  return read;
}

LocalEvidence::LocalEvidence(const curriculum::KnowledgeBase& knowledge,
                             const localmodel::LocalModel& model)
    : knowledge_(knowledge), model_(model) {
  for (const curriculum::Standard& standard : knowledge.standards()) {
    std::set<std::string> concepts;
    AddConcepts(standard, &concepts);
    for (const curriculum::Contrast& contrast : standard.contrasts) {
      AddConcepts(*knowledge.Find(contrast.code), &concepts);
    }
    telling_concepts_.emplace_back(concepts.begin(), concepts.end());
  }
}

std::string LocalEvidence::version() const { return model_.version(); }

Gathered LocalEvidence::Judge(const ReadText& text) const {
  Gathered gathered;
  gathered.weighed = model_.Read(text.normalized, text.slotted);
  gathered.prediction = model_.Predict(gathered.weighed);
  const std::vector<double>& standards = gathered.prediction.standards;
  gathered.first =
      static_cast<size_t>(std::max_element(standards.begin(), standards.end()) - standards.begin());
  return gathered;
}

Gathered LocalEvidence::Gather(const ReadText& text, std::optional<GradeGroup> grade_group) const {
  Gathered gathered = Judge(text);
  const localmodel::Prediction& prediction = gathered.prediction;
  Evidence& evidence = gathered.evidence;
  evidence.candidates = Distribution(model_.codes(), prediction.standards, grade_group);
  evidence.novelty = prediction.novelty;
  evidence.difficulty = prediction.difficulty;
  evidence.cognitive_level = prediction.cognitive_level;
  evidence.achievement_level = prediction.LevelFor(evidence.candidates[0].code);
  Describe(text, gathered.weighed, &evidence);
  return gathered;
}

void LocalEvidence::Describe(const ReadText& text, const localmodel::WeighedText& weighed,
                             Evidence* evidence) const {
  const StandardCode answer = evidence->candidates[0].code;
  const size_t best = *knowledge_.IndexOf(answer);
  const size_t rival = *knowledge_.IndexOf(evidence->candidates[1].code);
  const std::vector<KnownText> nearest = model_.Nearest(weighed, best, kVoters);
  evidence->passages.clear();
  for (size_t i = 0; i < std::min(kPassages, nearest.size()); ++i) {
    evidence->passages.push_back({answer, std::string(nearest[i].text), nearest[i].similarity});
  }
  evidence->concepts = RelevantConcepts(knowledge_.standards()[best], text.normalized, nearest);
  evidence->terms.clear();
  for (auto& term : model_.Explain(text.normalized, text.slotted, best, rival)) {
    if (evidence->terms.size() == kTerms || term.weight <= 0) break;
    // Those are names, nothing that the item says.
    if (term.is_number_feature) continue;
    evidence->terms.push_back(std::move(term.text));
  }
}

std::string LocalEvidence::NamedConcepts(const ReadText& text, size_t first) const {
  std::string named;
  for (const std::string& tag : telling_concepts_[*knowledge_.IndexOf(model_.codes()[first])]) {
    if (text.normalized.compact.find(tag) != std::string::npos) named += tag + " ";
  }
  return named;
}

std::vector<SearchHit> LocalEvidence::Search(const ReadText& text, const SearchQuery& query) const {
  const localmodel::Prediction prediction =
      model_.Predict(model_.Read(text.normalized, text.slotted));
  std::vector<SearchHit> hits;
  for (size_t i = 0; i < prediction.standards.size(); ++i) {
    const StandardCode code = model_.codes()[i];
    if (query.grade_group && code.grade_group() != *query.grade_group) continue;
    if (query.domain && code.domain() != *query.domain) continue;
    hits.push_back({code, prediction.standards[i]});
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const SearchHit& a, const SearchHit& b) { return a.score > b.score; });
  if (hits.size() > query.limit) hits.resize(query.limit, hits.front());
  return hits;
}

}  // namespace munhang::pipeline
