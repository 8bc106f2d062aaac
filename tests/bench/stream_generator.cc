#include "tests/bench/stream_generator.h"

#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/support/async_stream.h>

#include <cstdint>
#include <memory>

#include "munhang/v1/classifier.grpc.pb.h"
#include "tests/bench/load_generator.h"

namespace munhang::bench {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kConnectPatience{10};
// Beyond the sending, for the last answers.
constexpr std::chrono::seconds kLastAnswers{30};

enum class Event : intptr_t { kStarted, kWritten, kRead, kClosed, kFinished };

void* Tag(Event event) { return reinterpret_cast<void*>(event); }

// One stream from its start to its status, driven by its completion queue's events.
class Stream {
 public:
  Stream(v1::Classifier::Stub& stub, const std::vector<v1::ClassifyRequest>& requests,
         size_t in_flight, steady_clock::duration duration)
      : requests_(requests),
        in_flight_(in_flight),
        begin_(steady_clock::now()),
        end_(begin_ + duration) {
    context_.set_deadline(std::chrono::system_clock::now() + duration + kLastAnswers);
    call_ = stub.PrepareAsyncClassifyStream(&context_, &queue_);
  }

  absl::StatusOr<double> Run() {
    call_->StartCall(Tag(Event::kStarted));
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) React(static_cast<Event>(reinterpret_cast<intptr_t>(tag)), ok);
    if (!status_.ok())
      return absl::UnavailableError("the stream failed: " + status_.error_message());
    if (!failure_.ok()) return failure_;
    if (answered_ != sent_) return absl::InternalError("the stream ended before its last answers");
    const std::chrono::duration<double> taken(last_answer_ - begin_);
    return static_cast<double>(answered_) / taken.count();
  }

 private:
  void React(Event event, bool ok) {
    switch (event) {
      case Event::kStarted:
        call_->Read(&answer_, Tag(Event::kRead));
        return Send();
      case Event::kWritten:
        writing_ = false;
        if (!ok) sending_ended_ = true;
        return Send();
      case Event::kRead:
        if (!ok) return call_->Finish(&status_, Tag(Event::kFinished));
        TakeAnswer();
        call_->Read(&answer_, Tag(Event::kRead));
        return Send();
      case Event::kClosed:
        return;
      case Event::kFinished:
        return queue_.Shutdown();
    }
  }

  void Send() {
    if (writing_ || sending_ended_) return;
    if (steady_clock::now() >= end_) {
      sending_ended_ = true;
      return call_->WritesDone(Tag(Event::kClosed));
    }
    if (sent_ - answered_ >= in_flight_) return;
    writing_ = true;
    call_->Write(requests_[sent_++ % requests_.size()], Tag(Event::kWritten));
  }

  void TakeAnswer() {
    ++answered_;
    last_answer_ = steady_clock::now();
    if (answer_.status().code() == 0 || !failure_.ok()) return;
    failure_ = absl::Status(static_cast<absl::StatusCode>(answer_.status().code()),
                            "an item of the stream failed: " + answer_.status().message());
  }

  const std::vector<v1::ClassifyRequest>& requests_;
  const size_t in_flight_;
  const steady_clock::time_point begin_;
  const steady_clock::time_point end_;
  steady_clock::time_point last_answer_ = begin_;

  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::ClientAsyncReaderWriter<v1::ClassifyRequest, v1::ClassifyResponse>> call_;
  v1::ClassifyResponse answer_;
  grpc::Status status_;
  absl::Status failure_;
  size_t sent_ = 0;
  size_t answered_ = 0;
  bool writing_ = false;
  bool sending_ended_ = false;
};

}  // namespace

absl::StatusOr<double> StreamItemsPerSecond(const std::string& address,
                                            const std::vector<v1::ClassifyRequest>& requests,
                                            size_t in_flight,
                                            std::chrono::duration<double> duration) {
  const auto channel = OpenOwnConnection(address, 0);
  if (!channel->WaitForConnected(std::chrono::system_clock::now() + kConnectPatience)) {
    return absl::UnavailableError("cannot connect to " + address);
  }
  const auto stub = v1::Classifier::NewStub(channel);
  Stream stream(*stub, requests, in_flight,
                std::chrono::duration_cast<steady_clock::duration>(duration));
  return stream.Run();
}

}  // namespace munhang::bench
