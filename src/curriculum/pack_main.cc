// munhang_curriculum_pack DIRECTORY OUT.json: checks a knowledge base and writes its packed form,
// which the build embeds.

#include <cstdio>
#include <string>

#include "curriculum/packing.h"
#include "munhang/curriculum/knowledge_base.h"
#include "munhang/curriculum/text_file.h"

int main(int argc, char** argv) {
  namespace curriculum = munhang::curriculum;
  if (argc != 3) {
    std::fprintf(stderr, "usage: munhang_curriculum_pack DIRECTORY OUT.json\n");
    return 2;
  }
  const auto knowledge = curriculum::KnowledgeBase::FromDirectory(argv[1]);
  const absl::Status status = knowledge.ok()
                                  ? curriculum::WriteTextFile(argv[2], curriculum::Pack(*knowledge))
                                  : knowledge.status();
  if (!status.ok()) {
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  return 0;
}
