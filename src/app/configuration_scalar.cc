#include "app/configuration_scalar.h"

#include <absl/strings/escaping.h>
#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "app/configuration_schema.h"
#include "app/configuration_secret.h"

namespace munhang::app {
namespace {

using config::v1::Rule;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kSecondsNumber = 1;
constexpr int kNanosNumber = 2;

// Reflection has one pair of calls for every type; which of the pair is meant follows from the
// field.
template <typename Value>
using Setter = void (Reflection::*)(Message*, const FieldDescriptor*, Value) const;

template <typename Value>
void Put(Message* message, const FieldDescriptor& field, Setter<Value> set, Setter<Value> add,
         Value value) {
  const Setter<Value> store = field.is_repeated() ? add : set;
  (message->GetReflection()->*store)(message, &field, std::move(value));
}

template <typename Value>
using Getter = Value (Reflection::*)(const Message&, const FieldDescriptor*) const;
template <typename Value>
using EntryGetter = Value (Reflection::*)(const Message&, const FieldDescriptor*, int) const;

template <typename Value>
Value Take(const Message& message, const FieldDescriptor& field, Getter<Value> get,
           EntryGetter<Value> get_entry, int index) {
  const Reflection* const reflection = message.GetReflection();
  return field.is_repeated() ? (reflection->*get_entry)(message, &field, index)
                             : (reflection->*get)(message, &field);
}

absl::Status Wrong(const std::string& text) { return absl::InvalidArgumentError(text); }

absl::Status BelowLeast(std::string_view written, const std::string& least) {
  return Wrong(Shortened(written) + " is below the smallest allowed, " + least);
}

absl::Status AboveMost(std::string_view written, const std::string& most) {
  return Wrong(Shortened(written) + " is above the largest allowed, " + most);
}

void PutDuration(Message* message, const FieldDescriptor& field, Whole nanoseconds) {
  const Reflection* const reflection = message->GetReflection();
  Message* const duration = field.is_repeated() ? reflection->AddMessage(message, &field)
                                                : reflection->MutableMessage(message, &field);
  const auto* const type = duration->GetDescriptor();
  duration->GetReflection()->SetInt64(duration, type->FindFieldByNumber(kSecondsNumber),
                                      static_cast<int64_t>(nanoseconds / kNanosecondsPerSecond));
  duration->GetReflection()->SetInt32(duration, type->FindFieldByNumber(kNanosNumber),
                                      static_cast<int32_t>(nanoseconds % kNanosecondsPerSecond));
}

void PutWhole(Message* message, const FieldDescriptor& field, Whole value) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Put(message, field, &Reflection::SetInt32, &Reflection::AddInt32,
                 static_cast<int32_t>(value));
    case FieldDescriptor::CPPTYPE_UINT32:
      return Put(message, field, &Reflection::SetUInt32, &Reflection::AddUInt32,
                 static_cast<uint32_t>(value));
    case FieldDescriptor::CPPTYPE_UINT64:
      return Put(message, field, &Reflection::SetUInt64, &Reflection::AddUInt64,
                 static_cast<uint64_t>(value));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return PutDuration(message, field, value);
    default:
      return Put(message, field, &Reflection::SetInt64, &Reflection::AddInt64,
                 static_cast<int64_t>(value));
  }
}

absl::Status StoreWhole(std::string_view text, const FieldDescriptor& field, const Rule& rule,
                        Message* message) {
  const Kind kind = KindOf(field, rule);
  const auto value = ParseAs(kind, text);
  if (!value.ok()) return value.status();
  const WholeRange range = RangeOf(field, rule);
  if (*value < range.low) return BelowLeast(text, FormatAs(kind, range.low));
  if (*value > range.high) return AboveMost(text, FormatAs(kind, range.high));
  PutWhole(message, field, *value);
  return absl::OkStatus();
}

absl::Status StoreNumber(std::string_view text, const FieldDescriptor& field, const Rule& rule,
                         Message* message) {
  const auto value = ParseNumber(text);
  if (!value.ok()) return value.status();
  if (rule.has_min() && *value < rule.min()) return BelowLeast(text, FormatNumber(rule.min()));
  if (rule.has_max() && *value > rule.max()) return AboveMost(text, FormatNumber(rule.max()));
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) {
    Put(message, field, &Reflection::SetDouble, &Reflection::AddDouble, *value);
    return absl::OkStatus();
  }
  if (std::abs(*value) > std::numeric_limits<float>::max()) {
    return Wrong(Shortened(text) + " is too large or too small to hold");
  }
  Put(message, field, &Reflection::SetFloat, &Reflection::AddFloat, static_cast<float>(*value));
  return absl::OkStatus();
}

absl::Status StoreText(std::string_view text, const FieldDescriptor& field, const Rule& rule,
                       Message* message) {
  if (rule.secret() && !text.empty() && !IsSecretReference(text)) {
    return Wrong("must be a reference, env:NAME or file:PATH, not the secret itself");
  }
  if (rule.required() && text.empty()) return Wrong("must not be empty");
  // A path with a NUL would name another file than it shows.
  if (text.find('\0') != std::string_view::npos) return Wrong("must not contain a NUL character");
  const std::vector<std::string> choices = ChoicesOf(field, rule);
  if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
    return Wrong(Quoted(text) + " is none of " + Listed(choices));
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const auto* const value = field.enum_type()->FindValueByName(std::string(text));
    Put(message, field, &Reflection::SetEnum, &Reflection::AddEnum, value);
    return absl::OkStatus();
  }
  Put(message, field, &Reflection::SetString, &Reflection::AddString, std::string(text));
  return absl::OkStatus();
}

absl::Status StoreBinary(std::string_view text, const FieldDescriptor& field, Message* message) {
  std::string bytes;
  if (!absl::Base64Unescape(std::string(text), &bytes)) return Wrong("must be base64");
  Put(message, field, &Reflection::SetString, &Reflection::AddString, std::move(bytes));
  return absl::OkStatus();
}

absl::Status StoreBoolean(std::string_view text, const FieldDescriptor& field, Message* message) {
  const auto value = ParseBoolean(text);
  if (!value.ok()) return value.status();
  Put(message, field, &Reflection::SetBool, &Reflection::AddBool, *value);
  return absl::OkStatus();
}

Whole TakeWhole(const Message& message, const FieldDescriptor& field, int index) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Take(message, field, &Reflection::GetInt32, &Reflection::GetRepeatedInt32, index);
    case FieldDescriptor::CPPTYPE_UINT32:
      return Take(message, field, &Reflection::GetUInt32, &Reflection::GetRepeatedUInt32, index);
    case FieldDescriptor::CPPTYPE_UINT64:
      return Take(message, field, &Reflection::GetUInt64, &Reflection::GetRepeatedUInt64, index);
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const Reflection* const reflection = message.GetReflection();
      const Message& duration = field.is_repeated()
                                    ? reflection->GetRepeatedMessage(message, &field, index)
                                    : reflection->GetMessage(message, &field);
      const auto* const type = duration.GetDescriptor();
      const Reflection* const parts = duration.GetReflection();
      return Whole{parts->GetInt64(duration, type->FindFieldByNumber(kSecondsNumber))} *
                 kNanosecondsPerSecond +
             parts->GetInt32(duration, type->FindFieldByNumber(kNanosNumber));
    }
    default:
      return Take(message, field, &Reflection::GetInt64, &Reflection::GetRepeatedInt64, index);
  }
}

std::string PrintNumber(const Message& message, const FieldDescriptor& field, int index) {
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT) {
    return FormatNumber(
        Take(message, field, &Reflection::GetFloat, &Reflection::GetRepeatedFloat, index));
  }
  return FormatNumber(
      Take(message, field, &Reflection::GetDouble, &Reflection::GetRepeatedDouble, index));
}

}  // namespace

absl::Status StoreScalar(const Scalar& scalar, const FieldDescriptor& field, const Rule& rule,
                         Message* message) {
  const Kind kind = KindOf(field, rule);
  if (scalar.quoted && (kind == Kind::kBoolean || kind == Kind::kWhole || kind == Kind::kNumber)) {
    return Wrong("must be " + std::string(NameOf(kind)) + " without quotes");
  }
  switch (kind) {
    case Kind::kBoolean:
      return StoreBoolean(scalar.text, field, message);
    case Kind::kWhole:
    case Kind::kSize:
    case Kind::kDuration:
      return StoreWhole(scalar.text, field, rule, message);
    case Kind::kNumber:
      return StoreNumber(scalar.text, field, rule, message);
    case Kind::kText:
    case Kind::kChoice:
      return StoreText(scalar.text, field, rule, message);
    case Kind::kBinary:
      return StoreBinary(scalar.text, field, message);
    case Kind::kKeys:
      break;
  }
  return Wrong("must be keys with values, not a single value");
}

std::string PrintScalar(const Message& message, const FieldDescriptor& field, const Rule& rule,
                        int index) {
  const Kind kind = KindOf(field, rule);
  switch (kind) {
    case Kind::kBoolean:
      return Take(message, field, &Reflection::GetBool, &Reflection::GetRepeatedBool, index)
                 ? "true"
                 : "false";
    case Kind::kWhole:
    case Kind::kSize:
    case Kind::kDuration:
      return FormatAs(kind, TakeWhole(message, field, index));
    case Kind::kNumber:
      return PrintNumber(message, field, index);
    case Kind::kChoice:
      return Take(message, field, &Reflection::GetEnum, &Reflection::GetRepeatedEnum, index)
          ->name();
    case Kind::kText:
    case Kind::kBinary:
    case Kind::kKeys:
      break;
  }
  const std::string text =
      Take(message, field, &Reflection::GetString, &Reflection::GetRepeatedString, index);
  if (kind == Kind::kBinary) return QuotedYaml(absl::Base64Escape(text));
  if (rule.secret() && !text.empty() && !IsSecretReference(text)) return "\"(withheld)\"";
  return QuotedYaml(text);
}

std::string QuotedYaml(std::string_view text) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      quoted += "\\x";
      quoted += kHexDigits[byte >> 4];
      quoted += kHexDigits[byte & 0xF];
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace munhang::app
