// SPDX-License-Identifier: Apache-2.0
#include "core/status.h"

#include <cstdarg>
#include <cstdio>

namespace canter {

namespace {

// room for the longest text: two names, four numbers and a remedy; what is longer is cut
constexpr int kTextBytes = 512;
thread_local char text[kTextBytes] = "";

// formats aside first: an argument may be the text kept before
void keep(const char* format, va_list arguments) {
  char fresh[kTextBytes];
  std::vsnprintf(fresh, sizeof(fresh), format, arguments);
  std::snprintf(text, sizeof(text), "%s", fresh);
}

}  // namespace

void fail(canter_status status, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  keep(format, arguments);
  va_end(arguments);
  throw Refusal{status};
}

canter_status note(canter_status status, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  keep(format, arguments);
  va_end(arguments);
  return status;
}

const char* last_error() { return text; }

const char* status_name(int status) {
  switch (status) {
    case CANTER_OK:
      return "CANTER_OK";
    case CANTER_NULL_POINTER:
      return "CANTER_NULL_POINTER";
    case CANTER_BAD_SHAPE:
      return "CANTER_BAD_SHAPE";
    case CANTER_BAD_VALUE:
      return "CANTER_BAD_VALUE";
    case CANTER_NON_FINITE:
      return "CANTER_NON_FINITE";
    case CANTER_ALIASED:
      return "CANTER_ALIASED";
    case CANTER_TOO_SMALL:
      return "CANTER_TOO_SMALL";
    case CANTER_BAD_STATE:
      return "CANTER_BAD_STATE";
    case CANTER_BUSY:
      return "CANTER_BUSY";
    case CANTER_OUT_OF_MEMORY:
      return "CANTER_OUT_OF_MEMORY";
    case CANTER_UNSUPPORTED:
      return "CANTER_UNSUPPORTED";
    case CANTER_INTERNAL:
      return "CANTER_INTERNAL";
    default:
      return "CANTER_UNKNOWN";
  }
}

}  // namespace canter
