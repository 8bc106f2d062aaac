#include "app/configuration_reader.h"

#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "configuration_test.pb.h"

namespace munhang::app {
namespace {

using google::protobuf::TextFormat;
using google::protobuf::util::MessageDifferencer;
using testing::Everything;
using testing::Strict;

// What is wrong with `yaml` as a Message, one line each; "" when nothing is.
template <typename Message>
std::string Errors(std::string_view yaml) {
  Message message;
  Problems problems("test.yaml");
  ReadYaml(yaml, &message, &problems);
  return std::string(problems.ToStatus().message());
}

Everything Read(std::string_view yaml) {
  Everything message;
  Problems problems("test.yaml");
  ReadYaml(yaml, &message, &problems);
  EXPECT_TRUE(problems.ToStatus().ok()) << problems.ToStatus();
  return message;
}

void ExpectReads(std::string_view yaml, const std::string& expected_text) {
  Everything expected;
  ASSERT_TRUE(TextFormat::ParseFromString(expected_text, &expected)) << expected_text;
  Everything read = Read(yaml);
  // Sections have a test of their own.
  if (!expected.has_ruled()) read.clear_ruled();
  if (!expected.has_nest()) read.clear_nest();
  if (!expected.has_part()) read.clear_part();
  EXPECT_TRUE(MessageDifferencer::Equals(read, expected)) << read.DebugString();
}

TEST(Reader, ReadsEveryTypeOfField) {
  ExpectReads(R"(
boolean: true
int32: -2147483648
int64: -9223372036854775808
uint32: 4294967295
uint64: 18446744073709551615
float: 0.25
double: -1e300
text: off
binary: aGk=
color: COLOR_RED
duration: 1m30s
optional_whole: 0
left: here
)",
              R"(boolean: true int32: -2147483648 int64: -9223372036854775808 uint32: 4294967295
                 uint64: 18446744073709551615 float: 0.25 double: -1e300 text: "off" binary: "hi"
                 color: COLOR_RED duration { seconds: 90 } optional_whole: 0 left: "here")");
}

TEST(Reader, ReadsListsAndMapsOfEveryType) {
  ExpectReads(R"(
booleans: [true, false]
int32s: [1, -1]
int64s: [2]
uint32s: [3]
uint64s: [4]
floats: [0.5]
doubles: [0.5]
texts: ["a", b]
binaries: [aGk=]
colors: [COLOR_RED]
durations: [1500ms]
parts:
  - name: x
  - {}
numbers_by_name: {one: 1}
parts_by_number: {7: {count: 3}}
texts_by_flag: {true: yes}
)",
              R"(booleans: [true, false] int32s: [1, -1] int64s: 2 uint32s: 3 uint64s: 4 floats: 0.5
                 doubles: 0.5 texts: ["a", "b"] binaries: "hi" colors: COLOR_RED
                 durations { seconds: 1 nanos: 500000000 }
                 parts { name: "x" count: 1 } parts { name: "part" count: 1 }
                 numbers_by_name { key: "one" value: 1 }
                 parts_by_number { key: 7 value { name: "part" count: 3 } }
                 texts_by_flag { key: true value: "yes" })");
}

TEST(Reader, TakesTextAsItIsWritten) {
  EXPECT_EQ(Read("text: no").text(), "no");
  EXPECT_EQ(Read("text: 010").text(), "010");
  EXPECT_EQ(Read("text: \"\"").text(), "");
  EXPECT_EQ(Read("text: \"\\uAC00\\t\"").text(), "가\t");
  EXPECT_EQ(Read("text: |\n  a\n  b\n").text(), "a\nb\n");
}

TEST(Reader, FillsSectionsAndLeavesSwitchesOff) {
  const Everything read = Read("");
  EXPECT_EQ(read.ruled().wait().seconds(), 90);
  EXPECT_EQ(read.ruled().share(), 0.5);
  EXPECT_EQ(read.ruled().most(), -3);
  EXPECT_EQ(read.ruled().mode(), "fast");
  EXPECT_TRUE(read.ruled().flag());
  ASSERT_EQ(read.ruled().sizes_size(), 2);
  EXPECT_EQ(read.ruled().sizes(1), 2048U);
  EXPECT_EQ(read.part().name(), "part");
  EXPECT_EQ(read.nest().filled().count(), 1U);
  EXPECT_FALSE(read.nest().has_absent());
  EXPECT_FALSE(read.nest().has_nest());
  EXPECT_FALSE(read.has_optional_whole());
}

TEST(Reader, FillsASwitchThatIsOn) {
  const Everything read = Read("nest: {absent: {}, nest: {}}");
  EXPECT_EQ(read.nest().absent().name(), "part");
  EXPECT_EQ(read.nest().nest().filled().name(), "part");
}

TEST(Reader, TakesEmptyDocumentsForDefaults) {
  for (const std::string yaml :
       {"", "\n", "# nothing\n", "---\n", "---\n...\n", "{}", "\xEF\xBB\xBF"}) {
    EXPECT_TRUE(MessageDifferencer::Equals(Read(yaml), Read(""))) << yaml;
  }
}

TEST(Reader, FollowsAliases) {
  const Everything read = Read("parts: [&p {name: x}, *p]\npart: *p\n");
  ASSERT_EQ(read.parts_size(), 2);
  EXPECT_EQ(read.parts(1).name(), "x");
  EXPECT_EQ(read.part().name(), "x");
}

TEST(Reader, ReadsFilesWithCarriageReturns) {
  EXPECT_EQ(Read("text: a\r\nint32: 1\r\n").text(), "a");
  EXPECT_EQ(Errors<Everything>("text: a\r\n\r\nint32: b\r\n"),
            "test.yaml:3: int32: must be a whole number, not \"b\"");
}

TEST(Reader, NamesTheKeyThatWasProbablyMeant) {
  EXPECT_EQ(Errors<Everything>("ruled:\n  szie: 1KiB\n"),
            "test.yaml:2: ruled.szie: unknown key; did you mean size?");
  EXPECT_EQ(Errors<Everything>("optionalWhole: 1"),
            "test.yaml:1: optionalWhole: unknown key; did you mean optional_whole?");
  EXPECT_EQ(Errors<Everything>("part: {other: 1}"),
            "test.yaml:1: part.other: unknown key; the keys here are name, count");
}

TEST(Reader, RefusesAKeyGivenTwice) {
  EXPECT_EQ(Errors<Everything>("text: a\nint32: 1\ntext: b\n"),
            "test.yaml:3: text: is given twice, first on line 1");
  EXPECT_EQ(Errors<Everything>("numbers_by_name:\n  a: 1\n  a: 2\n"),
            "test.yaml:3: numbers_by_name.a: is given twice, first on line 2");
}

TEST(Reader, RefusesTheWrongType) {
  EXPECT_EQ(Errors<Everything>("boolean: yes"),
            "test.yaml:1: boolean: must be true or false, not \"yes\"");
  EXPECT_EQ(Errors<Everything>("boolean: \"true\""),
            "test.yaml:1: boolean: must be true or false without quotes");
  EXPECT_EQ(Errors<Everything>("int32: \"8\""),
            "test.yaml:1: int32: must be a whole number without quotes");
  EXPECT_EQ(Errors<Everything>("double: '0.5'"),
            "test.yaml:1: double: must be a number without quotes");
  EXPECT_EQ(Errors<Everything>("double: half"),
            "test.yaml:1: double: must be a number, not \"half\"");
  EXPECT_EQ(Errors<Everything>("binary: '*'"), "test.yaml:1: binary: must be base64");
  EXPECT_EQ(Errors<Everything>("color: red"),
            "test.yaml:1: color: \"red\" is none of COLOR_UNSPECIFIED, COLOR_RED");
  EXPECT_EQ(Errors<Everything>("text: [a]"), "test.yaml:1: text: must be text, not a list");
  EXPECT_EQ(Errors<Everything>("duration: {seconds: 1}"),
            "test.yaml:1: duration: must be a duration, not keys with values");
  EXPECT_EQ(Errors<Everything>("texts: a"),
            "test.yaml:1: texts: must be a list, not a single value");
  EXPECT_EQ(Errors<Everything>("parts: {name: a}"),
            "test.yaml:1: parts: must be a list, not keys with values");
  EXPECT_EQ(Errors<Everything>("part: a"),
            "test.yaml:1: part: must be keys with values, not a single value");
  EXPECT_EQ(Errors<Everything>("numbers_by_name: []"),
            "test.yaml:1: numbers_by_name: must be keys with values, not a list");
  EXPECT_EQ(Errors<Everything>("parts_by_number: {x: {}}"),
            "test.yaml:1: parts_by_number.x: as a key must be a whole number, not \"x\"");
  EXPECT_EQ(Errors<Everything>("- a"), "test.yaml:1: must be keys with values, not a list");
  EXPECT_EQ(Errors<Everything>("# text\na"),
            "test.yaml:2: must be keys with values, not a single value");
  EXPECT_EQ(Errors<Everything>("[a]: b"), "test.yaml:1: has a key that is no plain name");
}

TEST(Reader, RefusesKeysWithoutAValue) {
  EXPECT_EQ(Errors<Everything>("text:\nint32: 1\n"),
            "test.yaml:1: text: has no value; give it one or remove it");
  EXPECT_EQ(Errors<Everything>("part: ~"),
            "test.yaml:1: part: has no value; give it one or remove it");
  EXPECT_EQ(Errors<Everything>("int32: null"),
            "test.yaml:1: int32: has no value; give it one or remove it");
  EXPECT_EQ(Errors<Everything>("texts: [a, ~]"),
            "test.yaml:1: texts[1]: has no value; give it one or remove it");
}

TEST(Reader, RefusesNumbersOutOfRange) {
  EXPECT_EQ(Errors<Everything>("int32: 2147483648"),
            "test.yaml:1: int32: 2147483648 is above the largest allowed, 2147483647");
  EXPECT_EQ(Errors<Everything>("uint32: -1"),
            "test.yaml:1: uint32: -1 is below the smallest allowed, 0");
  EXPECT_EQ(Errors<Everything>("uint64: 18446744073709551616"),
            "test.yaml:1: uint64: 18446744073709551616 is above the largest allowed, "
            "18446744073709551615");
  EXPECT_EQ(Errors<Everything>("float: 1e300"),
            "test.yaml:1: float: 1e300 is too large or too small to hold");
  EXPECT_EQ(Errors<Everything>("duration: 99999999h"),
            "test.yaml:1: duration: 99999999h is above the largest allowed, 87660000h");
  EXPECT_EQ(Errors<Everything>("ruled: {size: 2GiB}"),
            "test.yaml:1: ruled.size: 2GiB is above the largest allowed, 1GiB");
  EXPECT_EQ(Errors<Everything>("ruled: {size: 1023}"),
            "test.yaml:1: ruled.size: 1023 is below the smallest allowed, 1KiB");
  EXPECT_EQ(Errors<Everything>("ruled: {sizes: [4GiB]}"),
            "test.yaml:1: ruled.sizes[0]: 4GiB is above the largest allowed, 4294967295");
  EXPECT_EQ(Errors<Everything>("ruled: {wait: 249ms}"),
            "test.yaml:1: ruled.wait: 249ms is below the smallest allowed, 250ms");
  EXPECT_EQ(Errors<Everything>("ruled: {wait: 1h1ns}"),
            "test.yaml:1: ruled.wait: 1h1ns is above the largest allowed, 1h");
  EXPECT_EQ(Errors<Everything>("ruled: {share: 1.01}"),
            "test.yaml:1: ruled.share: 1.01 is above the largest allowed, 1");
  EXPECT_EQ(Errors<Everything>("ruled: {least: -2}"),
            "test.yaml:1: ruled.least: -2 is below the smallest allowed, -1.5");
  EXPECT_EQ(Errors<Everything>("ruled: {most: 8}"),
            "test.yaml:1: ruled.most: 8 is above the largest allowed, 7");
}

TEST(Reader, TakesBoundsThemselves) {
  EXPECT_EQ(Errors<Everything>("ruled: {size: 1GiB, wait: 250ms, share: 1, least: -1.5, most: 7}"),
            "");
  EXPECT_EQ(Errors<Everything>("ruled: {size: 1KiB, wait: 1h, share: 0}"), "");
}

TEST(Reader, RefusesTextThatIsNotAllowed) {
  EXPECT_EQ(Errors<Everything>("ruled: {mode: quick}"),
            "test.yaml:1: ruled.mode: \"quick\" is none of fast, safe");
  EXPECT_EQ(Errors<Everything>("text: \"a\\0b\""),
            "test.yaml:1: text: must not contain a NUL character");
}

TEST(Reader, NeverShowsASecretThatIsNoReference) {
  const std::string error = "must be a reference, env:NAME or file:PATH, not the secret itself";
  EXPECT_EQ(Errors<Everything>("ruled: {key: hunter2}"), "test.yaml:1: ruled.key: " + error);
  EXPECT_EQ(Errors<Everything>("ruled: {key: \"env:hunter-2\"}"),
            "test.yaml:1: ruled.key: " + error);
  EXPECT_EQ(Errors<Everything>("ruled: {keys: {a: hunter2}}"),
            "test.yaml:1: ruled.keys.a: " + error);
  EXPECT_EQ(Errors<Everything>("ruled: {key: [hunter2]}"),
            "test.yaml:1: ruled.key: must be text, not a list");
  EXPECT_EQ(Read("ruled: {key: env:KEY}").ruled().key(), "env:KEY");
  EXPECT_EQ(Read("ruled: {key: \"file:/run/secrets/key\"}").ruled().key(), "file:/run/secrets/key");
}

TEST(Reader, RequiresWhatIsRequired) {
  EXPECT_EQ(Errors<Strict>(""),
            "test.yaml: name: is required\ntest.yaml: hosts: is required\n"
            "test.yaml: ports: is required");
  EXPECT_EQ(Errors<Strict>("name: \"\"\nhosts: []\nports: {}\n"),
            "test.yaml:1: name: must not be empty\ntest.yaml:2: hosts: must not be empty\n"
            "test.yaml:3: ports: must not be empty");
  EXPECT_EQ(Errors<Strict>("name: a\nhosts: [\"\"]\nports: {a: 1}\n"),
            "test.yaml:2: hosts[0]: must not be empty");
}

TEST(Reader, TakesOneMemberOfAOneof) {
  EXPECT_EQ(Errors<Everything>("left: a\nright: 1\n"),
            "test.yaml:2: right: cannot stand beside left");
}

TEST(Reader, RefusesWhatOnlySomeYamlReadersUnderstand) {
  EXPECT_EQ(Errors<Everything>("text: !!str 5"), "test.yaml:1: text: has a YAML tag; remove it");
  EXPECT_EQ(Errors<Everything>("part: !include {name: a}"),
            "test.yaml:1: part: has a YAML tag; remove it");
  EXPECT_EQ(Errors<Everything>("part:\n  <<: {name: a}\n"),
            "test.yaml:2: part.<<: merge keys are not supported; write the keys out");
  EXPECT_EQ(Errors<Everything>("text: a\n---\ntext: b\n"),
            "test.yaml:2: has a second document; one is allowed");
}

TEST(Reader, RefusesWhatIsNoYaml) {
  EXPECT_EQ(Errors<Everything>("text: a\n  b: c: d\n"),
            "test.yaml:2: is not valid YAML: illegal map value");
  EXPECT_EQ(Errors<Everything>("text: *nowhere"),
            "test.yaml:1: is not valid YAML: the referenced anchor is not defined");
  EXPECT_EQ(Errors<Everything>("text: \"\\uD800\""),
            "test.yaml:1: is not valid YAML: invalid unicode: 55296");
}

// The parser neither reads nor skips a comma here, and gives empty documents for ever.
TEST(Reader, RefusesStrayCommas) {
  const std::string error = "is not valid YAML: nothing can be read here";
  EXPECT_EQ(Errors<Everything>(", a"), "test.yaml:1: " + error);
  EXPECT_EQ(Errors<Everything>("---\ntext: a\n...\n,"), "test.yaml:4: " + error);
}

TEST(Reader, RefusesBytesThatAreNoText) {
  EXPECT_EQ(Errors<Everything>("text: a\nleft: \xFF\n"), "test.yaml:2: is not UTF-8");
  EXPECT_EQ(Errors<Everything>(std::string_view("\xFF\xFEt\0", 4)), "test.yaml:1: is not UTF-8");
  // The parser takes this byte for the end of the file.
  EXPECT_EQ(Errors<Everything>("text: a\n\n\x04left: b\n"), "test.yaml:3: has a control character");
  EXPECT_EQ(Errors<Everything>(std::string_view("text: \0", 7)),
            "test.yaml:1: has a control character");
}

TEST(Reader, ReportsEverythingInTheOrderOfTheFile) {
  EXPECT_EQ(Errors<Everything>("ruled:\n"
                               "  wait: 30\n"
                               "  sise: 1KiB\n"
                               "parts:\n"
                               "  - name: a\n"
                               "    count: 10\n"
                               "  - b\n"
                               "int32: x\n"),
            "test.yaml:2: ruled.wait: 30 has no unit; write 30s for seconds\n"
            "test.yaml:3: ruled.sise: unknown key; did you mean size?\n"
            "test.yaml:6: parts[0].count: 10 is above the largest allowed, 9\n"
            "test.yaml:7: parts[1]: must be keys with values, not a single value\n"
            "test.yaml:8: int32: must be a whole number, not \"x\"");
}

TEST(Reader, IsBoundedHoweverAliasesMultiply) {
  std::string list = "parts: [&p {name: a, count: 1}";
  for (int i = 0; i < 40'000; ++i) list += ",*p";
  list += "]\n";
  const std::string errors = Errors<Everything>(list);
  EXPECT_NE(errors.find("is where the configuration exceeds 100000 values"), std::string::npos);
  EXPECT_EQ(errors.find('\n'), std::string::npos);
}

TEST(Reader, RefusesDeepNesting) {
  EXPECT_NE(Errors<Everything>(std::string(100'000, '[')).find("is nested too deeply"),
            std::string::npos);
  EXPECT_NE(Errors<Everything>("nest: &n {nest: *n}").find("is nested too deeply"),
            std::string::npos);
}

}  // namespace
}  // namespace munhang::app
