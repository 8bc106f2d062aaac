#include "munhang/text/fingerprint.h"

#include <gtest/gtest.h>

#include <string_view>
#include <unordered_set>

namespace munhang::text {
namespace {

Fingerprint Exact(std::string_view input) { return TextFingerprint(Normalize(input)); }
Fingerprint Template(std::string_view input) { return TemplateFingerprint(Slot(Normalize(input))); }

TEST(Fingerprint, IsTruncatedSha256) {
  // FIPS 180-4 examples.
  EXPECT_EQ(BytesFingerprint("abc").ToHex(), "ba7816bf8f01cfea414140de5dae2223");
  EXPECT_EQ(BytesFingerprint("").ToHex(), "e3b0c44298fc1c149afbf4c8996fb924");
  EXPECT_EQ(BytesFingerprint("abc").high, 0xba7816bf8f01cfeaU);
}

TEST(Fingerprint, RoundTripsThroughHex) {
  const Fingerprint fingerprint = {0x0123456789abcdefU, 0xfedcba9876543210U};
  EXPECT_EQ(fingerprint.ToHex(), "0123456789abcdeffedcba9876543210");
  EXPECT_EQ(Fingerprint::FromHex(fingerprint.ToHex()), fingerprint);
  EXPECT_EQ(Fingerprint::FromHex("0123456789ABCDEFFEDCBA9876543210"), fingerprint);
  EXPECT_FALSE(Fingerprint::FromHex("0123").has_value());
  EXPECT_FALSE(Fingerprint::FromHex("0123456789abcdeffedcba987654321g").has_value());
}

TEST(Fingerprint, IgnoresSpellingAndKoreanSpacing) {
  EXPECT_EQ(Exact("24 + 35를 계산하시오."), Exact("$24+35$ 를 계산 하시오."));
  EXPECT_EQ(Exact("사과가 3 개"), Exact("사과가 3개"));
  EXPECT_EQ(Exact("값은 12 (단, x>0)"), Exact("값은 12(단, x>0)"));
}

TEST(Fingerprint, KeepsSpacesThatMean) {
  EXPECT_NE(Exact("3 5"), Exact("35"));
  EXPECT_NE(Exact("2 □"), Exact("2□"));
  EXPECT_NE(Exact("1, 250"), Exact("1,250"));
  EXPECT_NE(Exact("√2 √3"), Exact("√2√3"));
  EXPECT_NE(Exact("30° 15"), Exact("30°15"));
  EXPECT_NE(Exact("24+35"), Exact("24×35"));
  EXPECT_EQ(ExactKeyText(Normalize("다음 3 5 중 x y")), "다음3 5중x y");
}

TEST(Fingerprint, TemplatesIgnoreTheParticleThatTheNumberChose) {
  EXPECT_EQ(Template("24 + 35를 계산하시오."), Template("71+18을 계산하시오."));
  EXPECT_EQ(Template("3은 2로 나누어"), Template("2는 6으로 나누어"));
  EXPECT_NE(Template("3을 2로"), Template("3은 2로"));
}

TEST(Fingerprint, TemplatesSeeRelations) {
  EXPECT_EQ(Template("24+35"), Template("71+18"));
  EXPECT_NE(Template("24+35"), Template("27+35"));
  EXPECT_NE(Template("84÷7"), Template("85÷7"));
  EXPECT_NE(Template("\\frac{1}{5}+\\frac{2}{5}"), Template("\\frac{1}{5}+\\frac{2}{7}"));
  EXPECT_NE(Template("3 5"), Template("35"));
}

TEST(Fingerprint, HashesIntoContainers) {
  const std::unordered_set<Fingerprint> set = {Exact("1"), Exact("2"), Exact("1")};
  EXPECT_EQ(set.size(), 2U);
}

}  // namespace
}  // namespace munhang::text
