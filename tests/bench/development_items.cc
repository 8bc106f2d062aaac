#include "tests/bench/development_items.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace munhang::bench {

absl::StatusOr<std::vector<v1::ClassifyRequest>> DevelopmentRequests() {
  const std::string path = MUNHANG_SOURCE_DIR "/data/development/items.jsonl";
  std::ifstream file(path);
  std::vector<v1::ClassifyRequest> requests;
  std::string line;
  while (std::getline(file, line)) {
    const auto item = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!item.is_object() || !item.contains("item_id") || !item.contains("text")) {
      return absl::InvalidArgumentError(path + " has a line that is no item: " + line);
    }
    v1::ClassifyRequest request;
    request.mutable_item()->set_item_id(item["item_id"].get<std::string>());
    request.mutable_item()->set_text(item["text"].get<std::string>());
    request.mutable_options()->set_bypass_cache(true);
    requests.push_back(std::move(request));
  }
  if (requests.empty()) return absl::NotFoundError("no items in " + path);
  return requests;
}

}  // namespace munhang::bench
