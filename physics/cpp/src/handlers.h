// SPDX-License-Identifier: Apache-2.0
//
// What happens to MuJoCo's errors and warnings outside a trap.
#ifndef CANTERP_SRC_HANDLERS_H_
#define CANTERP_SRC_HANDLERS_H_

#include "trap.h"

namespace canterp {

// throws a std::runtime_error: for MuJoCo's C++ parts, whose destructors must run
void throw_error(const char* message);

// Gives the calling thread throw_error for a scope.
class ThrowingErrors {
 public:
  ThrowingErrors() : before_(canterp_set_handlers({throw_error, canterp_ignore})) {}
  ~ThrowingErrors() { canterp_set_handlers(before_); }
  ThrowingErrors(const ThrowingErrors&) = delete;
  ThrowingErrors& operator=(const ThrowingErrors&) = delete;

 private:
  canterp_handlers before_;
};

}  // namespace canterp

#endif  // CANTERP_SRC_HANDLERS_H_
