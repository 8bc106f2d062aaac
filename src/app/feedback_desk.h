#ifndef MUNHANG_APP_FEEDBACK_DESK_H_
#define MUNHANG_APP_FEEDBACK_DESK_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "munhang/domain/feedback.h"
#include "munhang/pipeline/pipeline.h"
#include "munhang/ports/feedback_log.h"
#include "munhang/runtime/async.h"
#include "munhang/runtime/call_context.h"
#include "munhang/runtime/cpu_pool.h"

namespace munhang::app {

struct FeedbackDeskOptions {
  // How often the log is asked for what others have changed. Zero: only when Poll is called.
  std::chrono::milliseconds poll_interval{0};
  // A new feedback id. By default random.
  std::function<std::string()> new_id;
  // Told what a poll failed with, from the poll's thread; not again while it stays the same.
  std::function<void(const absl::Status&)> on_problem = [](const absl::Status&) {};
};

// Takes feedback in: keeps it in the log, and has the pipeline learn what the log then says,
// whoever wrote it. Everything goes the same way, from the log in its order, so that a process that
// starts and one that has run for long answer alike. Thread-safe.
class FeedbackDesk {
 public:
  // Has the pipeline learn everything that is there. Errors are the log's. `pipeline` outlives
  // this.
  static absl::StatusOr<std::unique_ptr<FeedbackDesk>> Open(std::unique_ptr<ports::FeedbackLog> log,
                                                            pipeline::Pipeline& pipeline,
                                                            FeedbackDeskOptions options);
  // Finishes what was submitted.
  ~FeedbackDesk();

  // Return once the log has kept the change and the pipeline has learnt it. They work on a thread
  // of the desk's own, and go on there when their caller is cancelled.
  runtime::Async<absl::StatusOr<FeedbackReceipt>> Submit(FeedbackSubmission submission,
                                                         std::optional<ReviewedItem> reviewed,
                                                         runtime::CallContext context);
  runtime::Async<absl::Status> Revoke(std::string id, runtime::CallContext context);

  // The same at once; they block for as long as the log does.
  absl::StatusOr<FeedbackReceipt> SubmitNow(const FeedbackSubmission& submission,
                                            const std::optional<ReviewedItem>& reviewed,
                                            const std::string& tenant);
  absl::Status RevokeNow(const std::string& id, const std::string& tenant);

  // Has the pipeline learn what other users of the log have changed, if anything.
  absl::Status Poll();

 private:
  FeedbackDesk(std::unique_ptr<ports::FeedbackLog> log, pipeline::Pipeline& pipeline,
               FeedbackDeskOptions options);

  // Has the pipeline learn what came after position_.
  absl::Status CatchUp();
  void PollForEver();

  const std::unique_ptr<ports::FeedbackLog> log_;
  pipeline::Pipeline& pipeline_;
  const FeedbackDeskOptions options_;

  // One at a time catches up.
  std::mutex catching_up_;
  uint64_t position_ = 0;
  // The last attempt failed, so there may be something that nobody will be told of again.
  bool behind_ = true;

  std::mutex stopping_;
  std::condition_variable stop_asked_;
  bool stop_ = false;
  std::thread poller_;
  // Last: it finishes its work before the rest goes.
  runtime::CpuPool writer_{1};
};

}  // namespace munhang::app

#endif  // MUNHANG_APP_FEEDBACK_DESK_H_
