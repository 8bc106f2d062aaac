#include "munhang/rpc/conversion.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "rpc/error_details.h"
#include "tests/unit/rpc/test_server.h"

namespace munhang::rpc {
namespace {

constexpr char kPng[] = "\x89PNG\r\n\x1a\n";

std::vector<std::string> Violations(const absl::Status& status) {
  google::rpc::BadRequest details;
  Unpack(ToRpcStatus(status), &details);
  std::vector<std::string> violations;
  for (const auto& violation : details.field_violations()) {
    violations.push_back(violation.field() + ": " + violation.description());
  }
  return violations;
}

std::vector<std::string> Violations(const v1::ClassifyRequest& request) {
  return Violations(ToClassifyQuery(request, ItemLimits{}).status());
}

using Expected = std::vector<std::string>;

TEST(ConversionTest, KeepsWhatIsGiven) {
  v1::ClassifyRequest request = Request("x+1=2", "id");
  request.mutable_item()->add_images()->set_content(kPng);
  request.mutable_hints()->set_grade_group("중1-3");
  request.mutable_options()->set_tier(v1::TIER_CHEAP);
  request.mutable_options()->set_max_cost_micro_usd(0);
  request.mutable_options()->set_bypass_cache(true);
  const auto query = ToClassifyQuery(request, ItemLimits{});
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(query->item.id, "id");
  EXPECT_EQ(query->item.text, "x+1=2");
  EXPECT_EQ(query->item.images.at(0).format, ImageFormat::kPng);
  EXPECT_EQ(query->grade_group, GradeGroup::kMiddle13);
  EXPECT_EQ(query->tier, Tier::kCheap);
  EXPECT_EQ(query->max_cost, MicroUsd{0});
  EXPECT_TRUE(query->bypass_cache);
}

TEST(ConversionTest, NamesEveryWrongFieldAtOnce) {
  v1::ClassifyRequest request = Request(" \n", std::string(257, 'x'));
  request.mutable_hints()->set_grade_group("초7-8");
  request.mutable_options()->set_tier(static_cast<v1::Tier>(99));
  request.mutable_options()->set_max_cost_micro_usd(-1);
  EXPECT_EQ(
      Violations(request),
      (Expected{
          "item.item_id: is longer than 256 bytes", "item.text: is empty and there is no image",
          "hints.grade_group: is none of 초1-2, 초3-4, 초5-6, 중1-3",
          "options.max_cost_micro_usd: is negative", "options.tier: is not a known tier: 99"}));
}

TEST(ConversionTest, HoldsTextToItsLimit) {
  EXPECT_EQ(Violations(Request(std::string(65536, 'x'))), Expected{});
  EXPECT_EQ(Violations(Request(std::string(65537, 'x'))),
            Expected{"item.text: is 65537 bytes long; at most 64 KiB are allowed"});
}

TEST(ConversionTest, TextOfInvisibleCharactersIsEmpty) {
  EXPECT_EQ(Violations(Request("\u200b\u3000\u00a0")),
            Expected{"item.text: is empty and there is no image"});
}

TEST(ConversionTest, ChecksImages) {
  v1::ClassifyRequest request;
  request.mutable_item()->add_images()->set_content("<svg/>");
  auto* image = request.mutable_item()->add_images();
  image->set_content(kPng);
  image->set_mime_type("image/jpeg");
  request.mutable_item()->add_images()->set_content(std::string((4 << 20) + 1, 'x'));
  EXPECT_EQ(
      Violations(request),
      (Expected{"item.images[0].content: is not a PNG, JPEG, WebP or GIF image",
                "item.images[1].mime_type: does not agree with the content, which is image/png",
                "item.images[2].content: is 4194305 bytes long; at most 4 MiB are allowed"}));
  v1::ClassifyRequest many;
  for (int i = 0; i < 9; ++i) many.mutable_item()->add_images()->set_content(kPng);
  EXPECT_EQ(Violations(many), Expected{"item.images: has 9 images; at most 8 are allowed"});
}

TEST(ConversionTest, MissingItemIsNamed) {
  EXPECT_EQ(Violations(v1::ClassifyRequest()), Expected{"item: is missing"});
}

TEST(ConversionTest, DerivesGradeGroupAndDomainFromTheCode) {
  const Classification classification{.code = *StandardCode::Parse("6수04-05")};
  const v1::Classification proto = ToProto(classification);
  EXPECT_EQ(proto.standard_code(), "6수04-05");
  EXPECT_EQ(proto.grade_group(), "초5-6");
  EXPECT_EQ(proto.domain(), "자료와 가능성");
  EXPECT_FALSE(proto.needs_review());
}

TEST(ConversionTest, ReviewReasonsMeanReview) {
  Classification classification{.code = *StandardCode::Parse("2수01-01")};
  classification.review_reasons = {ReviewReason::kNovelText};
  const v1::Classification proto = ToProto(classification);
  EXPECT_TRUE(proto.needs_review());
  EXPECT_EQ(proto.review_reasons(0), v1::REVIEW_REASON_NOVEL_TEXT);
}

}  // namespace
}  // namespace munhang::rpc
