#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "munhang/rpc/conversion.h"
#include "rpc/classifier_service.h"
#include "rpc/error_details.h"
#include "rpc/unary_call.h"
#include "rpc/wire_format.h"

namespace munhang::rpc {
namespace {

// A lock is held for milliseconds; a full disk takes somebody to look at it.
constexpr std::chrono::milliseconds kRetryWhenUnavailable{1000};

absl::Status FeedbackOff() {
  return WithReason(
      absl::FailedPreconditionError(
          "this service keeps no feedback; the configuration key feedback.database turns it on"),
      "FEEDBACK_OFF");
}

// A status of the work as the caller gets it.
absl::Status ToCallStatus(const absl::Status& status) {
  if (absl::IsUnavailable(status)) {
    const auto message = status.message();
    return RetryLater(absl::StatusCode::kUnavailable,
                      std::string_view(message.data(), message.size()), "FEEDBACK_UNAVAILABLE",
                      kRetryWhenUnavailable);
  }
  return absl::IsNotFound(status) ? WithReason(status, "FEEDBACK_NOT_FOUND") : status;
}

runtime::Async<absl::StatusOr<grpc::ByteBuffer>> Submit(const ServiceContext* service,
                                                        std::shared_ptr<UnaryCall> unary,
                                                        FeedbackSubmission submission,
                                                        runtime::CallContext context) {
  std::optional<ReviewedItem> reviewed;
  if (!submission.item.text.empty()) {
    auto answered =
        co_await service->handlers.review(submission.item, submission.corrected, context);
    if (!answered.ok()) co_return answered.status();
    if (absl::Status legal = CheckReviewed(submission.corrected, *answered); !legal.ok()) {
      co_return legal;
    }
    reviewed = *std::move(answered);
  }
  const std::optional<int> score = submission.score;
  const bool corrects = !submission.corrected.empty();
  auto receipt = co_await service->handlers.submit_feedback(
      std::move(submission), std::move(reviewed), std::move(context));
  if (!receipt.ok()) co_return ToCallStatus(receipt.status());
  const CallDescription& description = unary->scope().description();
  if (score) service->observer.FeedbackKept(description, FeedbackKind::kScore, score);
  if (corrects) {
    service->observer.FeedbackKept(description, FeedbackKind::kCorrection, std::nullopt);
  }
  v1::SubmitFeedbackResponse response;
  response.set_feedback_id(receipt->feedback_id);
  response.set_correction_in_force(receipt->correction_in_force);
  co_return SerializeResponse(response);
}

runtime::Async<absl::StatusOr<grpc::ByteBuffer>> Revoke(const ServiceContext* service,
                                                        std::shared_ptr<UnaryCall> unary,
                                                        std::string id,
                                                        runtime::CallContext context) {
  const absl::Status revoked =
      co_await service->handlers.revoke_feedback(std::move(id), std::move(context));
  if (!revoked.ok()) co_return ToCallStatus(revoked);
  service->observer.FeedbackKept(unary->scope().description(), FeedbackKind::kRevocation,
                                 std::nullopt);
  co_return SerializeResponse(v1::RevokeFeedbackResponse());
}

}  // namespace

grpc::ServerUnaryReactor* ClassifierService::SubmitFeedback(grpc::CallbackServerContext* call,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  auto unary = UnaryCall::Create(service_, *call, "SubmitFeedback", response);
  CallScope& scope = unary->scope();
  if (!scope.status().ok()) return unary->Answer(scope.status());
  if (!service_.handlers.submit_feedback) return unary->Answer(FeedbackOff());

  v1::SubmitFeedbackRequest message;
  if (absl::Status parsed = ParseRequest(*request, &message); !parsed.ok()) {
    return unary->Answer(parsed);
  }
  const ItemLimits limits{service_.options.text_bytes, service_.options.images,
                          service_.options.image_bytes};
  auto submission = ToFeedbackSubmission(std::move(message), limits, service_.knowledge);
  if (!submission.ok()) return unary->Answer(submission.status());
  auto pass = scope.AdmitItem();
  if (!pass.ok()) return unary->Answer(pass.status());

  const runtime::CallContext context = scope.ItemContext();
  UnaryWork work = [service = &service_, unary, submission = *std::move(submission),
                    context]() mutable {
    return Submit(service, std::move(unary), std::move(submission), context);
  };
  return unary->Run(service_.shards.Next(), context, *std::move(pass), std::move(work));
}

grpc::ServerUnaryReactor* ClassifierService::RevokeFeedback(grpc::CallbackServerContext* call,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  auto unary = UnaryCall::Create(service_, *call, "RevokeFeedback", response);
  CallScope& scope = unary->scope();
  if (!scope.status().ok()) return unary->Answer(scope.status());
  if (!service_.handlers.revoke_feedback) return unary->Answer(FeedbackOff());

  v1::RevokeFeedbackRequest message;
  if (absl::Status parsed = ParseRequest(*request, &message); !parsed.ok()) {
    return unary->Answer(parsed);
  }
  auto id = ToFeedbackId(message);
  if (!id.ok()) return unary->Answer(id.status());
  auto pass = scope.AdmitItem();
  if (!pass.ok()) return unary->Answer(pass.status());

  const runtime::CallContext context = scope.ItemContext();
  UnaryWork work = [service = &service_, unary, id = *std::move(id), context]() mutable {
    return Revoke(service, std::move(unary), std::move(id), context);
  };
  return unary->Run(service_.shards.Next(), context, *std::move(pass), std::move(work));
}

}  // namespace munhang::rpc
