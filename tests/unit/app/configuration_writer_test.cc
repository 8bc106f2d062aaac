#include "app/configuration_writer.h"

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "app/configuration_problems.h"
#include "app/configuration_reader.h"
#include "configuration_test.pb.h"

namespace munhang::app {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::Everything;
using testing::Part;

Everything Read(const std::string& yaml) {
  Everything message;
  Problems problems("test.yaml");
  ReadYaml(yaml, &message, &problems);
  EXPECT_TRUE(problems.ToStatus().ok()) << problems.ToStatus();
  return message;
}

void ExpectReadsBack(const Everything& message) {
  const std::string yaml = WriteYaml(message);
  EXPECT_TRUE(MessageDifferencer::Equals(Read(yaml), message)) << yaml;
}

TEST(Writer, WritesEveryKeyInTheOrderOfTheSchema) {
  Part part;
  part.set_name("a \"b\"");
  EXPECT_EQ(WriteYaml(part), "name: \"a \\\"b\\\"\"\ncount: 0\n");
}

TEST(Writer, WritesValuesAsPeopleDo) {
  Everything message;
  message.mutable_duration()->set_seconds(90);
  message.add_durations()->set_nanos(250'000'000);
  message.add_parts()->set_name("x");
  (*message.mutable_numbers_by_name())["b"] = 2;
  (*message.mutable_numbers_by_name())["a"] = 1;
  message.mutable_ruled()->set_size(64 << 10);
  const std::string yaml = WriteYaml(message);
  for (const std::string part :
       {"\nduration: 1m30s\n", "\ndurations:\n  - 250ms\n",
        "\nparts:\n  - name: \"x\"\n    count: 0\n", "\nnumbers_by_name:\n  \"a\": 1\n  \"b\": 2\n",
        "\nparts_by_number: {}\n", "\ntexts: []\n", "\nruled:\n  size: 64KiB\n"}) {
    EXPECT_NE(yaml.find(part), std::string::npos) << part << "is not in:\n" << yaml;
  }
  EXPECT_EQ(yaml.find("optional_whole"), std::string::npos);
  EXPECT_EQ(yaml.find("left"), std::string::npos);
}

TEST(Writer, ReadsBackTheDefaults) { ExpectReadsBack(Read("")); }

TEST(Writer, ReadsBackEveryType) {
  Everything message = Read(R"(
boolean: true
right: 0
optional_whole: -5
color: COLOR_RED
duration: 1ns
booleans: [true, false]
colors: [COLOR_RED, COLOR_UNSPECIFIED]
durations: [0s, 1h1ms]
parts: [{}, {name: "", count: 0}]
numbers_by_name: {"a: b": -1, "": 2, "~": 3}
parts_by_number: {-7: {count: 3}, 12: {}}
texts_by_flag: {true: "yes", false: "null"}
nest: {nest: {absent: {}}}
ruled: {key: "env:KEY", keys: {a: "file:/b c"}, size: 1025, flag: false}
)");
  message.set_int32(std::numeric_limits<int32_t>::min());
  message.set_int64(std::numeric_limits<int64_t>::min());
  message.set_uint32(std::numeric_limits<uint32_t>::max());
  message.set_uint64(std::numeric_limits<uint64_t>::max());
  message.set_float_(0.1F);
  message.set_double_(1.0 / 3);
  message.set_binary(std::string("\0\xFF\x7F", 3));
  message.add_floats(std::numeric_limits<float>::denorm_min());
  message.add_doubles(std::numeric_limits<double>::max());
  message.add_binaries("");
  ExpectReadsBack(message);
}

TEST(Writer, ReadsBackAnyText) {
  Everything message = Read("");
  for (const std::string text : {"",           " ",
                                 "~",          "null",
                                 "true",       "off",
                                 "12",         "1e3",
                                 "a: b",       "# c",
                                 "- d",        "[e]",
                                 "{f}",        "*g",
                                 "&h",         "!i",
                                 "%j",         "@k",
                                 "\"l\"",      "'m'",
                                 "\\n",        "n\no\tp\r\x01\x7F",
                                 "한글 ①",     "\u2028\u0085",
                                 "\U0001F600", "\uFEFFq"}) {
    message.set_text(text);
    message.add_texts(text);
    (*message.mutable_texts_by_flag())[true] = text;
  }
  ExpectReadsBack(message);
}

TEST(Writer, WithholdsASecretThatIsNoReference) {
  Everything message;
  message.mutable_ruled()->set_key("hunter2");
  (*message.mutable_ruled()->mutable_keys())["a"] = "hunter2";
  const std::string yaml = WriteYaml(message);
  EXPECT_EQ(yaml.find("hunter2"), std::string::npos);
  EXPECT_NE(yaml.find("  key: \"(withheld)\"\n"), std::string::npos) << yaml;
}

}  // namespace
}  // namespace munhang::app
