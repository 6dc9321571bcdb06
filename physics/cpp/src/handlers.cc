// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

#include <mujoco/mujoco.h>

#include <stdexcept>

namespace canterp {

void throw_error(const char* message) { throw std::runtime_error(message); }

namespace {

// The backstop for threads without a trap, such as a tool's that calls MuJoCo through its own
// binding: the error leaves MuJoCo as a C++ exception, which JavaCPP turns into a Java one. Set
// when the library is loaded, before anybody can call MuJoCo through us.
[[maybe_unused]] const bool installed = [] {
  mju_user_error = throw_error;
  mju_user_warning = canterp_ignore;
  return true;
}();

}  // namespace

}  // namespace canterp
