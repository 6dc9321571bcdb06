// SPDX-License-Identifier: Apache-2.0
#include "api/batch_checks.h"

#include <cinttypes>

#include "core/isa.h"
#include "core/status.h"

namespace canter {

void need_fitting(const Context& context, const Network& network, const Tape* tape) {
  need(tape, "tape");
  if (!(tape->network == network)) {
    fail(CANTER_BAD_SHAPE,
         "tape's network == network: the widths or activations differ (%d layers, %d inputs, %d "
         "outputs against %d, %d, %d); create the tape with this network",
         tape->network.layers, tape->network.inputs(), tape->network.outputs(), network.layers,
         network.inputs(), network.outputs());
  }
  if (tape->real != context.real || tape->isa != context.isa || tape->device != context.device) {
    fail(CANTER_BAD_STATE,
         "tape's layout == context's: %s %s against %s %s; create the tape with this context",
         tape->real == CANTER_F64 ? "f64" : "f32", isa_name(tape->isa),
         context.real == CANTER_F64 ? "f64" : "f32", isa_name(context.isa));
  }
}

void need_room(const Context& context, const Network& network, const Tape* tape, int64_t rows) {
  need_fitting(context, network, tape);
  if (rows <= tape->capacity) return;
  fail(CANTER_TOO_SMALL,
       "rows <= canter_tape_capacity(tape): %" PRId64 " > %" PRId64
       "; create the tape with room for %" PRId64 " rows",
       rows, tape->capacity, rows);
}

void need_recorded(const Context& context, const Network& network, const Tape* tape) {
  need_fitting(context, network, tape);
  if (tape->rows >= 1) return;
  fail(CANTER_BAD_STATE,
       "canter_tape_rows(tape) >= 1: 0; record a batch on the tape first (canter_mlp_record)");
}

}  // namespace canter
