// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import org.canter.kernels.ConjugateGradient;
import org.canter.kernels.CudaDevice;
import org.canter.kernels.CudaOptions;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Optimizers;
import org.canter.kernels.Scans;
import org.canter.kernels.Slab;
import org.canter.kernels.Vectors;

/**
 * Where updates run: a context of the kernels and the operations in it. Pool calls come one at a
 * time, as the context says; row calls from any thread.
 *
 * <p>Rollouts and evaluations stay on the processor, in {@link #host()}. Where updates run there
 * too, that is this very object and nothing is copied; else what both need lies in both.
 */
public final class Compute implements AutoCloseable {
  private final KernelContext context;
  private final Compute host;
  private final Vectors vectors;
  private final Scans scans;
  private final Optimizers optimizers;
  private final ConjugateGradient conjugateGradient;

  /**
   * Takes a context of the processor over, and closes it in the end.
   *
   * @param context the context of updates and rollouts
   */
  public Compute(KernelContext context) {
    this(context, null);
  }

  /** Takes two contexts over: the one of updates and, unless null, another of the processor. */
  Compute(KernelContext context, KernelContext host) {
    this.context = context;
    this.host = host == null ? this : new Compute(host);
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
    return new Compute(processor(threads));
  }

  /**
   * Floats on a GPU, with rollouts on the processor; the caller closes it.
   *
   * @param device the GPU
   * @param options how it computes
   * @param threads of the processor
   * @return the device
   * @throws org.canter.kernels.KernelException if the GPU cannot be used or has no memory left
   */
  public static Compute cuda(CudaDevice device, CudaOptions options, int threads) {
    KernelContext updates = KernelContext.cuda(device, options);
    try {
      return new Compute(updates, processor(threads));
    } catch (RuntimeException | Error failure) {
      updates.close();
      throw failure;
    }
  }

  private static KernelContext processor(int threads) {
    return KernelContext.f32(Math.min(threads, KernelContext.MAX_THREADS));
  }

  /**
   * The context of updates.
   *
   * @return what their calls take
   */
  public KernelContext context() {
    return context;
  }

  /**
   * The processor, where rollouts and evaluations run.
   *
   * @return owned by this; this itself where updates run there too
   */
  public Compute host() {
    return host;
  }

  /**
   * Whether updates share their slabs with rollouts.
   *
   * @return false where {@link #host()} is another object
   */
  public boolean isOnHost() {
    return host == this;
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
   * Allocates zeros of the context's element type where updates run; the caller closes the slab.
   *
   * @param shape as {@link Slab#allocate} takes it
   * @return a slab
   */
  public Slab allocate(long... shape) {
    return context.allocate(shape);
  }

  /**
   * Allocates zeros where updates run; the caller closes the slab.
   *
   * @param type of the elements
   * @param shape as {@link Slab#allocate} takes it
   * @return a slab
   */
  public Slab allocate(ElementType type, long... shape) {
    return context.allocate(type, shape);
  }

  /**
   * Allocates zeros of the context's element type with the host, from where copies to the place of
   * updates are fastest; the caller closes the slab.
   *
   * @param shape as {@link Slab#allocate} takes it
   * @return a slab
   */
  public Slab allocateHost(long... shape) {
    return context.allocateHost(context.elementType(), shape);
  }

  /** Closes the contexts. */
  @Override
  public void close() {
    context.close();
    if (host != this) {
      host.close();
    }
  }
}
