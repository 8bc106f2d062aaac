#include "munhang/runtime/running_call.h"

#include <string>

namespace munhang::runtime {

absl::Status StatusOf(CancelReason reason) {
  switch (reason) {
    case CancelReason::kNone:
      return absl::OkStatus();
    case CancelReason::kClient:
      return absl::CancelledError("the caller cancelled");
    case CancelReason::kDeadline:
      return absl::DeadlineExceededError("the deadline passed before there was an answer");
    case CancelReason::kShutdown:
      return absl::UnavailableError("the server is shutting down");
  }
  return absl::UnknownError("unknown cancel reason");
}

void RunningCall::Cancel(CancelReason reason) {
  boost::asio::post(shard_.io(), [self = shared_from_this(), reason] { self->CancelHere(reason); });
}

void RunningCall::CancelHere(CancelReason reason) {
  if (finished_ || reason_ != CancelReason::kNone) return;
  reason_ = reason;
  signal_.emit(boost::asio::cancellation_type::terminal);
}

void RunningCall::ArmDeadline() {
  if (deadline_.when() == Deadline::Clock::time_point::max()) return;
  timer_.expires_at(deadline_.when());
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    if (error) return;
    if (auto self = weak.lock()) self->CancelHere(CancelReason::kDeadline);
  });
}

void RunningCall::Finished() {
  finished_ = true;
  timer_.cancel();
}

absl::Status RunningCall::StatusOfException(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return absl::InternalError(std::string("unexpected exception: ") + exception.what());
  } catch (...) {
    return absl::InternalError("unexpected exception");
  }
}

}  // namespace munhang::runtime
