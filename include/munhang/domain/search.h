#ifndef MUNHANG_DOMAIN_SEARCH_H_
#define MUNHANG_DOMAIN_SEARCH_H_

#include <cstddef>
#include <optional>
#include <string>

#include "munhang/domain/standard_code.h"

namespace munhang {

// A search for standards by free text.
struct SearchQuery {
  std::string text;
  size_t limit = 10;
  std::optional<GradeGroup> grade_group;
  std::optional<Domain> domain;
};

struct SearchHit {
  StandardCode code;
  // Higher is nearer; comparable within one answer only.
  double score = 0;
};

}  // namespace munhang

#endif  // MUNHANG_DOMAIN_SEARCH_H_
