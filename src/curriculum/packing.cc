#include "curriculum/packing.h"

#include <cstdint>
#include <utility>

#include "curriculum/content.h"
#include "curriculum/document.h"
#include "curriculum/json_document.h"

namespace munhang::curriculum {

std::string Pack(const KnowledgeBase& knowledge) {
  Node standards = Node::List();
  for (const Standard& standard : knowledge.standards()) standards.Add(ToNode(standard));
  Node root = Node::Map();
  root.Set("commentary", ToNode(Commentary{knowledge.text_version(), knowledge.grade_group_notes(),
                                           knowledge.domain_notes()}));
  root.Set("standards", std::move(standards));
  return WriteJson(root);
}

std::string Fingerprint(std::string_view packed) {
  constexpr uint64_t kOffsetBasis = 14695981039346656037U;
  constexpr uint64_t kPrime = 1099511628211U;
  uint64_t hash = kOffsetBasis;
  for (const char c : packed) {
    hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  }
  const auto folded = static_cast<uint32_t>(hash >> 32) ^ static_cast<uint32_t>(hash);
  std::string text;
  for (int shift = 28; shift >= 0; shift -= 4) {
    text += "0123456789abcdef"[(folded >> shift) & 0xF];
  }
  return text;
}

}  // namespace munhang::curriculum
