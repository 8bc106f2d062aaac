#include "cli/answer_text.h"

#include <gtest/gtest.h>

namespace munhang::cli {
namespace {

v1::Classification Answer() {
  v1::Classification answer;
  answer.set_standard_code("4수01-03");
  answer.set_grade_group("초3-4");
  answer.set_domain("수와 연산");
  answer.set_difficulty(2);
  answer.set_cognitive_level("적용");
  answer.set_achievement_level("B");
  answer.add_concepts("덧셈");
  answer.add_concepts("받아올림");
  answer.set_confidence(0.934);
  for (const double confidence : {0.934, 0.03, 0.01, 0.009, 0.006, 0.001}) {
    auto* candidate = answer.add_candidates();
    candidate->set_standard_code("4수01-0" + std::to_string(answer.candidates_size()));
    candidate->set_confidence(confidence);
  }
  answer.set_rationale("세 자리 수의 덧셈이다.");
  return answer;
}

TEST(AnswerTextTest, ReadsWellOnATerminal) {
  v1::Standard standard;
  standard.set_element("세 자리 수의 덧셈과 뺄셈");
  standard.set_gist("세 자리 수끼리 더하고 뺀다.");
  EXPECT_EQ(RenderAnswer(Answer(), &standard),
            "4수01-03  세 자리 수의 덧셈과 뺄셈\n"
            "세 자리 수끼리 더하고 뺀다.\n"
            "\n"
            "학년군    초3-4\n"
            "영역      수와 연산\n"
            "난이도    2 / 5\n"
            "인지수준  적용\n"
            "성취수준  B\n"
            "개념      덧셈, 받아올림\n"
            "신뢰도    0.93\n"
            "후보      4수01-01 0.93, 4수01-02 0.03, 4수01-03 0.01, 4수01-04 0.01, 4수01-05 0.01\n"
            "근거      세 자리 수의 덧셈이다.\n"
            "검토      필요 없음\n");
}

TEST(AnswerTextTest, SaysWhyAPersonShouldLook) {
  v1::Classification answer = Answer();
  answer.set_needs_review(true);
  answer.add_review_reasons(v1::REVIEW_REASON_LOW_CONFIDENCE);
  answer.add_review_reasons(v1::REVIEW_REASON_UNREAD_IMAGES);
  const std::string text = RenderAnswer(answer, nullptr);
  EXPECT_TRUE(text.starts_with("4수01-03\n\n학년군")) << text;
  EXPECT_NE(text.find("검토      필요: 신뢰도가 기준보다 낮음, 그림을 읽지 못함\n"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace munhang::cli
