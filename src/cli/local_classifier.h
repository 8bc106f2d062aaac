#ifndef MUNHANG_CLI_LOCAL_CLASSIFIER_H_
#define MUNHANG_CLI_LOCAL_CLASSIFIER_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <memory>

#include "cli/item_classifier.h"
#include "munhang/app/service.h"
#include "munhang/config/v1/config.pb.h"
#include "munhang/rpc/conversion.h"
#include "munhang/runtime/gate.h"

namespace munhang::cli {

// The service's pipeline in this process, with the limits the service would have.
class LocalClassifier final : public ItemClassifier {
 public:
  // `deadline` for each item from its submission; zero takes the configuration's.
  static absl::StatusOr<std::unique_ptr<LocalClassifier>> Create(const config::v1::Config& config,
                                                                 std::chrono::nanoseconds deadline);
  ~LocalClassifier() override;

  void Submit(v1::ClassifyRequest request, Done done) override;
  absl::StatusOr<v1::Standard> GetStandard(const std::string& code) override;
  // Local items take milliseconds and simply finish.
  void Abandon() override {}

 private:
  LocalClassifier(std::unique_ptr<app::Engine> engine, rpc::ItemLimits limits,
                  std::chrono::nanoseconds deadline);

  const std::unique_ptr<app::Engine> engine_;
  const rpc::ItemLimits limits_;
  const std::chrono::nanoseconds deadline_;
  runtime::Gate under_way_;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_LOCAL_CLASSIFIER_H_
