#include "munhang/retrieval/lexical_index.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <thread>
#include <utility>

#include "retrieval/features.h"

namespace munhang::retrieval {
namespace {

// Weight that every feature has under every standard before any text is counted; chosen on the
// development items.
constexpr double kSmoothing = 0.015;

// Distinct features with their counts, in the order of their first occurrences.
std::vector<Counted> Count(const std::vector<uint64_t>& features) {
  std::vector<Counted> counted;
  counted.reserve(features.size());
  // Open addressing; half empty. Entries are positions in `counted`, plus one.
  std::vector<uint32_t> table(std::bit_ceil(features.size() * 2 + 2), 0);
  const size_t mask = table.size() - 1;
  for (const uint64_t hash : features) {
    size_t at = hash & mask;
    while (table[at] != 0 && counted[table[at] - 1].hash != hash) at = (at + 1) & mask;
    if (table[at] == 0) {
      counted.push_back({hash, 0});
      table[at] = static_cast<uint32_t>(counted.size());
    }
    ++counted[table[at] - 1].count;
  }
  return counted;
}

std::vector<Counted> CountText(std::string_view text) {
  const text::NormalizedText normalized = text::Normalize(text);
  return Count(Features(normalized.canonical, text::Slot(normalized)));
}

// Every text that is known, those of a standard together, in the order of the standards.
std::vector<Source> Sources(const curriculum::KnowledgeBase& knowledge) {
  std::vector<Source> sources;
  for (size_t i = 0; i < knowledge.standards().size(); ++i) {
    const curriculum::Standard& standard = knowledge.standards()[i];
    for (const std::string& wording : standard.wording) sources.push_back({i, wording, wording});
    sources.push_back({i, standard.gist, standard.gist});
    std::string concepts;
    for (const std::string& tag : standard.concepts) concepts += tag + " ";
    sources.push_back({i, std::move(concepts), standard.gist});
    for (const std::string& level : standard.levels) sources.push_back({i, level, level});
  }
  return sources;
}

// Reading the texts is most of the time to start, so it is shared among the cores.
std::vector<std::vector<Counted>> CountAll(const std::vector<Source>& sources) {
  std::vector<std::vector<Counted>> counted(sources.size());
  const size_t threads = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, 8);
  const auto count_share = [&](size_t share) {
    for (size_t i = share; i < sources.size(); i += threads)
      counted[i] = CountText(sources[i].text);
  };
  std::vector<std::thread> others;
  for (size_t share = 1; share < threads; ++share) others.emplace_back(count_share, share);
  count_share(0);
  for (std::thread& other : others) other.join();
  return counted;
}

float TermFrequency(uint32_t count) {
  return count == 1 ? 1.0f : 1.0f + std::log(static_cast<float>(count));
}

// The bits of a hash that its place in the table does not tell.
uint32_t Tag(uint64_t hash) { return static_cast<uint32_t>(hash >> 32); }

constexpr size_t kPrefetch = 8;

}  // namespace

// The features of a query by number, for looking up those of other texts.
class LexicalIndex::FeatureWeights {
 public:
  explicit FeatureWeights(const std::vector<Weighted>& weighted)
      : table_(std::bit_ceil(weighted.size() * 2 + 2), Weighted{kUnknown, 0}) {
    for (const Weighted& entry : weighted) table_[Find(entry.feature)] = entry;
  }

  // 0 for a feature that the query does not have.
  float Of(uint32_t feature) const { return table_[Find(feature)].weight; }

 private:
  // Where the feature is, or else would be.
  size_t Find(uint32_t feature) const {
    const size_t mask = table_.size() - 1;
    size_t at = (static_cast<size_t>(feature) * 0x9e3779b1u) & mask;
    while (table_[at].feature != kUnknown && table_[at].feature != feature) at = (at + 1) & mask;
    return at;
  }

  std::vector<Weighted> table_;
};

LexicalIndex::LexicalIndex(const curriculum::KnowledgeBase& knowledge) : knowledge_(knowledge) {
  const std::vector<Source> sources = Sources(knowledge);
  const std::vector<std::vector<Counted>> counted = CountAll(sources);
  size_t occurrences = 0;
  for (const auto& features : counted) occurrences += features.size();
  document_features_.reserve(occurrences);
  // Never full, since no feature is without an occurrence; mostly empty, since most have several.
  slots_.assign(std::bit_ceil(occurrences + 1), Slot{kUnknown, 0});
  for (size_t i = 0; i < sources.size(); ++i) AddDocument(sources[i], counted[i]);
  WeighDocuments();
  SumByStandard();
}

uint32_t LexicalIndex::FindFeature(uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.feature == kUnknown || slot.tag == Tag(hash)) return slot.feature;
  }
}

uint32_t LexicalIndex::InternFeature(uint64_t hash) {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.feature == kUnknown) slot = {feature_count_++, Tag(hash)};
    if (slot.tag == Tag(hash)) return slot.feature;
  }
}

void LexicalIndex::AddDocument(const Source& source, const std::vector<Counted>& counted) {
  const auto begin = static_cast<uint32_t>(document_features_.size());
  const size_t mask = slots_.size() - 1;
  for (size_t i = 0; i < counted.size(); ++i) {
    // The table is larger than the caches; by its turn the slot of a later feature has arrived.
    if (i + kPrefetch < counted.size()) {
      __builtin_prefetch(&slots_[counted[i + kPrefetch].hash & mask]);
    }
    const Counted& entry = counted[i];
    document_features_.push_back({InternFeature(entry.hash), TermFrequency(entry.count)});
  }
  const auto end = static_cast<uint32_t>(document_features_.size());
  documents_.push_back({source.standard, source.shown, begin, end});
}

void LexicalIndex::WeighDocuments() {
  std::vector<uint32_t> document_frequency(feature_count_, 0);
  for (const Weighted& entry : document_features_) ++document_frequency[entry.feature];
  idf_.resize(feature_count_);
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
  std::vector<float> of_feature(feature_count_, 0);
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
    log_total_[standard] = std::log(total + kSmoothing * static_cast<double>(feature_count_));
    first = last;
  }
  // Counting sort by feature; within a feature the standards stay in order.
  posting_begin_.assign(feature_count_ + 1, 0);
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
  const FeatureWeights query(WeighQuery(text, slotted, nullptr));
  std::vector<Neighbour> found;
  for (const Document& document : documents_) {
    if (std::find(standards.begin(), standards.end(), document.standard) == standards.end()) {
      continue;
    }
    double cosine = 0;
    for (uint32_t i = document.begin; i < document.end; ++i) {
      const Weighted& known = document_features_[i];
      cosine += static_cast<double>(query.Of(known.feature)) * known.weight;
    }
    found.push_back({document.standard, document.shown, std::min(cosine, 1.0)});
  }
  const size_t kept = std::min(limit, found.size());
  std::partial_sort(
      found.begin(), found.begin() + static_cast<ptrdiff_t>(kept), found.end(),
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
    const double weight = std::accumulate(weight_at.begin() + static_cast<ptrdiff_t>(begin),
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
