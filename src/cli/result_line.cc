#include "cli/result_line.h"

#include <google/protobuf/util/json_util.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace munhang::cli {
namespace {

using nlohmann::json;

// Takes item_id and what follows from the outermost object, and ends the parse when it has both.
class ResultLineHandler final : public json::json_sax_t {
 public:
  std::optional<ResultLine> result() const {
    if (!item_id_ || !answered_) return std::nullopt;
    return ResultLine{*item_id_, *answered_};
  }

  bool key(string_t& name) override {
    key_ = name;
    return true;
  }
  bool string(string_t& value) override {
    if (depth_ == 1 && key_ == "item_id") item_id_ = value;
    if (depth_ == 1 && key_ == "standard_code" && !value.empty()) answered_ = true;
    return Unfinished();
  }
  bool start_object(std::size_t) override {
    if (depth_ == 1 && key_ == "error") answered_ = false;
    ++depth_;
    return Unfinished();
  }
  bool end_object() override { return Leave(); }
  bool start_array(std::size_t) override {
    ++depth_;
    return true;
  }
  bool end_array() override { return Leave(); }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool Unfinished() const { return !item_id_ || !answered_; }
  bool Leave() {
    --depth_;
    return true;
  }

  int depth_ = 0;
  std::string key_;
  std::optional<std::string> item_id_;
  std::optional<bool> answered_;
};

}  // namespace

std::string ToJsonLine(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string line;
  // Fails only for Any and its like, which no message of the contract contains.
  const auto status = google::protobuf::util::MessageToJsonString(message, &line, options);
  if (!status.ok()) std::abort();
  return line;
}

std::string FailureLine(std::string_view item_id, const absl::Status& status) {
  nlohmann::ordered_json line;
  line["item_id"] = item_id;
  line["error"]["code"] = absl::StatusCodeToString(status.code());
  line["error"]["message"] = std::string(status.message());
  // Messages of a service may hold bytes that are not UTF-8.
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::optional<ResultLine> ParseResultLine(std::string_view line) {
  if (!line.ends_with('}')) return std::nullopt;
  ResultLineHandler handler;
  json::sax_parse(line, &handler);
  return handler.result();
}

}  // namespace munhang::cli
