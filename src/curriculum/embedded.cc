#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "munhang/curriculum/knowledge_base.h"

// The packed data/curriculum, placed in the binary by the build.
extern "C" {
extern const unsigned char munhang_curriculum_packed[];
extern const unsigned long munhang_curriculum_packed_size;
}

namespace munhang::curriculum {

KnowledgeBase KnowledgeBase::Embedded() {
  auto knowledge = FromPacked(std::string_view(
      reinterpret_cast<const char*>(munhang_curriculum_packed), munhang_curriculum_packed_size));
  if (!knowledge.ok()) {
    const std::string message(knowledge.status().message());
    std::fprintf(stderr, "the embedded knowledge base is broken:\n%s\n", message.c_str());
    std::abort();
  }
  return *std::move(knowledge);
}

}  // namespace munhang::curriculum
