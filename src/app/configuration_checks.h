#ifndef MUNHANG_APP_CONFIGURATION_CHECKS_H_
#define MUNHANG_APP_CONFIGURATION_CHECKS_H_

#include "app/configuration_problems.h"
#include "munhang/config/v1/config.pb.h"

namespace munhang::app {

// Reports what the rule of a single key cannot say: how keys must agree, and how addresses, names
// and digests are written. Keys that already have a problem are left alone. Looks whether
// knowledge.directory exists; certificates may come later and are not looked for.
void CheckConfiguration(const config::v1::Config& config, Problems* problems);

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_CHECKS_H_
