#ifndef MUNHANG_EVALUATION_PAGE_STYLE_H_
#define MUNHANG_EVALUATION_PAGE_STYLE_H_

#include <string_view>

namespace munhang::evaluation {

// The report's style sheet. Two hues carry meaning throughout: --right for what came out right,
// --wrong for what did not; both differ in lightness as well, so that they can be told apart
// without seeing colour.
inline constexpr std::string_view kPageStyle = R"css(
:root {
  color-scheme: light dark;
  --paper: #fcfbf9; --raised: #f4f2ed; --ink: #1f2124; --soft: #63656a; --rule: #e3e0d9;
  --right: 44 94 138; --wrong: 190 92 50; --inverse: #fcfbf9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17181b; --raised: #1f2125; --ink: #e9e7e3; --soft: #a2a4a8; --rule: #33363b;
    --right: 124 176 222; --wrong: 226 146 102; --inverse: #101114;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.65 system-ui, -apple-system, "Pretendard", "Apple SD Gothic Neo", "Malgun Gothic",
    "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
  word-break: keep-all; overflow-wrap: anywhere;
}
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 clamp(1.1rem, 4vw, 2.5rem); }
header { padding-top: clamp(2.5rem, 7vw, 4.5rem); }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.02em; }
h2 { margin: 0 0 .35rem; font-size: 1.3rem; line-height: 1.3; font-weight: 650;
  letter-spacing: -0.01em; }
h3 { margin: 0 0 .6rem; font-size: 1rem; font-weight: 600; }
p { margin: 0; max-width: 46rem; }
section { padding-top: clamp(3.2rem, 7vw, 4.8rem); }
.lead { color: var(--soft); margin-bottom: 1.8rem; }
.soft { color: var(--soft); }
.small { font-size: .84rem; }
.code { font-variant-numeric: tabular-nums; white-space: nowrap; }

.setting { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin: .9rem 0 0; padding: 0;
  color: var(--soft); font-size: .9rem; list-style: none; }
.notice { margin-top: 1.2rem; padding: .7rem 1rem; border-left: 3px solid rgb(var(--wrong));
  background: var(--raised); font-size: .92rem; }
nav { margin-top: 1.6rem; padding-top: 1rem; border-top: 1px solid var(--rule); display: flex;
  flex-wrap: wrap; gap: .3rem 1.3rem; font-size: .9rem; }
nav a { color: var(--soft); text-decoration: none; }
nav a:hover, nav a:focus-visible { color: rgb(var(--right)); text-decoration: underline; }

.summary { display: grid; gap: 2.2rem clamp(2rem, 6vw, 4.5rem); }
@media (min-width: 52rem) { .summary { grid-template-columns: minmax(13rem, 1fr) 3fr; } }
.hero .value { font-size: clamp(3.2rem, 9vw, 4.4rem); line-height: 1.05; font-weight: 650;
  letter-spacing: -0.04em; }
.hero .interval { width: 100%; max-width: 15rem; margin: .9rem 0 .2rem -.3rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.6rem, 1fr));
  gap: 1.5rem 1.6rem; margin: 0; }
.figures div { border-top: 1px solid var(--rule); padding-top: .55rem; }
dt { color: var(--soft); font-size: .84rem; }
dd { margin: 0; }
.value { display: block; font-size: 1.45rem; line-height: 1.35; font-weight: 600;
  letter-spacing: -0.015em; font-variant-numeric: tabular-nums; }
.note { color: var(--soft); font-size: .78rem; line-height: 1.4; font-variant-numeric: tabular-nums; }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
.data { width: 100%; }
.data.narrow { width: auto; }
.data th, .data td { padding: .48rem .6rem; text-align: right; border-bottom: 1px solid var(--rule);
  white-space: nowrap; vertical-align: top; }
.data th { font-weight: 500; }
.data thead th { color: var(--soft); font-size: .8rem; border-bottom-color: var(--soft);
  vertical-align: bottom; }
.data th:first-child { text-align: left; padding-left: 0; position: sticky; left: 0;
  background: var(--paper); }
.data th:last-child, .data td:last-child { padding-right: 0; }
.data .text { text-align: left; white-space: normal; }
.data .wide { min-width: 15rem; }
.data th[colspan] { position: static; padding-top: 1.5rem; color: var(--soft); font-size: .8rem;
  border-bottom-color: var(--soft); }
.data th[colspan] span { position: sticky; left: 0; }
.data .all th, .data .all td { font-weight: 650; }
.standards thead th:last-child { text-align: left; }
.data td.graph { padding-top: .58rem; padding-bottom: 0; }

.interval { width: 7.5rem; height: 1.25rem; display: block; }
.hero .interval { height: auto; }
.interval .track { stroke: var(--rule); stroke-width: 2; }
.interval .range { stroke: rgb(var(--right) / .5); stroke-width: 4; stroke-linecap: round; }
.interval .share { fill: rgb(var(--right)); }
.meter { display: inline-block; width: 3.4rem; height: .38rem; margin-right: .55rem;
  border-radius: .2rem; background: var(--rule); vertical-align: .12em; overflow: hidden; }
.meter i { display: block; height: 100%; background: rgb(var(--right)); }

.charts { display: grid; gap: 2.4rem 2rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); }
figure { margin: 0; }
figcaption { margin-top: .5rem; color: var(--soft); font-size: .84rem; line-height: 1.55; }
.chart { display: block; width: 100%; max-width: 30rem; height: auto; }
.chart text { font-size: 11.5px; fill: var(--soft); font-variant-numeric: tabular-nums; }
.chart .middle { text-anchor: middle; }
.chart .end { text-anchor: end; }
.chart .note { font-size: 12px; fill: var(--ink); }
.chart .axis { stroke: var(--soft); }
.chart .grid { stroke: var(--rule); }
.chart .diagonal { stroke: var(--soft); stroke-dasharray: 3 4; }
.chart .gap { stroke: rgb(var(--wrong) / .75); stroke-width: 1.5; }
.chart .bin { fill: rgb(var(--right) / .8); stroke: var(--paper); }
.chart .right { fill: rgb(var(--right)); }
.chart .wrong { fill: rgb(var(--wrong)); }
.chart .curve { fill: none; stroke: rgb(var(--right)); stroke-width: 2; stroke-linejoin: round; }
.chart .kept { fill: var(--paper); stroke: rgb(var(--wrong)); stroke-width: 2.5; }
.key { display: inline-block; width: .7em; height: .7em; margin: 0 .3em 0 .1em; border-radius: 2px; }
.key.right { background: rgb(var(--right)); }
.key.wrong { background: rgb(var(--wrong)); }

.matrices { display: grid; gap: 2.8rem 3rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
.matrix { width: 100%; table-layout: fixed; border-spacing: 3px; border-collapse: separate;
  margin: 0 -3px; }
.matrix th { padding: .25rem; font-weight: 500; font-size: .78rem; line-height: 1.35;
  color: var(--soft); text-align: center; vertical-align: bottom; }
.matrix th:first-child { text-align: left; vertical-align: middle; padding-left: 0; }
.matrix td { height: 3.1rem; padding: .2rem; border-radius: 4px; text-align: center;
  line-height: 1.25; background: var(--raised); }
.matrix td.none { color: transparent; }
.matrix td.strongest { color: var(--inverse); }
@media (prefers-color-scheme: dark) { .matrix td.strong { color: var(--inverse); } }
.matrix small { display: block; font-size: .72rem; opacity: .85; }

.pairs { display: grid; gap: 3rem; }
.pair { border-top: 1px solid var(--rule); padding-top: 1.1rem; }
.pair h3 { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; font-size: 1.05rem; }
.pair h3 .soft { font-weight: 400; font-size: .9rem; }
.two { display: grid; gap: .8rem 2.4rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); font-size: .92rem; }
.role { color: var(--soft); font-size: .8rem; }
.difference { margin-top: .9rem; font-size: .92rem; }
.difference b { font-weight: 600; margin-right: .5rem; }
.examples { display: grid; gap: .9rem; margin-top: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); }
.kind { margin-top: 2rem; }
blockquote { margin: 0; padding: .8rem 1rem; max-height: 17rem; overflow: auto; white-space: pre-wrap;
  background: var(--raised); border-radius: 6px; font-size: .88rem; line-height: 1.6; }
.examples figcaption { margin: .3rem 0 0 1rem; font-size: .76rem; }

.terms { display: grid; gap: 1rem 2.4rem; margin: 0;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.terms dt { color: var(--ink); font-weight: 600; }
.terms dd { color: var(--soft); font-size: .86rem; }
footer { padding-top: 3.5rem; padding-bottom: 4rem; }
@media print { nav { display: none; } section, .pair, figure { break-inside: avoid; } }
)css";

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_PAGE_STYLE_H_
