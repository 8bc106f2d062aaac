#ifndef MUNHANG_RPC_ITEM_CONVERSION_H_
#define MUNHANG_RPC_ITEM_CONVERSION_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/domain/item.h"
#include "munhang/rpc/conversion.h"
#include "munhang/v1/classifier.pb.h"
#include "rpc/error_details.h"

namespace munhang::rpc {

// "64 KiB", "256 bytes".
std::string Bytes(size_t count);

// Whether there is nothing in it but spaces and invisible characters. Longer texts are not looked
// through: whatever is in them, the local evidence finds nothing known and asks for review.
bool IsBlank(std::string_view text);

// Whether an item may come without a text.
enum class TextNeed { kNone, kUnlessImages, kAlways };

// Moves an item's content into the domain, and names what is missing, over a limit or no image.
Item ToItem(v1::Item& item, TextNeed need, const ItemLimits& limits,
            std::vector<FieldViolation>* violations);

}  // namespace munhang::rpc

#endif  // MUNHANG_RPC_ITEM_CONVERSION_H_
