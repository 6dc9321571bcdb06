// SPDX-License-Identifier: Apache-2.0
#include "status.h"

#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <exception>
#include <new>

namespace canterp {

namespace {

// MuJoCo's own texts are up to 1000 bytes; what is longer is cut
constexpr int kTextBytes = 1280;
thread_local char text[kTextBytes] = "";

std::atomic<int64_t> handles{0};

canterp_status note(canterp_status status, const char* format, ...)
    __attribute__((cold, format(printf, 2, 3)));

// formats aside first: an argument may be the text kept before
void keep(const char* format, va_list arguments) {
  char fresh[kTextBytes];
  std::vsnprintf(fresh, sizeof(fresh), format, arguments);
  std::memcpy(text, fresh, sizeof(text));
}

canterp_status note(canterp_status status, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  keep(format, arguments);
  va_end(arguments);
  return status;
}

}  // namespace

void fail(canterp_status status, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  keep(format, arguments);
  va_end(arguments);
  throw Refusal{status};
}

canterp_status explain_exception() {
  try {
    throw;
  } catch (const Refusal& refusal) {
    return refusal.status;
  } catch (const std::bad_alloc&) {
    return note(
        CANTERP_OUT_OF_MEMORY,
        "memory for the call: could not be had; use fewer simulations or a smaller plan, or "
        "free pools and models");
  } catch (const std::exception& defect) {
    return note(CANTERP_INTERNAL, "exception inside the library: %s; please report this text",
                defect.what());
  } catch (...) {
    return note(CANTERP_INTERNAL, "unknown exception inside the library; please report this text");
  }
}

void refuse_null(const char* name) {
  fail(CANTERP_NULL_POINTER, "%s != null: it is null; pass a buffer or a handle", name);
}

void count_handles(int64_t change) { handles.fetch_add(change, std::memory_order_relaxed); }

}  // namespace canterp

const char* canterp_status_name(canterp_status status) {
  switch (canterp::number_of(status)) {
    case CANTERP_OK:
      return "CANTERP_OK";
    case CANTERP_NULL_POINTER:
      return "CANTERP_NULL_POINTER";
    case CANTERP_BAD_SHAPE:
      return "CANTERP_BAD_SHAPE";
    case CANTERP_BAD_VALUE:
      return "CANTERP_BAD_VALUE";
    case CANTERP_BAD_MODEL:
      return "CANTERP_BAD_MODEL";
    case CANTERP_ENGINE:
      return "CANTERP_ENGINE";
    case CANTERP_CAPACITY:
      return "CANTERP_CAPACITY";
    case CANTERP_BAD_STATE:
      return "CANTERP_BAD_STATE";
    case CANTERP_OUT_OF_MEMORY:
      return "CANTERP_OUT_OF_MEMORY";
    case CANTERP_INTERNAL:
      return "CANTERP_INTERNAL";
    default:
      return "CANTERP_UNKNOWN";
  }
}

const char* canterp_last_error(void) { return canterp::text; }

int64_t canterp_live_handles(void) { return canterp::handles.load(std::memory_order_relaxed); }
