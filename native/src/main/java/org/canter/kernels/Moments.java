// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Running mean and variance of observations, merged batch by batch, and the normalisation that uses
 * them. The state is three slabs of doubles that this object owns: write them to a checkpoint with
 * {@code copyTo}, restore them with {@code copyFrom}. One thread at a time may change it.
 */
public final class Moments implements AutoCloseable {
  private final int width;
  private final Slab count;
  private final Slab mean;
  private final Slab m2;

  /**
   * Allocates an empty state; the caller closes it.
   *
   * @param width O, at least 1
   */
  public Moments(int width) {
    Require.positive(width, "width");
    this.width = width;
    this.count = Slab.allocate(ElementType.F64, 1);
    this.mean = Slab.allocate(ElementType.F64, width);
    this.m2 = Slab.allocate(ElementType.F64, width);
  }

  /**
   * O, the width of an observation.
   *
   * @return O
   */
  public int width() {
    return width;
  }

  /**
   * How many rows were absorbed.
   *
   * @return double[1], owned by this object
   */
  public Slab count() {
    return count;
  }

  /**
   * The mean of each column.
   *
   * @return double[O], owned by this object
   */
  public Slab mean() {
    return mean;
  }

  /**
   * The sum of squared deviations from the mean of each column.
   *
   * @return double[O], owned by this object
   */
  public Slab m2() {
    return m2;
  }

  /**
   * Pool call. Absorbs rows; a non-finite one is refused before the state changes.
   *
   * @param context the context
   * @param x real[M, O]
   * @param index int[B], each in 0..M-1; null takes all rows
   */
  public void update(KernelContext context, Slab x, Slab index) {
    Require.rowsOf(x, Require.notNull(context, "context").elementType(), width, "x");
    long rows = Require.batchRows(index, x.rows());
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_moments_update(
              call.context(),
              count.hostPointer("count"),
              mean.hostPointer("mean"),
              m2.hostPointer("m2"),
              context.address(x, "x"),
              context.addressOrNull(index, "index"),
              x.rows(),
              rows,
              width));
    } finally {
      call.leave();
    }
  }

  /**
   * Adds another state to this one.
   *
   * @param other of the same width; unchanged
   */
  public void merge(Moments other) {
    Require.notNull(other, "other");
    Require.vector(other.mean, ElementType.F64, width, "other.mean");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_moments_merge(
              count.hostPointer("count"),
              mean.hostPointer("mean"),
              m2.hostPointer("m2"),
              other.count.hostPointer("other.count"),
              other.mean.hostPointer("other.mean"),
              other.m2.hostPointer("other.m2"),
              width));
    } finally {
      call.leave();
    }
  }

  /**
   * Row call. shift = mean, scale = 1 / sqrt(m2 / count + epsilon); 0 and 1 while nothing was
   * absorbed.
   *
   * @param context the context
   * @param shift out, real[O]
   * @param scale out, real[O]
   * @param epsilon above 0
   */
  public void freeze(KernelContext context, Slab shift, Slab scale, double epsilon) {
    ElementType real = Require.notNull(context, "context").elementType();
    Require.vector(shift, real, width, "shift");
    Require.vector(scale, real, width, "scale");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_moments_freeze(
              context.pointer(),
              context.address(shift, "shift"),
              context.address(scale, "scale"),
              count.hostPointer("count"),
              mean.hostPointer("mean"),
              m2.hostPointer("m2"),
              epsilon,
              width));
    } finally {
      call.leave();
    }
  }

  /**
   * Row call. y = (x - shift) * scale, limited to [-limit, limit]; a NaN stays NaN.
   *
   * @param context the context
   * @param y out, real[B, O]; may be x
   * @param x real[B, O]
   * @param shift real[O], from {@link #freeze}
   * @param scale real[O], from {@link #freeze}
   * @param limit above 0; infinity for none
   */
  public static void normalize(
      KernelContext context, Slab y, Slab x, Slab shift, Slab scale, double limit) {
    ElementType real = Require.notNull(context, "context").elementType();
    Require.typed(x, real, "x");
    Require.matrix(y, real, x.rows(), x.width(), "y");
    Require.vector(shift, real, x.width(), "shift");
    Require.vector(scale, real, x.width(), "scale");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_moments_normalize(
              context.pointer(),
              context.address(y, "y"),
              context.address(x, "x"),
              context.address(shift, "shift"),
              context.address(scale, "scale"),
              limit,
              x.rows(),
              x.width()));
    } finally {
      call.leave();
    }
  }

  /** Gives the memory back; later calls do nothing. */
  @Override
  public void close() {
    count.close();
    mean.close();
    m2.close();
  }
}
