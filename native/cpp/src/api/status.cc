// SPDX-License-Identifier: Apache-2.0
#include "core/status.h"

#include "api/checks.h"

const char* canter_status_name(canter_status status) {
  return canter::status_name(canter::number_of(status));
}

const char* canter_last_error(void) { return canter::last_error(); }

const char* canter_version(void) { return "0.1.0"; }
