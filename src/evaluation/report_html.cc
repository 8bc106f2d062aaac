#include "munhang/evaluation/report_html.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "evaluation/charts.h"
#include "evaluation/html_text.h"
#include "evaluation/page_style.h"
#include "evaluation/tables.h"

namespace munhang::evaluation {
namespace {

using curriculum::KnowledgeBase;
using curriculum::Standard;

constexpr size_t kMostPairs = 15;

// One part of the page; `lead` says how to read it.
struct Section {
  std::string id;
  std::string title;
  std::string lead;
  std::string content;
};

std::string SettingList(const Setting& setting, const Evaluation& evaluation) {
  std::vector<std::string> entries = {Count(evaluation.all.items) + "문항", setting.date};
  entries.push_back(setting.server.empty() ? "이 프로세스에서" : "서비스 " + setting.server);
  if (!setting.model_version.empty()) entries.push_back("모델 " + setting.model_version);
  if (!setting.knowledge_version.empty()) entries.push_back("지식 " + setting.knowledge_version);
  entries.emplace_back(setting.with_grade_group ? "학년군을 알려 줌" : "학년군을 알려 주지 않음");
  std::string list = "<ul class=\"setting\">";
  for (const std::string& entry : entries) list += "<li>" + Escape(entry) + "</li>";
  list += "</ul><ul class=\"setting\">";
  for (const std::string& input : setting.inputs) list += "<li>" + Escape(input) + "</li>";
  return list + "</ul>";
}

std::string Notice(const Setting& setting) {
  std::string missing;
  if (setting.failed_items > 0) {
    missing = "답을 얻지 못한 문항 " + Count(setting.failed_items) + "개";
  }
  if (setting.faulty_lines > 0) {
    if (!missing.empty()) missing += "와 ";
    missing += "잘못된 줄 " + Count(setting.faulty_lines) + "개";
  }
  if (missing.empty()) return "";
  return "<p class=\"notice\">이 수치에는 " + missing + "가 빠져 있습니다.</p>";
}

std::string Figure(std::string_view name, const std::string& value, const std::string& note) {
  return "<div><dt>" + std::string(name) + "</dt><dd><span class=\"value\">" + value +
         "</span><span class=\"note\">" + note + "</span></dd></div>\n";
}

std::string Figure(std::string_view name, const Ratio& ratio) {
  return Figure(name, Percent(ratio), ratio.of == 0 ? "" : Percent(WilsonInterval(ratio)));
}

std::string Summary(const Figures& all) {
  const std::string interval =
      all.items == 0 ? "" : "95% 구간 " + Percent(WilsonInterval(all.top_1));
  std::string summary =
      "<div class=\"summary\"><div class=\"hero\"><div class=\"soft\">Top-1 "
      "정확도</div><div class=\"value\">" +
      Percent(all.top_1) + "</div>" + DrawInterval(all.top_1) + "<div class=\"soft small\">" +
      interval + "</div></div>\n" + "<dl class=\"figures\">\n";
  summary += Figure("Top-3", all.top_3) + Figure("Top-10", all.top_10) +
             Figure("MRR", Decimal(all.mean_reciprocal_rank), "후보 10개에서") +
             Figure("Macro F1", Decimal(all.macro_f1), "성취기준마다 같은 무게") +
             Figure("Cohen κ", Decimal(all.kappa), "우연을 뺀 일치") +
             Figure("학년군", all.grade_group) + Figure("영역", all.domain) +
             Figure("ECE", Decimal(all.calibration_error), "0에 가까울수록 좋음") +
             Figure("Brier", Decimal(all.brier), "0에 가까울수록 좋음") +
             Figure("검토 표시", all.needs_review) +
             Figure("표시 없는 답의 정확도", all.right_without_review) +
             Figure("난이도 일치", all.difficulty) + Figure("난이도 ±1", all.difficulty_within_1) +
             Figure("인지수준", all.cognitive_level) + Figure("성취수준", all.achievement_level);
  if (all.concepts.F1()) {
    summary += Figure("개념 F1", Decimal(all.concepts.F1()),
                      "정밀도 " + Decimal(all.concepts.Precision(), 2) + ", 재현율 " +
                          Decimal(all.concepts.Recall(), 2));
  }
  return summary + "</dl></div>";
}

std::string Charts(const Evaluation& evaluation) {
  return "<div class=\"charts\"><figure><h3>신뢰도와 정답률</h3>" +
         DrawReliability(evaluation.all) +
         "<figcaption>점은 신뢰도 0.1 폭의 구간, 넓이는 문항 수입니다. 대각선 아래는 지나친 "
         "확신, 위는 모자란 확신입니다.</figcaption></figure>\n<figure><h3>신뢰도의 분포</h3>" +
         DrawHistogram(evaluation) +
         "<figcaption>답의 수. <span class=\"key right\"></span>정답 <span class=\"key "
         "wrong\"></span>오답</figcaption></figure>\n<figure><h3>덜 확신한 답을 사람에게 "
         "맡긴다면</h3>" +
         DrawSelective(evaluation) +
         "<figcaption>신뢰도가 높은 것부터 답했을 때, 답한 비율에 따른 정답률입니다."
         "</figcaption></figure></div>";
}

std::string ExampleList(const std::vector<Example>& examples, bool with_answer) {
  std::string list = "<div class=\"examples\">";
  for (const Example& example : examples) {
    list += "<figure><blockquote>" + Escape(example.text) + "</blockquote><figcaption>" +
            Escape(example.item_id) + " · " +
            (with_answer ? example.answered.ToString() + " · " : std::string()) + "신뢰도 " +
            Decimal(example.confidence, 2) + "</figcaption></figure>\n";
  }
  return list + "</div>";
}

std::string Explain(std::string_view role, StandardCode code, const KnowledgeBase& knowledge) {
  const Standard* standard = knowledge.Find(code);
  std::string text = "<div><div class=\"role\">" + std::string(role);
  if (standard != nullptr) {
    text += " · " + Escape(standard->element) + "</div><p>" + Escape(standard->gist) + "</p></div>";
  } else {
    text += "</div></div>";
  }
  return text;
}

// What the knowledge base says tells the two apart, from either side.
std::string Difference(StandardCode one, StandardCode other, const KnowledgeBase& knowledge) {
  for (const auto& [from, to] : {std::pair(one, other), std::pair(other, one)}) {
    const Standard* standard = knowledge.Find(from);
    if (standard == nullptr) continue;
    for (const curriculum::Contrast& contrast : standard->contrasts) {
      if (contrast.code != to) continue;
      return "<p class=\"difference\"><b>가르는 점</b><span class=\"soft\">" + from.ToString() +
             "에서 보면</span> " + EscapeKeepingCodes(contrast.difference) + "</p>";
    }
  }
  return "";
}

std::string Pairs(const Evaluation& evaluation, const KnowledgeBase& knowledge) {
  if (evaluation.confusions.empty()) return "<p>잘못 답한 문항이 없습니다.</p>";
  std::string pairs = "<div class=\"pairs\">";
  const size_t shown = std::min(kMostPairs, evaluation.confusions.size());
  for (size_t i = 0; i < shown; ++i) {
    const Confusion& confusion = evaluation.confusions[i];
    pairs += "<article class=\"pair\"><h3><span class=\"code\">" + confusion.expected.ToString() +
             "</span><span class=\"soft\">→</span><span class=\"code\">" +
             confusion.answered.ToString() + "</span><span class=\"soft\">" +
             Count(confusion.count) + "문항</span></h3><div class=\"two\">" +
             Explain("정답", confusion.expected, knowledge) +
             Explain("답한 것", confusion.answered, knowledge) + "</div>" +
             Difference(confusion.expected, confusion.answered, knowledge) +
             ExampleList(confusion.examples, false) + "</article>\n";
  }
  return pairs + "</div>";
}

std::string OffCurriculum(const Evaluation& evaluation) {
  std::string content = OffCurriculumTable(evaluation);
  for (const OffCurriculumFigures& kind : evaluation.off_curriculum) {
    if (kind.examples.empty()) continue;
    content += "<h3 class=\"kind\">" + Escape(kind.kind) +
               " <span class=\"soft small\">검토 없이 답한 글</span></h3>" +
               ExampleList(kind.examples, true);
  }
  return content;
}

std::string Terms() {
  return "<dl class=\"terms\">"
         "<div><dt>Top-k</dt><dd>정답 성취기준이 처음 k개의 후보에 든 문항의 비율.</dd></div>"
         "<div><dt>MRR</dt><dd>정답이 나온 순위의 역수의 평균. 후보에 없으면 0.</dd></div>"
         "<div><dt>Macro F1</dt><dd>정답으로 나온 성취기준마다 구한 F1의 평균.</dd></div>"
         "<div><dt>Cohen κ</dt><dd>두 쪽의 빈도에서 우연히 맞을 만큼을 뺀 일치도 (Cohen "
         "1960).</dd></div>"
         "<div><dt>ECE</dt><dd>신뢰도 0.1 폭의 구간마다 정답률과 신뢰도의 차, 문항 수로 가중한 "
         "평균.</dd></div>"
         "<div><dt>Brier</dt><dd>신뢰도와 결과(정답 1, 오답 0)의 차의 제곱의 평균.</dd></div>"
         "<div><dt>95% 구간</dt><dd>비율의 Wilson 구간 (1927).</dd></div>"
         "</dl>";
}

std::vector<Section> Sections(const Evaluation& evaluation, const KnowledgeBase& knowledge) {
  std::vector<Section> sections = {
      {"summary", "한눈에", "", Summary(evaluation.all)},
      {"groups", "집단별", "가는 선은 0에서 1까지, 굵은 선은 Top-1의 95% 구간입니다.",
       GroupTable(evaluation)},
      {"confidence", "신뢰도", "신뢰도가 말하는 만큼 맞는지, 어디까지 그대로 써도 되는지 봅니다.",
       Charts(evaluation)},
      {"places", "학년군과 영역", "줄은 정답, 칸은 답입니다. 비율은 줄에서의 몫입니다.",
       "<div class=\"matrices\">" + GradeGroupMatrix(evaluation) + DomainMatrix(evaluation) +
           "</div>"}};
  const std::string weak = WeakStandardTable(evaluation, knowledge);
  sections.push_back({"standards", "약한 성취기준", "F1이 낮은 것부터 20개까지입니다.",
                      weak.empty() ? "<p>모든 성취기준의 F1이 1입니다.</p>" : weak});
  sections.push_back({"confusions", "헷갈린 짝",
                      "정답과 답이 갈린 성취기준의 짝, 잦은 것부터 15개까지. 예는 가장 확신한 "
                      "오답입니다.",
                      Pairs(evaluation, knowledge)});
  if (evaluation.all.difficulty.of > 0 || evaluation.all.cognitive_level.of > 0) {
    sections.push_back({"labels", "난이도와 인지수준",
                        "줄은 정답, 칸은 답입니다. 비율은 줄에서의 몫입니다.",
                        "<div class=\"matrices\">" + DifficultyMatrix(evaluation) +
                            CognitiveLevelMatrix(evaluation) + "</div>"});
  }
  if (!evaluation.off_curriculum.empty()) {
    sections.push_back({"off-curriculum", "교육과정 밖의 글",
                        "어느 성취기준에도 맞지 않는 글에 검토 표시 없이 답한 비율입니다. 낮을수록 "
                        "좋습니다.",
                        OffCurriculum(evaluation)});
  }
  sections.push_back({"terms", "용어", "", Terms()});
  return sections;
}

}  // namespace

std::string RenderHtml(const Setting& setting, const Evaluation& evaluation,
                       const KnowledgeBase& knowledge) {
  const std::vector<Section> sections = Sections(evaluation, knowledge);
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"ko\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>문항 분류 평가</title>\n<style>" +
      std::string(kPageStyle) + "</style>\n</head>\n<body>\n<header>\n<h1>문항 분류 평가</h1>\n" +
      SettingList(setting, evaluation) + Notice(setting) + "\n<nav>";
  for (const Section& section : sections) {
    page += "<a href=\"#" + section.id + "\">" + section.title + "</a>";
  }
  page += "</nav>\n</header>\n<main>\n";
  for (const Section& section : sections) {
    page += "<section id=\"" + section.id + "\">\n<h2>" + section.title + "</h2>\n";
    page += "<p class=\"lead\">" + section.lead + "</p>\n" + section.content + "\n</section>\n";
  }
  return page + "</main>\n<footer></footer>\n</body>\n</html>";
}

}  // namespace munhang::evaluation
