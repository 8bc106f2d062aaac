#ifndef MUNHANG_EVALUATION_SETTING_H_
#define MUNHANG_EVALUATION_SETTING_H_

#include <cstddef>
#include <string>
#include <vector>

namespace munhang::evaluation {

// Where an evaluation's figures come from, so that two reports can be compared.
struct Setting {
  // Files of labelled items and of texts off the curriculum.
  std::vector<std::string> inputs;
  // Address of the service; empty when the pipeline ran in this process.
  std::string server;
  // "2026-01-31", in UTC.
  std::string date;
  // Each item's true grade group was given as a hint.
  bool with_grade_group = false;
  // Of what answered.
  std::string taxonomy_version;
  std::string knowledge_version;
  std::string model_version;
  // Lines without a usable item, and items without an answer. Not in any figure.
  size_t faulty_lines = 0;
  size_t failed_items = 0;
};

}  // namespace munhang::evaluation

#endif  // MUNHANG_EVALUATION_SETTING_H_
