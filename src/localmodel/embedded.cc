#include <cstdio>
#include <cstdlib>

#include "munhang/localmodel/local_model.h"

extern "C" {
extern const unsigned char munhang_local_model[];
extern const unsigned long munhang_local_model_size;
}

namespace munhang::localmodel {

LocalModel LocalModel::Embedded() {
  auto model = FromBytes(
      {reinterpret_cast<const char*>(munhang_local_model), munhang_local_model_size}, "embedded");
  if (!model.ok()) {
    std::fprintf(stderr, "the embedded model is broken: %s\n",
                 std::string(model.status().message()).c_str());
    std::abort();
  }
  return *std::move(model);
}

}  // namespace munhang::localmodel
