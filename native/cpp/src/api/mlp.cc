// SPDX-License-Identifier: Apache-2.0
#include "canter/mlp.h"

#include "api/batch_checks.h"
#include "api/guard.h"
#include "api/scratch.h"
#include "core/handles.h"

using namespace canter;

canter_status canter_tape_create(canter_tape** out, const canter_context* context,
                                 const canter_network* network, int64_t rows) {
  return guarded([&] {
    need(out, "out");
    need(context, "context");
    need(network, "network");
    need_rows(rows);
    auto tape = std::make_unique<Tape>();
    tape->network = *network;
    tape->real = context->real;
    tape->isa = context->isa;
    tape->device = context->device;
    tape->index = Buffer(context->device);
    tape->memory = Buffer(context->device);
    tape->capacity = rows;
    tape->index.reserve(static_cast<size_t>(rows) * sizeof(int32_t));
    tape->memory.reserve(context->kernels->tape_bytes(*network, rows));
    publish(out, std::move(tape));
  });
}

void canter_tape_destroy(canter_tape* tape) { retire(tape); }

int64_t canter_tape_capacity(const canter_tape* tape) {
  return tape != nullptr ? tape->capacity : 0;
}

int64_t canter_tape_rows(const canter_tape* tape) { return tape != nullptr ? tape->rows : 0; }

int64_t canter_tape_bytes(const canter_tape* tape) {
  if (tape == nullptr) return 0;
  return static_cast<int64_t>(tape->index.bytes() + tape->memory.bytes());
}

int64_t canter_mlp_scratch_bytes(const canter_context* context, const canter_network* network,
                                 int64_t rows) {
  if (context == nullptr || network == nullptr || rows < 1 || rows > kMaxRows) return 0;
  return scratch_bytes_of(*context, *network, rows);
}

canter_status canter_mlp_forward(const canter_context* context, const canter_network* network,
                                 void* y, const void* theta, const void* x, int64_t rows,
                                 void* scratch, int64_t scratch_bytes) {
  return row_call(context, [&](const Context& c) {
    need(network, "network");
    need(y, "y");
    need(theta, "theta");
    need(x, "x");
    need_rows(rows);
    const Span work = need_scratch(c, *network, rows, scratch, scratch_bytes);
    const Reals reals(c);
    need_disjoint(
        {reals(y, rows * network->outputs(), "y"), work},
        {reals(theta, network->parameters, "theta"), reals(x, rows * network->inputs(), "x")});
    BufferChecks checks(c, "canter_mlp_forward");
    checks.finite(theta, network->parameters, "theta");
    checks.run();
    c.kernels->mlp_forward(c, *network, y, theta, x, rows, scratch);
  });
}

canter_status canter_mlp_record(canter_context* context, const canter_network* network,
                                canter_tape* tape, void* y, const void* theta, const void* x,
                                const int32_t* index, int64_t source_rows, int64_t rows) {
  return pool_call(context, [&](Context& c) {
    need(network, "network");
    need(theta, "theta");
    need(x, "x");
    BufferChecks checks(c, "canter_mlp_record");
    checks.picks(index, source_rows, rows);
    need_room(c, *network, tape, rows);
    const Reals reals(c);
    need_disjoint({reals(y, rows * network->outputs(), "y")},
                  {reals(theta, network->parameters, "theta"),
                   reals(x, source_rows * network->inputs(), "x"), span(index, rows, "index")});
    checks.finite(theta, network->parameters, "theta");
    checks.run();
    recording(tape, [&] {
      c.kernels->mlp_record(c, *network, *tape, y, theta, x, index, source_rows, rows);
    });
  });
}

canter_status canter_mlp_backward(canter_context* context, const canter_network* network,
                                  void* gradient, const canter_tape* tape, const void* theta,
                                  const void* dy) {
  return pool_call(context, [&](Context& c) {
    need(network, "network");
    need(gradient, "gradient");
    need(theta, "theta");
    need(dy, "dy");
    need_recorded(c, *network, tape);
    const Reals reals(c);
    need_disjoint({reals(gradient, network->parameters, "gradient")},
                  {reals(theta, network->parameters, "theta"),
                   reals(dy, tape->rows * network->outputs(), "dy")});
    BufferChecks checks(c, "canter_mlp_backward");
    checks.finite(theta, network->parameters, "theta");
    checks.run();
    c.kernels->mlp_backward(c, *network, gradient, *tape, theta, dy);
  });
}

canter_status canter_mlp_tangent(canter_context* context, const canter_network* network, void* dy,
                                 const canter_tape* tape, const void* theta, const void* v) {
  return pool_call(context, [&](Context& c) {
    need(network, "network");
    need(dy, "dy");
    need(theta, "theta");
    need(v, "v");
    need_recorded(c, *network, tape);
    const Reals reals(c);
    need_disjoint({reals(dy, tape->rows * network->outputs(), "dy")},
                  {reals(theta, network->parameters, "theta"), reals(v, network->parameters, "v")});
    BufferChecks checks(c, "canter_mlp_tangent");
    checks.finite(theta, network->parameters, "theta");
    checks.finite(v, network->parameters, "v");
    checks.run();
    c.kernels->mlp_tangent(c, *network, dy, *tape, theta, v);
  });
}
