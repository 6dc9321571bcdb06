// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Passes through a network in a context: forward, backward (vector-Jacobian product), tangent
 * (Jacobian-vector product). Owns nothing; the context and the network must stay open.
 */
public final class Mlp {
  private final KernelContext context;
  private final Network network;
  private final ElementType real;

  /**
   * Pairs a context with a network.
   *
   * @param context the context of all calls
   * @param network the shape
   */
  public Mlp(KernelContext context, Network network) {
    this.context = Require.notNull(context, "context");
    this.network = Require.notNull(network, "network");
    this.real = context.elementType();
  }

  /**
   * Allocates scratch for {@link #forward}; each thread needs its own, and closes it.
   *
   * @param rows the largest B
   * @return bytes, {@link ElementType#U8}
   */
  public Slab scratch(long rows) {
    Require.positive(rows, "rows");
    InFlight call = InFlight.enter();
    try {
      return context.allocate(
          ElementType.U8,
          Math.max(
              1, KernelsApi.canter_mlp_scratch_bytes(context.pointer(), network.pointer(), rows)));
    } finally {
      call.leave();
    }
  }

  /**
   * Row call. y = network(x; theta). A row's bits do not depend on B or on its position.
   *
   * @param y out, real[B, O]
   * @param theta real[P], finite; a policy's longer theta is read in its first part
   * @param x real[B, I]; a NaN stays in its row
   * @param scratch from {@link #scratch}, for B rows or more
   */
  public void forward(Slab y, Slab theta, Slab x, Slab scratch) {
    Require.rowsOf(x, real, network.inputs(), "x");
    Require.matrix(y, real, x.rows(), network.outputs(), "y");
    Require.atLeast(theta, real, network.parameters(), "theta");
    Require.typed(scratch, ElementType.U8, "scratch");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_mlp_forward(
              context.pointer(),
              network.pointer(),
              context.address(y, "y"),
              context.address(theta, "theta"),
              context.address(x, "x"),
              x.rows(),
              context.address(scratch, "scratch"),
              scratch.bytes()));
    } finally {
      call.leave();
    }
  }

  /**
   * Pool call. Runs rows of x forward and keeps their activations on the tape, which remembers M
   * and the index for the calls that read other buffers of the same batch.
   *
   * @param tape from {@link Tape#create} with room for B rows
   * @param y out, real[B, O], with the bits of {@link #forward}; may be null
   * @param theta real[P], finite; a policy's longer theta is read in its first part
   * @param x real[M, I]
   * @param index int[B], rows of x in any order, each in 0..M-1; null takes all rows
   */
  public void record(Tape tape, Slab y, Slab theta, Slab x, Slab index) {
    Require.notNull(tape, "tape");
    Require.rowsOf(x, real, network.inputs(), "x");
    Require.atLeast(theta, real, network.parameters(), "theta");
    long rows = Require.batchRows(index, x.rows());
    if (y != null) {
      Require.matrix(y, real, rows, network.outputs(), "y");
    }
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_mlp_record(
              call.context(),
              network.pointer(),
              context.tape(tape),
              context.addressOrNull(y, "y"),
              context.address(theta, "theta"),
              context.address(x, "x"),
              context.addressOrNull(index, "index"),
              x.rows(),
              rows));
      Tape.recorded(tape, x.rows());
    } finally {
      call.leave();
    }
  }

  /**
   * Pool call. gradient = sum over the tape's rows of J_b' dy_b.
   *
   * @param gradient out, real[P]
   * @param tape a recording at theta
   * @param theta real[P], the one that was recorded
   * @param dy real[B, O], in the tape's order
   */
  public void backward(Slab gradient, Tape tape, Slab theta, Slab dy) {
    Require.notNull(tape, "tape");
    Require.vector(gradient, real, network.parameters(), "gradient");
    Require.atLeast(theta, real, network.parameters(), "theta");
    PoolCall call = context.enter();
    try {
      Require.matrix(dy, real, tape.recordedRows(), network.outputs(), "dy");
      Status.check(
          KernelsApi.canter_mlp_backward(
              call.context(),
              network.pointer(),
              context.address(gradient, "gradient"),
              context.tape(tape),
              context.address(theta, "theta"),
              context.address(dy, "dy")));
    } finally {
      call.leave();
    }
  }

  /**
   * Pool call. dy = J_b v for each row b of the tape.
   *
   * @param dy out, real[B, O], in the tape's order
   * @param tape a recording at theta
   * @param theta real[P], the one that was recorded
   * @param v real[P], a direction
   */
  public void tangent(Slab dy, Tape tape, Slab theta, Slab v) {
    Require.notNull(tape, "tape");
    Require.atLeast(theta, real, network.parameters(), "theta");
    Require.vector(v, real, network.parameters(), "v");
    PoolCall call = context.enter();
    try {
      Require.matrix(dy, real, tape.recordedRows(), network.outputs(), "dy");
      Status.check(
          KernelsApi.canter_mlp_tangent(
              call.context(),
              network.pointer(),
              context.address(dy, "dy"),
              context.tape(tape),
              context.address(theta, "theta"),
              context.address(v, "v")));
    } finally {
      call.leave();
    }
  }
}
