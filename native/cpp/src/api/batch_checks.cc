// SPDX-License-Identifier: Apache-2.0
#include "api/batch_checks.h"

#include <algorithm>
#include <cinttypes>

#include "api/host_copy.h"
#include "core/isa.h"
#include "core/status.h"

namespace canter {

namespace {

[[noreturn]] void refuse_pick(const HostCopy<int32_t>& index, int64_t source_rows, int64_t rows) {
  int64_t b = 0;
  while (b + 1 < rows && index[b] >= 0 && index[b] < source_rows) ++b;
  fail(CANTER_BAD_VALUE,
       "index[%" PRId64 "] in 0..source_rows - 1: %" PRId32 " with source_rows = %" PRId64
       "; pick rows that exist",
       b, index[b], source_rows);
}

// whether a pick lies outside the source; no branch inside: it is looked for only where there is
// one
bool has_bad_pick(const Context& context, const int32_t* index, int64_t source_rows, int64_t rows) {
  if (context.device != nullptr) return context.device->bad_picks(index, source_rows, rows) != 0;
  const int64_t most = source_rows - 1;
  int64_t bad = 0;
  for (int64_t b = 0; b < rows; ++b) bad |= int64_t{index[b]} | (most - index[b]);
  return bad < 0;
}

// one row of a categorical's actions
template <typename Real>
void need_choices(const Distribution& distribution, const Real* action, int64_t row) {
  for (int32_t j = 0; j < distribution.actions; ++j) {
    const Real choice = action[j];
    const int32_t size = distribution.sizes[j];
    // the comparison is false for NaN; only then is the conversion defined
    const bool inside = choice >= 0 && choice < static_cast<Real>(size);
    if (inside && static_cast<Real>(static_cast<int32_t>(choice)) == choice) continue;
    fail(CANTER_BAD_VALUE,
         "action[%" PRId64 ", %" PRId32 "] is a choice of 0..%" PRId32
         ": %.9g; pass a whole number of that range",
         row, j, size - 1, static_cast<double>(choice));
  }
}

template <typename Real>
void need_choices(const Distribution& distribution, const Real* action, const int32_t* index,
                  int64_t rows) {
  for (int64_t b = 0; b < rows; ++b) {
    const int64_t row = index != nullptr ? index[b] : b;
    need_choices(distribution, action + row * distribution.actions, row);
  }
}

}  // namespace

void need_picks(const Context& context, const int32_t* index, int64_t source_rows, int64_t rows) {
  need_rows(source_rows, "source_rows");
  need_rows(rows);
  if (index == nullptr) {
    if (rows <= source_rows) return;
    fail(CANTER_BAD_SHAPE,
         "rows <= source_rows: %" PRId64 " > %" PRId64
         "; without an index the batch is the first rows of the buffers",
         rows, source_rows);
  }
  if (!has_bad_pick(context, index, source_rows, rows)) return;
  refuse_pick(HostCopy<int32_t>(context, index, rows), source_rows, rows);
}

void need_actions(const Context& context, const Distribution& distribution, const void* action,
                  const int32_t* index, int64_t rows) {
  if (distribution.kind != CANTER_CATEGORICAL) return;
  if (context.real == CANTER_F64) {
    need_choices(distribution, static_cast<const double*>(action), index, rows);
  } else if (context.device == nullptr) {
    need_choices(distribution, static_cast<const float*>(action), index, rows);
  } else if (context.device->bad_choices(distribution, action, index, rows) != 0) {
    // the rows that are picked, to name the first one that is wrong
    const HostCopy<int32_t> picks(context, index, rows);
    int64_t source = rows;
    for (int64_t b = 0; index != nullptr && b < rows; ++b) {
      source = std::max<int64_t>(source, int64_t{picks[b]} + 1);
    }
    const HostCopy<float> copy(context, static_cast<const float*>(action),
                               source * distribution.actions);
    need_choices(distribution, copy.get(), picks.get(), rows);
  }
}

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
