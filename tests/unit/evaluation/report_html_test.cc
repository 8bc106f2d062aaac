#include "munhang/evaluation/report_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/unit/evaluation/test_outcomes.h"

namespace munhang::evaluation {
namespace {

using testing::HasSubstr;
using testing::Not;

const curriculum::KnowledgeBase& Knowledge() {
  static const curriculum::KnowledgeBase knowledge = curriculum::KnowledgeBase::Embedded();
  return knowledge;
}

std::string Page(const Evaluation& evaluation, const Setting& setting = {}) {
  return RenderHtml(setting, evaluation, Knowledge());
}

// The first place where an element ends that is not the innermost open one; empty for none.
std::string Unbalanced(const std::string& page) {
  const std::set<std::string> empty_elements = {"meta", "!DOCTYPE"};
  std::vector<std::string> open;
  for (size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const size_t end = page.find('>', at);
    const std::string tag = page.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(0, tag.find(' '));
    if (name.starts_with('/')) {
      if (open.empty() || open.back() != name.substr(1)) return page.substr(at, 200);
      open.pop_back();
    } else if (!tag.ends_with('/') && !empty_elements.contains(name)) {
      open.push_back(name);
    }
  }
  return open.empty() ? "" : "left open: " + open.back();
}

Evaluation WithHostileTexts() {
  const std::string script = "<script>alert('1')</script>\"><img src=x onerror=alert(2)>";
  std::vector<Outcome> outcomes = FourItems();
  for (Outcome& outcome : outcomes) {
    outcome.item_id = script;
    outcome.text = script;
    outcome.style = script;
    outcome.author = script;
    outcome.expected.difficulty = 2;
  }
  return Evaluate(outcomes, {{script, script, script, Answered("4수01-01", 0.5)}});
}

TEST(ReportHtmlTest, TextsOfItemsCannotBecomeMarkup) {
  const std::string script = "<script>";
  Setting setting{.inputs = {script},
                  .server = script,
                  .date = script,
                  .knowledge_version = script,
                  .model_version = script};
  const std::string page = Page(WithHostileTexts(), setting);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&gt;&lt;img"));
  EXPECT_EQ(Unbalanced(page), "");
}

TEST(ReportHtmlTest, NeedsNothingFromElsewhere) {
  const std::string page = Page(Evaluate(FourItems(), {}));
  for (const char* outside : {"http:", "https:", "src=", "url(", "@import", "<link", "<script"}) {
    EXPECT_THAT(page, Not(HasSubstr(outside)));
  }
  EXPECT_THAT(page, HasSubstr("<html lang=\"ko\">"));
  EXPECT_THAT(page, HasSubstr("Content-Security-Policy\" content=\"default-src 'none'"));
}

TEST(ReportHtmlTest, ShowsFiguresAndExplainsConfusions) {
  const std::string page = Page(Evaluate(FourItems(), {}));
  EXPECT_EQ(Unbalanced(page), "");
  EXPECT_THAT(page, HasSubstr(">50.0%</div>"));
  EXPECT_THAT(page, HasSubstr("95% 구간 15.0–85.0%"));
  EXPECT_THAT(page, HasSubstr("ECE 0.300"));
  EXPECT_THAT(page, HasSubstr("text of d"));
  const auto* expected = Knowledge().Find(Code("6수03-01"));
  ASSERT_NE(expected, nullptr);
  EXPECT_THAT(page, HasSubstr(expected->gist));
  EXPECT_THAT(page, Not(HasSubstr("교육과정 밖의 글")));
  EXPECT_THAT(page, Not(HasSubstr("빠져 있습니다")));
}

TEST(ReportHtmlTest, SaysWhatIsMissing) {
  EXPECT_THAT(Page(Evaluate(FourItems(), {}), {.faulty_lines = 2, .failed_items = 3}),
              HasSubstr("이 수치에는 답을 얻지 못한 문항 3개와 잘못된 줄 2개가 빠져 있습니다."));
}

TEST(ReportHtmlTest, IsAPageWithoutItemsToo) {
  const std::string page = Page(Evaluate({}, {}));
  EXPECT_EQ(Unbalanced(page), "");
  EXPECT_THAT(page, HasSubstr("0문항"));
  EXPECT_THAT(page, HasSubstr("<div class=\"value\">–</div>"));
  for (const char* broken : {"nan", "inf\"", ">-"}) EXPECT_THAT(page, Not(HasSubstr(broken)));
}

TEST(ReportHtmlTest, SaysSoWhenEverythingIsRight) {
  const std::string page = Page(Evaluate({Item("a", "4수01-01", Answered("4수01-01", 1))}, {}));
  EXPECT_EQ(Unbalanced(page), "");
  EXPECT_THAT(page, HasSubstr("잘못 답한 문항이 없습니다."));
  EXPECT_THAT(page, HasSubstr("모든 성취기준의 F1이 1입니다."));
}

}  // namespace
}  // namespace munhang::evaluation
