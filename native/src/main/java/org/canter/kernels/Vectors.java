// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Operations on flat vectors in a context. Sums are taken in double over fixed blocks that depend
 * on n alone and are added as a binary tree, so that equal inputs give equal bits. All are pool
 * calls. Owns nothing; the context must stay open.
 */
public final class Vectors {
  private final KernelContext context;
  private final ElementType real;

  /**
   * Computes in a context.
   *
   * @param context the context of all calls
   */
  public Vectors(KernelContext context) {
    this.context = Require.notNull(context, "context");
    this.real = context.elementType();
  }

  /**
   * The sum of x.
   *
   * @param x real[n]
   * @return the sum
   */
  public double sum(Slab x) {
    Require.typed(x, real, "x");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_sum(
              call.context(), call.memory().doubles, context.address(x, "x"), x.elements()));
      return call.memory().doubles.get();
    } finally {
      call.leave();
    }
  }

  /**
   * The inner product of x and y.
   *
   * @param x real[n]
   * @param y real[n]; may be x
   * @return x'y
   */
  public double dot(Slab x, Slab y) {
    Require.typed(x, real, "x");
    Require.vector(y, real, x.elements(), "y");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_dot(
              call.context(),
              call.memory().doubles,
              context.address(x, "x"),
              context.address(y, "y"),
              x.elements()));
      return call.memory().doubles.get();
    } finally {
      call.leave();
    }
  }

  /**
   * The largest absolute value.
   *
   * @param x real[n]
   * @return the value; NaN if any is NaN
   */
  public double maxAbs(Slab x) {
    Require.typed(x, real, "x");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_max_abs(
              call.context(), call.memory().doubles, context.address(x, "x"), x.elements()));
      return call.memory().doubles.get();
    } finally {
      call.leave();
    }
  }

  /**
   * How many elements are NaN or infinite.
   *
   * @param x real[n]
   * @return a count
   */
  public long countNonFinite(Slab x) {
    Require.typed(x, real, "x");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_count_non_finite(
              call.context(), call.memory().count, context.address(x, "x"), x.elements()));
      return call.memory().count.get();
    } finally {
      call.leave();
    }
  }

  /**
   * Mean and population standard deviation of x, by two passes.
   *
   * @param result out
   * @param x real[n]
   */
  public void moments(MeanAndDeviation result, Slab x) {
    Require.notNull(result, "result");
    Require.typed(x, real, "x");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_moments(
              call.context(),
              call.memory().doubles,
              call.memory().second,
              context.address(x, "x"),
              x.elements()));
      result.set(call.memory().doubles.get(), call.memory().second.get());
    } finally {
      call.leave();
    }
  }

  /**
   * y = alpha x + beta y; beta = 0 ignores what y holds.
   *
   * @param y in and out, real[n]
   * @param alpha finite
   * @param x real[n]; y itself or no overlap
   * @param beta finite
   */
  public void axpby(Slab y, double alpha, Slab x, double beta) {
    Require.typed(y, real, "y");
    Require.vector(x, real, y.elements(), "x");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_axpby(
              call.context(),
              context.address(y, "y"),
              alpha,
              context.address(x, "x"),
              beta,
              y.elements()));
    } finally {
      call.leave();
    }
  }

  /**
   * y = (x - mean x) / (standard deviation of x + epsilon): how advantages are standardised.
   *
   * @param y out, real[n]; may be x
   * @param x real[n]
   * @param epsilon above 0
   */
  public void standardize(Slab y, Slab x, double epsilon) {
    Require.typed(y, real, "y");
    Require.vector(x, real, y.elements(), "x");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_standardize(
              call.context(),
              context.address(y, "y"),
              context.address(x, "x"),
              epsilon,
              y.elements()));
    } finally {
      call.leave();
    }
  }

  /**
   * out[i] = x[index[i]]: picks of a flat buffer.
   *
   * @param out out, real[m]; overlaps neither x nor index
   * @param x real[n]
   * @param index int[m], each in 0..n-1, in any order
   */
  public void gather(Slab out, Slab x, Slab index) {
    Require.typed(x, real, "x");
    Require.typed(index, ElementType.I32, "index");
    Require.vector(out, real, index.elements(), "out");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_gather(
              call.context(),
              context.address(out, "out"),
              context.address(x, "x"),
              context.address(index, "index"),
              x.elements(),
              index.elements()));
    } finally {
      call.leave();
    }
  }

  /**
   * y[index[i]] = x[i]; the other elements of y stay as they are.
   *
   * @param y in and out, real[n]; overlaps neither x nor index
   * @param x real[m]
   * @param index int[m], each in 0..n-1, all different, which is not checked: of two equal ones
   *     either may win
   */
  public void scatter(Slab y, Slab x, Slab index) {
    Require.typed(y, real, "y");
    Require.typed(index, ElementType.I32, "index");
    Require.vector(x, real, index.elements(), "x");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_vector_scatter(
              call.context(),
              context.address(y, "y"),
              context.address(x, "x"),
              context.address(index, "index"),
              y.elements(),
              index.elements()));
    } finally {
      call.leave();
    }
  }
}
