#include "munhang/retrieval/lexical_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "retrieval/features.h"

namespace munhang::retrieval {
namespace {

// Weight that every feature has under every standard before any text is counted; chosen on the
// development items.
constexpr double kSmoothing = 0.015;

struct Counted {
  uint64_t hash;
  uint32_t count;
};

// Distinct features with their counts, in no particular order that matters but always the same.
std::vector<Counted> Count(std::vector<uint64_t> features) {
  std::sort(features.begin(), features.end());
  std::vector<Counted> counted;
  counted.reserve(features.size());
  for (const uint64_t hash : features) {
    if (!counted.empty() && counted.back().hash == hash) {
      ++counted.back().count;
    } else {
      counted.push_back({hash, 1});
    }
  }
  return counted;
}

float TermFrequency(uint32_t count) { return 1.0f + std::log(static_cast<float>(count)); }

}  // namespace

LexicalIndex::LexicalIndex(const curriculum::KnowledgeBase& knowledge) : knowledge_(knowledge) {
  slots_.assign(size_t{1} << 16, kUnknown);
  const auto& standards = knowledge.standards();
  for (size_t i = 0; i < standards.size(); ++i) {
    for (const std::string& wording : standards[i].wording) AddDocument(i, wording, wording);
    AddDocument(i, standards[i].gist, standards[i].gist);
    std::string concepts;
    for (const std::string& tag : standards[i].concepts) concepts += tag + " ";
    AddDocument(i, concepts, standards[i].gist);
    for (const std::string& level : standards[i].levels) AddDocument(i, level, level);
  }
  WeighDocuments();
  SumByStandard();
}

uint32_t LexicalIndex::FindFeature(uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const uint32_t feature = slots_[at];
    if (feature == kUnknown || hashes_[feature] == hash) return feature;
  }
}

void LexicalIndex::Place(uint32_t feature) {
  const size_t mask = slots_.size() - 1;
  size_t at = hashes_[feature] & mask;
  while (slots_[at] != kUnknown) at = (at + 1) & mask;
  slots_[at] = feature;
}

uint32_t LexicalIndex::InternFeature(uint64_t hash) {
  if (const uint32_t known = FindFeature(hash); known != kUnknown) return known;
  const auto feature = static_cast<uint32_t>(hashes_.size());
  hashes_.push_back(hash);
  if (hashes_.size() * 2 <= slots_.size()) {
    Place(feature);
    return feature;
  }
  slots_.assign(slots_.size() * 2, kUnknown);
  for (uint32_t placed = 0; placed <= feature; ++placed) Place(placed);
  return feature;
}

void LexicalIndex::AddDocument(size_t standard, std::string_view text, std::string_view shown) {
  const text::NormalizedText normalized = text::Normalize(text);
  const auto begin = static_cast<uint32_t>(document_features_.size());
  for (const Counted& counted : Count(Features(normalized.canonical, text::Slot(normalized)))) {
    document_features_.push_back({InternFeature(counted.hash), TermFrequency(counted.count)});
  }
  const auto end = static_cast<uint32_t>(document_features_.size());
  std::sort(document_features_.begin() + begin, document_features_.begin() + end,
            [](const Weighted& a, const Weighted& b) { return a.feature < b.feature; });
  documents_.push_back({standard, shown, begin, end});
}

void LexicalIndex::WeighDocuments() {
  std::vector<uint32_t> document_frequency(hashes_.size(), 0);
  for (const Weighted& entry : document_features_) ++document_frequency[entry.feature];
  idf_.resize(hashes_.size());
  const double count = 1.0 + static_cast<double>(documents_.size());
  for (size_t i = 0; i < idf_.size(); ++i) {
    idf_[i] = static_cast<float>(1.0 + std::log(count / (1.0 + document_frequency[i])));
  }
  unseen_idf_ = static_cast<float>(1.0 + std::log(count));
  for (const Document& document : documents_) {
    double squares = 0;
    for (uint32_t i = document.begin; i < document.end; ++i) {
      Weighted& entry = document_features_[i];
      entry.weight *= idf_[entry.feature];
      squares += static_cast<double>(entry.weight) * entry.weight;
    }
    const auto scale = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0);
    for (uint32_t i = document.begin; i < document.end; ++i) document_features_[i].weight *= scale;
  }
}

void LexicalIndex::SumByStandard() {
  struct Sum {
    uint32_t feature;
    uint16_t standard;
    float weight;
  };
  std::vector<Sum> sums;
  std::vector<float> of_feature(hashes_.size(), 0);
  log_total_.assign(knowledge_.standards().size(), 0);
  // Documents of a standard stand together, in the order of the standards.
  for (size_t first = 0; first < documents_.size();) {
    size_t last = first;
    std::vector<uint32_t> touched;
    double total = 0;
    const size_t standard = documents_[first].standard;
    for (; last < documents_.size() && documents_[last].standard == standard; ++last) {
      for (uint32_t i = documents_[last].begin; i < documents_[last].end; ++i) {
        const Weighted& entry = document_features_[i];
        if (of_feature[entry.feature] == 0) touched.push_back(entry.feature);
        of_feature[entry.feature] += entry.weight;
        total += entry.weight;
      }
    }
    for (const uint32_t feature : touched) {
      sums.push_back({feature, static_cast<uint16_t>(standard),
                      static_cast<float>(std::log1p(of_feature[feature] / kSmoothing))});
      of_feature[feature] = 0;
    }
    log_total_[standard] = std::log(total + kSmoothing * static_cast<double>(hashes_.size()));
    first = last;
  }
  // Counting sort by feature; within a feature the standards stay in order.
  posting_begin_.assign(hashes_.size() + 1, 0);
  for (const Sum& sum : sums) ++posting_begin_[sum.feature + 1];
  std::partial_sum(posting_begin_.begin(), posting_begin_.end(), posting_begin_.begin());
  posting_standard_.resize(sums.size());
  posting_weight_.resize(sums.size());
  std::vector<uint32_t> next(posting_begin_.begin(), posting_begin_.end() - 1);
  for (const Sum& sum : sums) {
    const uint32_t at = next[sum.feature]++;
    posting_standard_[at] = sum.standard;
    posting_weight_[at] = sum.weight;
  }
}

std::vector<LexicalIndex::Weighted> LexicalIndex::WeighQuery(const text::NormalizedText& text,
                                                             const text::SlottedText& slotted,
                                                             double* unknown_share) const {
  std::vector<Weighted> weighted;
  double known = 0;
  double unknown = 0;
  for (const Counted& counted : Count(Features(text.canonical, slotted))) {
    const uint32_t feature = FindFeature(counted.hash);
    const float frequency = TermFrequency(counted.count);
    if (feature == kUnknown) {
      unknown += frequency * unseen_idf_;
      continue;
    }
    const float weight = frequency * idf_[feature];
    known += weight;
    weighted.push_back({feature, weight});
  }
  if (unknown_share != nullptr) *unknown_share = known > 0 ? unknown / (known + unknown) : 1;
  double squares = 0;
  for (const Weighted& entry : weighted) {
    squares += static_cast<double>(entry.weight) * entry.weight;
  }
  const auto scale = static_cast<float>(squares > 0 ? 1 / std::sqrt(squares) : 0);
  for (Weighted& entry : weighted) entry.weight *= scale;
  std::sort(weighted.begin(), weighted.end(),
            [](const Weighted& a, const Weighted& b) { return a.feature < b.feature; });
  return weighted;
}

Ranking LexicalIndex::Rank(const text::NormalizedText& text,
                           const text::SlottedText& slotted) const {
  Ranking ranking;
  const std::vector<Weighted> query = WeighQuery(text, slotted, &ranking.unknown_share);
  std::vector<float> sums(log_total_.size(), 0);
  double total = 0;
  for (const Weighted& entry : query) {
    total += entry.weight;
    const uint32_t end = posting_begin_[entry.feature + 1];
    for (uint32_t i = posting_begin_[entry.feature]; i < end; ++i) {
      sums[posting_standard_[i]] += entry.weight * posting_weight_[i];
    }
  }
  ranking.scores.resize(log_total_.size());
  for (size_t i = 0; i < sums.size(); ++i) ranking.scores[i] = sums[i] - total * log_total_[i];
  return ranking;
}

std::vector<Neighbour> LexicalIndex::Nearest(const text::NormalizedText& text,
                                             const text::SlottedText& slotted,
                                             const std::vector<size_t>& standards,
                                             size_t limit) const {
  const std::vector<Weighted> query = WeighQuery(text, slotted, nullptr);
  std::vector<Neighbour> found;
  for (const Document& document : documents_) {
    if (std::find(standards.begin(), standards.end(), document.standard) == standards.end()) {
      continue;
    }
    double cosine = 0;
    auto entry = query.begin();
    for (uint32_t i = document.begin; i < document.end && entry != query.end(); ++i) {
      const Weighted& known = document_features_[i];
      while (entry != query.end() && entry->feature < known.feature) ++entry;
      if (entry != query.end() && entry->feature == known.feature) {
        cosine += static_cast<double>(entry->weight) * known.weight;
      }
    }
    found.push_back({document.standard, document.shown, std::min(cosine, 1.0)});
  }
  const size_t kept = std::min(limit, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<ptrdiff_t>(kept), found.end(),
                    [](const Neighbour& a, const Neighbour& b) { return a.similarity > b.similarity; });
  found.resize(kept);
  return found;
}

float LexicalIndex::Posting(uint32_t feature, size_t standard) const {
  const auto begin = posting_standard_.begin() + posting_begin_[feature];
  const auto end = posting_standard_.begin() + posting_begin_[feature + 1];
  const auto found = std::lower_bound(begin, end, standard);
  if (found == end || *found != standard) return 0;
  return posting_weight_[static_cast<size_t>(found - posting_standard_.begin())];
}

std::vector<Term> LexicalIndex::Explain(const text::NormalizedText& text, size_t standard,
                                        size_t rival, size_t limit) const {
  const std::string& canonical = text.canonical;
  std::vector<Gram> grams;
  AppendGrams(canonical, View::kWritten, &grams);
  // Every gram spreads what it says over its bytes; words then collect their bytes' shares.
  std::vector<double> weight_at(canonical.size() + 1, 0);
  for (const Gram& gram : grams) {
    const uint32_t feature = FindFeature(gram.hash);
    if (feature == kUnknown || gram.end == gram.begin) continue;
    const double margin = Posting(feature, standard) - Posting(feature, rival);
    const double share = margin * idf_[feature] / (gram.end - gram.begin);
    for (uint32_t at = gram.begin; at < gram.end; ++at) weight_at[at] += share;
  }
  std::vector<Term> terms;
  for (size_t begin = 0; begin < canonical.size();) {
    const size_t end = std::min(canonical.find(' ', begin), canonical.size());
    const double weight =
        std::accumulate(weight_at.begin() + static_cast<ptrdiff_t>(begin),
                        weight_at.begin() + static_cast<ptrdiff_t>(end), 0.0);
    std::string word = canonical.substr(begin, end - begin);
    const auto same = [&word](const Term& term) { return term.text == word; };
    if (weight > 0 && std::none_of(terms.begin(), terms.end(), same)) {
      terms.push_back({std::move(word), weight});
    }
    begin = end + 1;
  }
  const size_t kept = std::min(limit, terms.size());
  std::partial_sort(terms.begin(), terms.begin() + static_cast<ptrdiff_t>(kept), terms.end(),
                    [](const Term& a, const Term& b) { return a.weight > b.weight; });
  terms.resize(kept);
  return terms;
}

}  // namespace munhang::retrieval
