#ifndef MUNHANG_CURRICULUM_PACKING_H_
#define MUNHANG_CURRICULUM_PACKING_H_

#include <string>
#include <string_view>

#include "munhang/curriculum/knowledge_base.h"

namespace munhang::curriculum {

// The form that KnowledgeBase::FromPacked reads. Equal knowledge gives equal text.
std::string Pack(const KnowledgeBase& knowledge);

// Eight hexadecimal digits: the FNV-1a hash of 64 bits with its halves folded together by exclusive
// or, as the authors of FNV advise for 32 bits. Tells versions apart; no defence against malice.
std::string Fingerprint(std::string_view packed);

}  // namespace munhang::curriculum

#endif  // MUNHANG_CURRICULUM_PACKING_H_
