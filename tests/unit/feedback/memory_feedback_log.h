#ifndef MUNHANG_TESTS_UNIT_FEEDBACK_MEMORY_FEEDBACK_LOG_H_
#define MUNHANG_TESTS_UNIT_FEEDBACK_MEMORY_FEEDBACK_LOG_H_

#include <absl/status/status.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "munhang/ports/feedback_log.h"

namespace munhang::ports {

// A log that keeps nothing, for tests; several may share what they keep, as processes share a file.
class MemoryFeedbackLog final : public FeedbackLog {
 public:
  struct Store {
    std::mutex mutex;
    std::vector<FeedbackEntry> entries;
    uint64_t position = 0;
    // What every call fails with while it is set.
    absl::Status broken;
  };

  explicit MemoryFeedbackLog(std::shared_ptr<Store> store = std::make_shared<Store>())
      : store_(std::move(store)) {}

  Store& store() { return *store_; }

  absl::StatusOr<uint64_t> Append(const FeedbackEntry& entry) override {
    std::lock_guard lock(store_->mutex);
    if (!store_->broken.ok()) return store_->broken;
    if (Find(entry.id) != nullptr) return absl::AlreadyExistsError("there is feedback " + entry.id);
    store_->entries.push_back(entry);
    FeedbackEntry& kept = store_->entries.back();
    kept.revoked = kept.promoted = false;
    kept.serial = store_->entries.size();
    Change(&kept);
    return kept.position;
  }

  absl::Status Revoke(std::string_view id, std::optional<std::string_view> tenant) override {
    std::lock_guard lock(store_->mutex);
    if (!store_->broken.ok()) return store_->broken;
    FeedbackEntry* entry = Find(id);
    if (entry == nullptr || (tenant && entry->tenant != *tenant)) return NotFound(id);
    if (!std::exchange(entry->revoked, true)) Change(entry);
    return absl::OkStatus();
  }

  absl::Status Promote(std::string_view id) override {
    std::lock_guard lock(store_->mutex);
    if (!store_->broken.ok()) return store_->broken;
    FeedbackEntry* entry = Find(id);
    if (entry == nullptr) return NotFound(id);
    if (entry->revoked || entry->corrected.empty()) {
      return absl::FailedPreconditionError(
          "feedback " + std::string(id) + (entry->revoked ? " was revoked" : " corrects no label"));
    }
    if (!std::exchange(entry->promoted, true)) Change(entry);
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<FeedbackEntry>> ChangedSince(uint64_t position,
                                                          size_t limit) override {
    std::lock_guard lock(store_->mutex);
    if (!store_->broken.ok()) return store_->broken;
    std::vector<FeedbackEntry> changed;
    for (const FeedbackEntry& entry : store_->entries) {
      if (entry.position > position) changed.push_back(entry);
    }
    std::sort(changed.begin(), changed.end(),
              [](const auto& a, const auto& b) { return a.position < b.position; });
    if (changed.size() > limit) changed.resize(limit);
    return changed;
  }

  absl::StatusOr<bool> HasForeignChanges() override {
    std::lock_guard lock(store_->mutex);
    if (!store_->broken.ok()) return store_->broken;
    return std::exchange(seen_, store_->position) != store_->position;
  }

 private:
  static absl::Status NotFound(std::string_view id) {
    return absl::NotFoundError("there is no feedback " + std::string(id));
  }
  FeedbackEntry* Find(std::string_view id) {
    for (FeedbackEntry& entry : store_->entries) {
      if (entry.id == id) return &entry;
    }
    return nullptr;
  }
  void Change(FeedbackEntry* entry) {
    // A change of one's own is none that anybody needs to look for.
    if (seen_ == store_->position) ++seen_;
    entry->position = ++store_->position;
  }

  const std::shared_ptr<Store> store_;
  uint64_t seen_ = 0;
};

}  // namespace munhang::ports

#endif  // MUNHANG_TESTS_UNIT_FEEDBACK_MEMORY_FEEDBACK_LOG_H_
