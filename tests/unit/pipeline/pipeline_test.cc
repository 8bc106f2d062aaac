#include "munhang/pipeline/pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/pipeline/test_pipeline.h"

namespace munhang::pipeline {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(PipelineTest, AnswersWithEverythingAnAnswerHas) {
  TestPipeline pipeline;
  ClassifyQuery query;
  query.item = {"id-1", "12와 18의 최대공약수를 구하세요.", {}};
  const auto answer = pipeline.Classify(query);
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->item_id, "id-1");
  EXPECT_EQ(answer->code.ToString(), "6수01-04");
  EXPECT_THAT(answer->concepts, Contains("최대공약수"));
  EXPECT_EQ(answer->candidates.size(), kMostCandidates);
  EXPECT_EQ(answer->candidates[0].code, answer->code);
  EXPECT_EQ(answer->candidates[0].confidence, answer->confidence);
  double total = 0;
  for (size_t i = 0; i < answer->candidates.size(); ++i) {
    total += answer->candidates[i].confidence;
    if (i > 0) {
      EXPECT_GE(answer->candidates[i - 1].confidence, answer->candidates[i].confidence);
    }
  }
  EXPECT_LE(total, 1 + 1e-9);
  EXPECT_THAT(answer->rationale, HasSubstr("[6수01-04]"));
  EXPECT_THAT(answer->rationale, HasSubstr("최대공약수를"));

  const Provenance& provenance = answer->provenance;
  EXPECT_EQ(provenance.tier, Tier::kLocal);
  EXPECT_EQ(provenance.request_id, "request");
  EXPECT_EQ(provenance.cost, MicroUsd{0});
  ASSERT_EQ(provenance.stages.size(), 4u);
  EXPECT_EQ(provenance.stages[0].stage, "normalize");
  EXPECT_EQ(provenance.stages[1].stage, "evidence");
  EXPECT_EQ(provenance.stages[2].stage, "corrections");
  EXPECT_EQ(provenance.stages[3].stage, "accept_local");
  EXPECT_EQ(provenance.versions.taxonomy, "2022/181");
  EXPECT_EQ(provenance.versions.knowledge, pipeline.knowledge.knowledge_version());
  EXPECT_NE(provenance.versions.model, "");
}

TEST(PipelineTest, TheSameItemHasTheSameAnswer) {
  TestPipeline pipeline;
  const Classification first = pipeline.Classify("반지름이 5 cm인 원의 넓이는?");
  const Classification second = pipeline.Classify("반지름이 5 cm인 원의 넓이는?");
  EXPECT_EQ(first.code, second.code);
  EXPECT_EQ(first.confidence, second.confidence);
  EXPECT_EQ(first.rationale, second.rationale);
}

TEST(PipelineTest, KeepsToTheGradeGroupHint) {
  TestPipeline pipeline;
  for (size_t i = 0; i < kGradeGroupCount; ++i) {
    ClassifyQuery query;
    query.item.text = "12와 18의 최대공약수를 구하세요.";
    query.grade_group = static_cast<GradeGroup>(i);
    const auto answer = pipeline.Classify(query);
    ASSERT_TRUE(answer.ok());
    for (const Candidate& candidate : answer->candidates) {
      EXPECT_EQ(candidate.code.grade_group(), query.grade_group);
    }
  }
}

TEST(PipelineTest, LevelIsLegalForTheSchool) {
  TestPipeline pipeline;
  EXPECT_LE(pipeline.Classify("3+4=").achievement_level, AchievementLevel::kC);
}

TEST(PipelineTest, StrangeTextIsMarkedNotGuessed) {
  TestPipeline pipeline;
  const Classification answer = pipeline.Classify("zxqv wkjh ფრაზა Пример");
  EXPECT_THAT(answer.review_reasons, Contains(ReviewReason::kNovelText));
  EXPECT_THAT(pipeline.Classify("12와 18의 최대공약수를 구하세요.").review_reasons,
              Not(Contains(ReviewReason::kNovelText)));
}

TEST(PipelineTest, LowConfidenceIsMarkedByTheConfiguredThreshold) {
  TestPipeline strict({.review_below_confidence = 1.0});
  EXPECT_THAT(strict.Classify("3+4=").review_reasons, Contains(ReviewReason::kLowConfidence));
  TestPipeline lax({.review_below_confidence = 0.0});
  EXPECT_THAT(lax.Classify("3+4=").review_reasons, Not(Contains(ReviewReason::kLowConfidence)));
}

TEST(PipelineTest, UnreadImagesAndUnavailableTiersAreMarked) {
  TestPipeline pipeline({.review_below_confidence = 0.0});
  ClassifyQuery query;
  query.item.text = "12와 18의 최대공약수를 구하세요.";
  query.item.images.push_back({ImageFormat::kPng, "bytes"});
  query.tier = Tier::kPremium;
  EXPECT_THAT(pipeline.Classify(query)->review_reasons,
              ElementsAre(ReviewReason::kUnreadImages, ReviewReason::kTierUnavailable));
}

TEST(PipelineTest, AnImageAloneIsAnsweredWithoutConfidence) {
  TestPipeline pipeline;
  ClassifyQuery query;
  query.item.images.push_back({ImageFormat::kPng, "bytes"});
  const auto answer = pipeline.Classify(query);
  ASSERT_TRUE(answer.ok());
  EXPECT_LT(answer->confidence, 0.1);
  EXPECT_THAT(answer->review_reasons,
              ElementsAre(ReviewReason::kLowConfidence, ReviewReason::kNovelText,
                          ReviewReason::kUnreadImages));
}

TEST(PipelineTest, LongTextsGiveTheAnswerThatShortOnesWould) {
  TestPipeline pipeline;
  std::string text;
  while (text.size() < 60000) text += "12와 18의 최대공약수를 구하세요. ";
  EXPECT_EQ(pipeline.Classify(text).code.ToString(), "6수01-04");
}

TEST(PipelineTest, APassedDeadlineMeansNoWork) {
  TestPipeline pipeline;
  ClassifyQuery query;
  query.item.text = "3+4=";
  const auto answer = pipeline.Classify(
      query, runtime::Deadline::At(std::chrono::steady_clock::now() - std::chrono::seconds(1)));
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace munhang::pipeline
