#ifndef MUNHANG_EVALUATION_CHARTS_H_
#define MUNHANG_EVALUATION_CHARTS_H_

#include <string>

#include "munhang/evaluation/metrics.h"

namespace munhang::evaluation {

// Drawings as inline SVG. Colours come from the classes of the page's style (page_style.h), so that
// they follow light and dark.

// The bins' accuracy over their confidence against the diagonal; areas are proportional to items.
std::string DrawReliability(const Figures& figures);

// How many answers have which confidence, right ones below, wrong ones on top.
std::string DrawHistogram(const Evaluation& evaluation);

// Accuracy over the share of items answered when the least confident are left to people, with the
// point that the review marks stand for.
std::string DrawSelective(const Evaluation& evaluation);

// A share and its 95% interval on a line from 0 to 1, for a table's cell.
std::string DrawInterval(const Ratio& ratio);

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_CHARTS_H_
