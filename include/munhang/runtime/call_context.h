#ifndef MUNHANG_RUNTIME_CALL_CONTEXT_H_
#define MUNHANG_RUNTIME_CALL_CONTEXT_H_

#include <string>

#include "munhang/runtime/deadline.h"

namespace munhang::runtime {

// What every stage of a request knows about the call it works for.
struct CallContext {
  Deadline deadline = Deadline::Never();
  std::string request_id;
  // Name of the tenant that called; "default" where the deployment has none.
  std::string tenant;
};

}  // namespace munhang::runtime

#endif  // MUNHANG_RUNTIME_CALL_CONTEXT_H_
