#include "localmodel/corpus.h"

#include <algorithm>
#include <map>
#include <thread>
#include <unordered_map>
#include <utility>

#include "localmodel/portable_math.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace munhang::localmodel {
namespace {

constexpr float kLeastDocuments = 2;
// Twelve items of a template count as two.
constexpr float kGeneratedWeight = 1.0f / 6;

void CountAll(std::vector<Document>* documents, size_t threads) {
  const auto count_share = [&](size_t share) {
    for (size_t i = share; i < documents->size(); i += threads) {
      Document& document = (*documents)[i];
      const text::NormalizedText normalized = text::Normalize(document.text);
      document.counted = text::CountFeatures(normalized, text::Slot(normalized));
    }
  };
  std::vector<std::thread> others;
  for (size_t share = 1; share < threads; ++share) others.emplace_back(count_share, share);
  count_share(0);
  for (std::thread& other : others) other.join();
}

// Authors in the order of their names, dealt out in turn.
std::map<std::string, size_t> DealAuthors(const std::vector<LabelledItem>& items, size_t folds) {
  std::map<std::string, size_t> fold_of;
  for (const LabelledItem& item : items) fold_of.emplace(item.author, 0);
  size_t next = 0;
  for (auto& [author, fold] : fold_of) fold = next++ % folds;
  return fold_of;
}

}  // namespace

Corpus::Corpus(const curriculum::KnowledgeBase& knowledge, const ItemBank& bank, size_t folds,
               size_t threads) {
  const auto& standards = knowledge.standards();
  concept_lists.reserve(standards.size());
  for (size_t i = 0; i < standards.size(); ++i) {
    std::string concepts;
    for (const std::string& tag : standards[i].concepts) concepts += tag + " ";
    concept_lists.push_back(std::move(concepts));
    const auto add = [&](std::string_view text, bool is_item) {
      documents.push_back({static_cast<uint16_t>(i), nullptr, text, kAlwaysLearnt, is_item, 1, {}});
    };
    for (const std::string& wording : standards[i].wording) add(wording, true);
    add(standards[i].gist, false);
    add(concept_lists.back(), false);
    for (const std::string& level : standards[i].levels) add(level, false);
  }
  std::vector<LabelledItem> written;
  std::copy_if(bank.items.begin(), bank.items.end(), std::back_inserter(written),
               [](const LabelledItem& item) { return !item.generated; });
  const auto item_folds = DealAuthors(written, folds);
  for (const LabelledItem& item : bank.items) {
    documents.push_back({static_cast<uint16_t>(*knowledge.IndexOf(item.code)),
                         &item,
                         item.text,
                         item.generated ? kAlwaysLearnt : item_folds.at(item.author),
                         true,
                         item.generated ? kGeneratedWeight : 1,
                         {}});
  }
  for (size_t i = 0; i < bank.off_curriculum.size(); ++i) {
    documents.push_back(
        {kOffCurriculum, nullptr, bank.off_curriculum[i].text, i % folds, false, 1, {}});
  }
  CountAll(&documents, threads);
}

Features::Features(const std::vector<const Document*>& documents, size_t most) {
  std::unordered_map<uint64_t, double> document_counts;
  document_counts.reserve(size_t{1} << 20);
  for (const Document* document : documents) {
    for (const text::CountedFeature& entry : document->counted)
      document_counts[entry.hash] += document->weight;
  }
  std::vector<std::pair<double, uint64_t>> ranked;
  for (const auto& [hash, count] : document_counts) {
    if (count >= kLeastDocuments) ranked.emplace_back(count, hash);
  }
  // Most frequent first; ties by hash, so that the order is the same everywhere.
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (ranked.size() > most) ranked.resize(most);
  double total = 1;
  for (const Document* document : documents) total += document->weight;
  for (const auto& [count, hash] : ranked) {
    hashes.push_back(hash);
    idf.push_back(static_cast<float>(1 + PortableLog(total / (count + 1))));
  }
  unseen_idf = static_cast<float>(1 + PortableLog(total));
}

}  // namespace munhang::localmodel
