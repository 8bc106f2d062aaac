#include "evaluation/charts.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "evaluation/html_text.h"

namespace munhang::evaluation {
namespace {

// All charts have one size and one frame, so that they line up beside each other.
constexpr double kWidth = 360;
constexpr double kHeight = 290;
constexpr double kLeft = 46;
constexpr double kRight = 14;
constexpr double kTop = 14;
constexpr double kBottom = 44;
constexpr double kPlotWidth = kWidth - kLeft - kRight;
constexpr double kPlotHeight = kHeight - kTop - kBottom;

std::string Pixels(double value) { return Decimal(value, 1); }

// Where values of a chart stand. Both axes are linear; the horizontal one runs from 0 to 1.
struct Frame {
  double low = 0;
  double high = 1;

  double X(double value) const { return kLeft + kPlotWidth * value; }
  double Y(double value) const { return kTop + kPlotHeight * (1 - (value - low) / (high - low)); }
};

std::string Line(std::string_view style, double x1, double y1, double x2, double y2) {
  return "<line class=\"" + std::string(style) + "\" x1=\"" + Pixels(x1) + "\" y1=\"" + Pixels(y1) +
         "\" x2=\"" + Pixels(x2) + "\" y2=\"" + Pixels(y2) + "\"/>";
}

std::string Text(std::string_view style, double x, double y, std::string_view text) {
  return "<text class=\"" + std::string(style) + "\" x=\"" + Pixels(x) + "\" y=\"" + Pixels(y) +
         "\">" + Escape(text) + "</text>";
}

std::string Circle(std::string_view style, double x, double y, double radius,
                   std::string_view tooltip) {
  return "<circle class=\"" + std::string(style) + "\" cx=\"" + Pixels(x) + "\" cy=\"" + Pixels(y) +
         "\" r=\"" + Pixels(radius) + "\"><title>" + Escape(tooltip) + "</title></circle>";
}

std::string Bar(std::string_view style, double x, double y, double width, double height) {
  return "<rect class=\"" + std::string(style) + "\" x=\"" + Pixels(x) + "\" y=\"" + Pixels(y) +
         "\" width=\"" + Pixels(width) + "\" height=\"" + Pixels(height) + "\"/>";
}

std::string Chart(std::string_view label, const std::string& content) {
  return "<svg class=\"chart\" viewBox=\"0 0 " + Decimal(kWidth, 0) + " " + Decimal(kHeight, 0) +
         "\" role=\"img\" aria-label=\"" + Escape(label) + "\">" + content + "</svg>";
}

std::string HorizontalAxis(const Frame& frame, std::string_view name) {
  std::string axis =
      Line("axis", kLeft, kTop + kPlotHeight, kLeft + kPlotWidth, kTop + kPlotHeight);
  for (const double tick : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
    axis += Text("tick middle", frame.X(tick), kTop + kPlotHeight + 17, Decimal(tick, 1));
  }
  return axis + Text("name middle", frame.X(0.5), kHeight - 6, name);
}

// Ticks at multiples of `step` with so many digits.
std::string VerticalAxis(const Frame& frame, double step, int digits) {
  std::string axis;
  const auto ticks = static_cast<int>(std::lround((frame.high - frame.low) / step));
  for (int i = 0; i <= ticks; ++i) {
    const double value = frame.low + step * i;
    if (i > 0) axis += Line("grid", kLeft, frame.Y(value), kLeft + kPlotWidth, frame.Y(value));
    axis += Text("tick end", kLeft - 8, frame.Y(value) + 4, Decimal(value, digits));
  }
  return axis;
}

// The least of 1, 2 and 5 times a power of ten of which five or fewer reach `most`.
double TickStep(double most) {
  double power = 1;
  while (true) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      if (factor * power * 5 >= most) return factor * power;
    }
    power *= 10;
  }
}

}  // namespace

std::string DrawReliability(const Figures& figures) {
  const Frame frame;
  std::string content = VerticalAxis(frame, 0.2, 1) + HorizontalAxis(frame, "신뢰도") +
                        Line("diagonal", frame.X(0), frame.Y(0), frame.X(1), frame.Y(1));
  size_t most = 1;
  for (const ReliabilityBin& bin : figures.bins) most = std::max(most, bin.items);
  std::string gaps;
  std::string points;
  for (const ReliabilityBin& bin : figures.bins) {
    if (bin.items == 0) continue;
    const double x = frame.X(bin.Confidence());
    const double y = frame.Y(bin.Accuracy());
    gaps += Line("gap", x, frame.Y(bin.Confidence()), x, y);
    const double radius =
        14 * std::sqrt(static_cast<double>(bin.items) / static_cast<double>(most));
    points += Circle("bin", x, y, std::max(radius, 2.5),
                     "신뢰도 " + Decimal(bin.Confidence(), 2) + ", 정답 " +
                         Percent(bin.Accuracy()) + ", " + Count(bin.items) + "문항");
  }
  const std::string error = "ECE " + Decimal(figures.calibration_error);
  content += gaps + points + Text("note", kLeft + 12, kTop + 18, error);
  return Chart("신뢰도 구간마다의 정답률. " + error, content);
}

std::string DrawHistogram(const Evaluation& evaluation) {
  double most = 1;
  for (const HistogramBin& bin : evaluation.confidences) {
    most = std::max(most, static_cast<double>(bin.right + bin.wrong));
  }
  const double step = TickStep(most);
  const Frame frame{0, step * std::ceil(most / step)};
  std::string content = VerticalAxis(frame, step, 0);
  const double width = kPlotWidth / kHistogramBins;
  for (size_t i = 0; i < kHistogramBins; ++i) {
    const HistogramBin& bin = evaluation.confidences[i];
    if (bin.right + bin.wrong == 0) continue;
    const double from = static_cast<double>(i) / kHistogramBins;
    const double right = frame.Y(static_cast<double>(bin.right));
    const double all = frame.Y(static_cast<double>(bin.right + bin.wrong));
    const std::string range = Decimal(from, 2) + "–" + Decimal(from + 1.0 / kHistogramBins, 2);
    content += "<g><title>신뢰도 " + range + ": 정답 " + Count(bin.right) + ", 오답 " +
               Count(bin.wrong) + "</title>" +
               Bar("right", frame.X(from) + 1, right, width - 2, frame.Y(0) - right) +
               Bar("wrong", frame.X(from) + 1, all, width - 2, right - all) + "</g>";
  }
  content += HorizontalAxis(frame, "신뢰도");
  return Chart("신뢰도의 분포, 정답과 오답", content);
}

std::string DrawSelective(const Evaluation& evaluation) {
  const Ratio& kept = evaluation.all.right_without_review;
  double least = kept.Share().value_or(1);
  for (const SelectivePoint& point : evaluation.selective) {
    least = std::min(least, point.right.Share().value_or(1));
  }
  // Begins at a tick, and never so high that differences look larger than they are.
  const Frame frame{least < 0.5 ? 0 : std::min(std::floor(least * 10) / 10, 0.8), 1};
  std::string content = VerticalAxis(frame, frame.low == 0 ? 0.2 : 0.1, 1);
  std::string path;
  for (const SelectivePoint& point : evaluation.selective) {
    path += path.empty() ? "M" : "L";
    path += Pixels(frame.X(*point.answered.Share())) + " " + Pixels(frame.Y(*point.right.Share()));
  }
  content += HorizontalAxis(frame, "답한 문항의 비율");
  if (!path.empty()) content += "<path class=\"curve\" d=\"" + path + "\"/>";
  if (kept.of > 0 && kept.of < evaluation.all.items) {
    const double answered =
        static_cast<double>(kept.of) / static_cast<double>(evaluation.all.items);
    const double x = frame.X(answered);
    const double y = frame.Y(*kept.Share());
    content += Circle("kept", x, y, 5,
                      "검토 표시가 없는 " + Percent(answered) + "에서 정답 " + Percent(kept));
    const bool left = answered > 0.6;
    content += Text(left ? "note end" : "note", left ? x - 10 : x + 10,
                    std::min(y + 20, kTop + kPlotHeight - 8), "검토 표시가 없는 답");
  }
  return Chart("답한 문항의 비율에 따른 정답률", content);
}

std::string DrawInterval(const Ratio& ratio) {
  if (ratio.of == 0) return "";
  constexpr double kLineWidth = 110;
  constexpr double kMargin = 5;
  constexpr double kMiddle = 8;
  const auto x = [](double share) { return kMargin + kLineWidth * share; };
  const Interval interval = WilsonInterval(ratio);
  return "<svg class=\"interval\" viewBox=\"0 0 120 16\" role=\"img\" aria-label=\"95% 구간 " +
         Percent(interval) + "\"><title>95% 구간 " + Percent(interval) + "</title>" +
         Line("track", x(0), kMiddle, x(1), kMiddle) +
         Line("range", x(interval.low), kMiddle, x(interval.high), kMiddle) +
         "<circle class=\"share\" cx=\"" + Pixels(x(*ratio.Share())) + "\" cy=\"" +
         Pixels(kMiddle) + "\" r=\"3.5\"/></svg>";
}

}  // namespace munhang::evaluation
