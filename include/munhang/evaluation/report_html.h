#ifndef MUNHANG_EVALUATION_REPORT_HTML_H_
#define MUNHANG_EVALUATION_REPORT_HTML_H_

#include <string>

#include "munhang/curriculum/knowledge_base.h"
#include "munhang/evaluation/metrics.h"
#include "munhang/evaluation/setting.h"

namespace munhang::evaluation {

// An evaluation for people: one HTML page in Korean that needs no other file, network or script.
// Light or dark as the reader's system is, readable on a phone. Every text of an item is escaped,
// and the page forbids the browser to load or run anything, so a page of untrusted items is safe to
// open. `knowledge` explains the standards.
std::string RenderHtml(const Setting& setting, const Evaluation& evaluation,
                       const curriculum::KnowledgeBase& knowledge);

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_REPORT_HTML_H_
