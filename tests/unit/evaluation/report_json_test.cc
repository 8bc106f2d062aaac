#include "munhang/evaluation/report_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/unit/evaluation/test_outcomes.h"

namespace munhang::evaluation {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using testing::ElementsAre;

Evaluation SmallEvaluation() {
  std::vector<Outcome> outcomes = FourItems();
  for (Outcome& outcome : outcomes) outcome.style = "textbook";
  outcomes[0].author = "kim";
  outcomes[0].expected.difficulty = 2;
  outcomes[1].expected.concepts = {"덧셈"};
  outcomes[1].answer.concepts = {"덧셈", "뺄셈"};
  outcomes[1].answer.needs_review = true;
  return Evaluate(outcomes, {{"o", "시를 읽고 답하시오.", "국어", Answered("4수01-01", 0.25)}});
}

Setting SmallSetting() {
  return {.inputs = {"gold.jsonl", "off.jsonl"},
          .date = "2026-01-31",
          .taxonomy_version = "2022/181",
          .knowledge_version = "2022.1-1f0c93ab",
          .model_version = "lexical-1",
          .failed_items = 1};
}

TEST(ReportJsonTest, IsAsDocumented) {
  const ordered_json report = ordered_json::parse(RenderJson(SmallSetting(), SmallEvaluation()));
  std::vector<std::string> keys;
  for (const auto& [key, value] : report.items()) keys.push_back(key);
  EXPECT_THAT(keys, ElementsAre("setting", "all", "by_style", "by_author", "by_grade_group",
                                "by_domain", "standards", "confusions", "grade_group_counts",
                                "domain_counts", "difficulty_counts", "cognitive_level_counts",
                                "confidences", "selective", "off_curriculum"));
  const auto part = [&report](const char* key) { return report.at(key).dump(); };
  EXPECT_EQ(part("setting"),
            R"({"inputs":["gold.jsonl","off.jsonl"],"server":null,"date":"2026-01-31",)"
            R"("with_grade_group":false,"taxonomy_version":"2022/181",)"
            R"("knowledge_version":"2022.1-1f0c93ab","model_version":"lexical-1",)"
            R"("faulty_lines":0,"failed_items":1})");
  EXPECT_EQ(part("standards"),
            R"([{"standard_code":"4수01-01","items":2,"answered":2,"right":1,"precision":0.5,)"
            R"("recall":0.5,"f1":0.5},)"
            R"({"standard_code":"4수01-02","items":1,"answered":2,"right":1,"precision":0.5,)"
            R"("recall":1.0,"f1":0.6667},)"
            R"({"standard_code":"6수03-01","items":1,"answered":0,"right":0,"precision":null,)"
            R"("recall":0.0,"f1":0.0}])");
  EXPECT_EQ(part("confusions"),
            R"([{"expected":"4수01-01","answered":"4수01-02","count":1,)"
            R"("examples":[{"item_id":"b","text":"text of b","confidence":0.65}]},)"
            R"({"expected":"6수03-01","answered":"4수01-01","count":1,)"
            R"("examples":[{"item_id":"d","text":"text of d","confidence":0.35}]}])");
  EXPECT_EQ(part("grade_group_counts"), R"({"names":["초1-2","초3-4","초5-6","중1-3"],)"
                                        R"("counts":[[0,0,0,0],[0,3,0,0],[0,1,0,0],[0,0,0,0]]})");
  EXPECT_EQ(part("difficulty_counts"),
            R"({"names":["1","2","3","4","5"],)"
            R"("counts":[[0,0,0,0,0],[1,0,0,0,0],[0,0,0,0,0],[0,0,0,0,0],[0,0,0,0,0]]})");
  EXPECT_EQ(report["confidences"][13].dump(), R"({"from":0.65,"to":0.7,"right":0,"wrong":1})");
  EXPECT_EQ(part("selective"), R"([{"confidence":0.95,"answered":0.25,"accuracy":1.0},)"
                               R"({"confidence":0.85,"answered":0.5,"accuracy":1.0},)"
                               R"({"confidence":0.65,"answered":0.75,"accuracy":0.6667},)"
                               R"({"confidence":0.35,"answered":1.0,"accuracy":0.5}])");
  EXPECT_EQ(part("off_curriculum"),
            R"({"items":1,"without_review":1.0,"by_kind":{"국어":{"items":1,)"
            R"("without_review":1.0,"examples":[{"item_id":"o","text":"시를 읽고 답하시오.",)"
            R"("answered":"4수01-01","confidence":0.25}]}}})");
}

TEST(ReportJsonTest, FiguresAreTheSameForEveryGroup) {
  ordered_json report = ordered_json::parse(RenderJson(SmallSetting(), SmallEvaluation()));
  EXPECT_EQ(report["by_style"]["textbook"], report["all"]);
  ordered_json& bins = report["all"]["bins"];
  EXPECT_EQ(bins.size(), 10u);
  EXPECT_EQ(bins[3].dump(), R"({"from":0.3,"to":0.4,"items":1,"confidence":0.35,"accuracy":0.0})");
  EXPECT_EQ(bins[4].dump(), R"({"from":0.4,"to":0.5,"items":0,"confidence":null,"accuracy":null})");
  report["all"].erase("bins");
  EXPECT_EQ(report["all"].dump(),
            R"({"items":4,"top_1":0.5,"top_1_interval":[0.15,0.85],"top_3":0.75,"top_10":0.75,)"
            R"("mrr":0.625,"macro_f1":0.3889,"kappa":0.2,"grade_group":0.75,"domain":0.75,)"
            R"("ece":0.3,"brier":0.1425,"needs_review":0.25,"top_1_without_review":0.6667,)"
            R"("difficulty":0.0,"difficulty_within_1":1.0,"cognitive_level":null,)"
            R"("achievement_level":null,"concepts":{"precision":0.5,"recall":1.0,"f1":0.6667}})");
  EXPECT_EQ(report["by_author"]["kim"]["top_1"], 1);
  EXPECT_EQ(report["by_grade_group"]["초5-6"]["items"], 1);
  EXPECT_EQ(report["by_domain"]["수와 연산"]["items"], 3);
}

TEST(ReportJsonTest, WhatCannotBeMeasuredIsNull) {
  const json report = json::parse(RenderJson({.server = "host:1"}, Evaluate({}, {})));
  EXPECT_EQ(report["setting"]["server"], "host:1");
  for (const char* name : {"top_1", "mrr", "macro_f1", "kappa", "ece", "brier", "difficulty",
                           "concepts", "top_1_without_review"}) {
    EXPECT_TRUE(report["all"].at(name).is_null()) << name;
  }
  EXPECT_TRUE(report["off_curriculum"].is_null());
  EXPECT_EQ(report["by_style"], json::object());
}

TEST(ReportJsonTest, TextsThatAreNotUtf8DoNotBreakIt) {
  std::vector<Outcome> outcomes = FourItems();
  outcomes[1].text = "\xC7\xD1";
  const json report = json::parse(RenderJson({}, Evaluate(outcomes, {})));
  EXPECT_EQ(report["confusions"][0]["examples"][0]["text"], "\uFFFD\uFFFD");
}

}  // namespace
}  // namespace munhang::evaluation
