#ifndef MUNHANG_TEXT_NUMBER_RELATIONS_H_
#define MUNHANG_TEXT_NUMBER_RELATIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "munhang/text/number_slots.h"

namespace munhang::text {

// The relations documented in SlottedText, for the numbers of `canonical` in their order.
std::vector<std::string> FindRelations(std::string_view canonical,
                                       const std::vector<NumberSlot>& numbers);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_NUMBER_RELATIONS_H_
