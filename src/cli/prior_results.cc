#include "cli/prior_results.h"

#include <algorithm>
#include <utility>

#include "cli/byte_source.h"
#include "cli/item_reader.h"
#include "cli/line_reader.h"
#include "cli/result_line.h"
#include "munhang/text/fingerprint.h"

namespace munhang::cli {

AnsweredItems::Entry AnsweredItems::EntryOf(std::string_view item_id) {
  const text::Fingerprint digest = text::BytesFingerprint(item_id);
  return {{static_cast<uint32_t>(digest.high >> 32), static_cast<uint32_t>(digest.high),
           static_cast<uint32_t>(digest.low)}};
}

void AnsweredItems::Add(std::string_view item_id) { entries_.push_back(EntryOf(item_id)); }

void AnsweredItems::Seal() {
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return a.digest < b.digest; });
  size_t kept = 0;
  for (const Entry& entry : entries_) {
    if (kept > 0 && entries_[kept - 1].digest == entry.digest) {
      ++entries_[kept - 1].answers;
    } else {
      entries_[kept++] = entry;
    }
  }
  entries_.resize(kept);
}

bool AnsweredItems::Take(std::string_view item_id) {
  const Entry wanted = EntryOf(item_id);
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), wanted,
                       [](const Entry& a, const Entry& b) { return a.digest < b.digest; });
  if (found == entries_.end() || found->digest != wanted.digest || found->answers == 0)
    return false;
  --found->answers;
  return true;
}

absl::StatusOr<PriorResults> ReadPriorResults(const std::string& path) {
  PriorResults prior;
  auto source = FileSource::Open(path, nullptr);
  if (absl::IsNotFound(source.status())) return prior;
  if (!source.ok()) return source.status();
  if (!(*source)->regular()) return absl::FailedPreconditionError(path + " is no regular file");
  LineReader lines(**source, kMostLineBytes);
  while (true) {
    const auto line = lines.Next();
    if (!line.ok()) return line.status();
    // A last line without its break was torn off in the middle, even if it looks whole.
    if (!line->has_value() || (*line)->ending.empty()) break;
    const auto result = ParseResultLine((*line)->text);
    if (!result) {
      return absl::FailedPreconditionError(path + ": line " + std::to_string((*line)->number) +
                                           " is no result of munhang classify");
    }
    if (result->answered) prior.answered.Add(result->item_id);
    prior.complete_bytes = lines.position();
    ++prior.lines;
  }
  prior.answered.Seal();
  return prior;
}

}  // namespace munhang::cli
