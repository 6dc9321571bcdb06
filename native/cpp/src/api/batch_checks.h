// SPDX-License-Identifier: Apache-2.0
//
// Checks of what belongs to a batch: picked rows, actions, tapes, objectives.
#ifndef CANTER_API_BATCH_CHECKS_H_
#define CANTER_API_BATCH_CHECKS_H_

#include "api/buffer_checks.h"
#include "core/context.h"
#include "core/tape.h"

namespace canter {

// the tape was made for this network, element type and instruction set
void need_fitting(const Context& context, const Network& network, const Tape* tape);

// ... and has room for the rows of a recording
void need_room(const Context& context, const Network& network, const Tape* tape, int64_t rows);

// ... and holds a recording
void need_recorded(const Context& context, const Network& network, const Tape* tape);

// an objective, and what it reads of the batch: buffers are given, shapes fit, numbers are in
// range. The observations of a recorded batch are ignored; what buffers hold is left to `checks`.
void need_objective(const canter_objective* objective);
void need_batch(BufferChecks& checks, const Policy& policy, const canter_batch* batch,
                const canter_objective& objective, bool recorded);

// the outputs of a call overlap neither each other nor theta nor the batch
void need_apart_from_batch(const Context& context, const Policy& policy, const void* gradient,
                           const double* statistics, const void* theta, const canter_batch& batch,
                           bool recorded);

}  // namespace canter

#endif  // CANTER_API_BATCH_CHECKS_H_
