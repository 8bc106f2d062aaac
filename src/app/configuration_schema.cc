#include "app/configuration_schema.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace munhang::app {

using config::v1::Rule;
using google::protobuf::FieldDescriptor;

namespace {

// What google.protobuf.Duration can hold.
constexpr Whole kLongestDuration = Whole{315'576'000'000} * kNanosecondsPerSecond;

template <typename Integer>
WholeRange RangeOfType() {
  return {std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

WholeRange RangeOfType(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return RangeOfType<int32_t>();
    case FieldDescriptor::CPPTYPE_UINT32:
      return RangeOfType<uint32_t>();
    case FieldDescriptor::CPPTYPE_UINT64:
      return RangeOfType<uint64_t>();
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return {0, kLongestDuration};
    default:
      return RangeOfType<int64_t>();
  }
}

// A bound in the unit of Whole: a duration's is stated in seconds.
Whole BoundAsWhole(Kind kind, double bound) {
  constexpr double kFarthest = 0x1p80;
  const double unit = kind == Kind::kDuration ? static_cast<double>(kNanosecondsPerSecond) : 1;
  return static_cast<Whole>(std::round(std::clamp(bound * unit, -kFarthest, kFarthest)));
}

// How many letters must be put in, left out, changed or swapped with a neighbour to make `a` of
// `b`.
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> above(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

const Rule& RuleOf(const FieldDescriptor& field) {
  return field.options().GetExtension(config::v1::rule);
}

Kind KindOf(const FieldDescriptor& field, const Rule& rule) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return Kind::kBoolean;
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Kind::kNumber;
    case FieldDescriptor::CPPTYPE_ENUM:
      return Kind::kChoice;
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? Kind::kBinary : Kind::kText;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return field.message_type()->full_name() == "google.protobuf.Duration" ? Kind::kDuration
                                                                             : Kind::kKeys;
    default:
      return rule.unit() == config::v1::UNIT_BYTES ? Kind::kSize : Kind::kWhole;
  }
}

std::string_view NameOf(Kind kind) {
  switch (kind) {
    case Kind::kBoolean:
      return "true or false";
    case Kind::kWhole:
      return "a whole number";
    case Kind::kSize:
      return "a size";
    case Kind::kDuration:
      return "a duration";
    case Kind::kNumber:
      return "a number";
    case Kind::kText:
    case Kind::kChoice:
      return "text";
    case Kind::kBinary:
      return "base64";
    case Kind::kKeys:
      return "keys with values";
  }
  return "";
}

bool IsSection(const FieldDescriptor& field, int depth) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field.is_repeated() &&
         KindOf(field, RuleOf(field)) == Kind::kKeys && field.containing_oneof() == nullptr &&
         (depth == 0 || RuleOf(field).section());
}

const FieldDescriptor& MapValue(const FieldDescriptor& map) {
  return *map.message_type()->map_value();
}

std::vector<std::string> ChoicesOf(const FieldDescriptor& field, const Rule& rule) {
  std::vector<std::string> choices(rule.one_of().begin(), rule.one_of().end());
  if (choices.empty() && field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    for (int i = 0; i < field.enum_type()->value_count(); ++i) {
      choices.push_back(field.enum_type()->value(i)->name());
    }
  }
  return choices;
}

WholeRange RangeOf(const FieldDescriptor& field, const Rule& rule) {
  const Kind kind = KindOf(field, rule);
  WholeRange range = RangeOfType(field);
  if (rule.has_min()) range.low = std::max(range.low, BoundAsWhole(kind, rule.min()));
  if (rule.has_max()) range.high = std::min(range.high, BoundAsWhole(kind, rule.max()));
  return range;
}

absl::StatusOr<Whole> ParseAs(Kind kind, std::string_view text) {
  if (kind == Kind::kSize) return ParseSize(text);
  if (kind == Kind::kDuration) return ParseDuration(text);
  return ParseWhole(text);
}

std::string FormatAs(Kind kind, Whole value) {
  if (kind == Kind::kSize) return FormatSize(value);
  if (kind == Kind::kDuration) return FormatDuration(value);
  return FormatWhole(value);
}

std::string FormatBound(Kind kind, double bound) {
  return kind == Kind::kNumber ? FormatNumber(bound) : FormatAs(kind, BoundAsWhole(kind, bound));
}

std::string NearestName(std::string_view name, const std::vector<std::string>& names) {
  constexpr size_t kLongestName = 64;
  if (name.size() > kLongestName) return "";
  std::string nearest;
  size_t distance = std::max<size_t>(1, name.size() / 3) + 1;
  for (const std::string& candidate : names) {
    const size_t edits = EditDistance(name, candidate);
    if (edits < distance) {
      nearest = candidate;
      distance = edits;
    }
  }
  return nearest;
}

std::string Listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty()) list += ", ";
    list += name;
  }
  return list;
}

}  // namespace munhang::app
