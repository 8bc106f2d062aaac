#ifndef MUNHANG_APP_CONFIGURATION_SECRET_H_
#define MUNHANG_APP_CONFIGURATION_SECRET_H_

#include <string_view>

namespace munhang::app {

// Whether `text` is written as a reference to a secret: env:NAME with the name of an environment
// variable, or file:PATH.
bool IsSecretReference(std::string_view text);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_SECRET_H_
