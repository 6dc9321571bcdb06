// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import org.canter.kernels.ConjugateGradient;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Optimizers;
import org.canter.kernels.Scans;
import org.canter.kernels.Slab;
import org.canter.kernels.Vectors;

/**
 * A context of the kernels and the operations in it. Pool calls come one at a time, as the context
 * says; row calls from any thread.
 */
public final class Compute implements AutoCloseable {
  private final KernelContext context;
  private final Vectors vectors;
  private final Scans scans;
  private final Optimizers optimizers;
  private final ConjugateGradient conjugateGradient;

  /**
   * Takes a context over, and closes it in the end.
   *
   * @param context the context
   */
  public Compute(KernelContext context) {
    this.context = context;
    this.vectors = new Vectors(context);
    this.scans = new Scans(context);
    this.optimizers = new Optimizers(context);
    this.conjugateGradient = new ConjugateGradient(context);
  }

  /**
   * Floats on the processor; the caller closes it.
   *
   * @param threads the calling one included; no bit depends on them
   * @return the device
   */
  public static Compute cpu(int threads) {
    return new Compute(KernelContext.f32(Math.min(threads, KernelContext.MAX_THREADS)));
  }

  /**
   * The context.
   *
   * @return what row calls take
   */
  public KernelContext context() {
    return context;
  }

  /**
   * Operations on flat vectors.
   *
   * @return of this context
   */
  public Vectors vectors() {
    return vectors;
  }

  /**
   * Scans over trajectories.
   *
   * @return of this context
   */
  public Scans scans() {
    return scans;
  }

  /**
   * First-order steps.
   *
   * @return of this context
   */
  public Optimizers optimizers() {
    return optimizers;
  }

  /**
   * Conjugate gradient.
   *
   * @return of this context
   */
  public ConjugateGradient conjugateGradient() {
    return conjugateGradient;
  }

  /**
   * Allocates zeros of the context's element type; the caller closes the slab.
   *
   * @param shape as {@link Slab#allocate} takes it
   * @return a slab
   */
  public Slab allocate(long... shape) {
    return context.allocate(shape);
  }

  /** Closes the context. */
  @Override
  public void close() {
    context.close();
  }
}
