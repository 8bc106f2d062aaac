#ifndef MUNHANG_TEXT_NUMBER_READER_H_
#define MUNHANG_TEXT_NUMBER_READER_H_

#include <cstddef>
#include <string_view>

#include "munhang/text/number_slots.h"

namespace munhang::text {

// Reads the longest number of a canonical text that starts at `at`, without sign and without
// regard to what comes before. REQUIRES: text[at] is an ASCII digit. Sets everything but
// `negative`; `begin` is `at`.
NumberSlot ReadNumber(std::string_view text, std::size_t at);

}  // namespace munhang::text

#endif  // MUNHANG_TEXT_NUMBER_READER_H_
