// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.Arrays;
import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_distribution;

/**
 * A distribution over actions, row by row; immutable, for any context and thread.
 *
 * <p>A Gaussian with A dimensions has D = A means a row and F = A log standard deviations shared by
 * all rows. A categorical with factors of K_1, ..., K_A choices has D = K_1 + ... + K_A
 * unnormalised log probabilities a row and F = 0; an action is A numbers, each a choice 0..K_j - 1
 * stored as a real. Where F = 0 the slabs of log standard deviations and of their derivatives are
 * ignored and may be null.
 *
 * <p>The calculus of rows (log probabilities, entropies, divergences and their derivatives) is in
 * {@link RowDistributions}.
 */
public final class ActionDistribution extends NativeHandle {
  /** The most factors of a categorical. */
  public static final int MAX_FACTORS = KernelsApi.CANTER_MAX_FACTORS;

  private final canter_distribution pointer;
  private final int width;
  private final int actions;
  private final int free;

  private ActionDistribution(canter_distribution pointer, String description) {
    super("ActionDistribution", description, () -> release(pointer));
    this.pointer = pointer;
    this.width = KernelsApi.canter_distribution_width(pointer);
    this.actions = KernelsApi.canter_distribution_actions(pointer);
    this.free = KernelsApi.canter_distribution_free(pointer);
  }

  /**
   * Creates a diagonal Gaussian with free log standard deviations; the caller closes it.
   *
   * @param actions A, at least 1
   * @return the shape
   */
  public static ActionDistribution gaussian(int actions) {
    return create(KernelsApi.CANTER_GAUSSIAN, "Gaussian[" + actions + "]", actions);
  }

  /**
   * Creates a product of categoricals; the caller closes it. One factor is the ordinary
   * categorical, (3, 3, 2) a factored one.
   *
   * @param choices the choices of each factor, each at least 2, 1 to {@link #MAX_FACTORS} factors
   * @return the shape
   */
  public static ActionDistribution categorical(int... choices) {
    Require.notNull(choices, "choices");
    Require.positive(choices.length, "choices.length");
    return create(KernelsApi.CANTER_CATEGORICAL, "categorical" + Arrays.toString(choices), choices);
  }

  private static ActionDistribution create(int kind, String description, int... sizes) {
    NativeKernels.load();
    canter_distribution pointer = new canter_distribution();
    try (Slab copy = Slab.of(sizes)) {
      Status.check(
          KernelsApi.canter_distribution_create(
              pointer, kind, copy.hostPointer("sizes"), sizes.length));
    }
    return new ActionDistribution(pointer, description);
  }

  /**
   * D, the distribution parameters of a row.
   *
   * @return D
   */
  public int width() {
    return width;
  }

  /**
   * A, the numbers of an action.
   *
   * @return A
   */
  public int actions() {
    return actions;
  }

  /**
   * F, the free parameters.
   *
   * @return A for a Gaussian, 0 for a categorical
   */
  public int free() {
    return free;
  }

  /**
   * Row call. Draws an action a row. Row b uses the random numbers of (seed, stream, environment,
   * episode, step) with key[b] = environment, episode, step; its bits do not depend on B or on its
   * position.
   *
   * @param context the context
   * @param action out, real[B, A]
   * @param logProbability out, real[B], with the bits of {@link RowDistributions#logProbability};
   *     may be null
   * @param parameters real[B, D]
   * @param logStd real[F]
   * @param seed any number
   * @param stream a {@link RandomStream} code or one above, below 65536
   * @param key int[B, 3], read as unsigned
   */
  public void sample(
      KernelContext context,
      Slab action,
      Slab logProbability,
      Slab parameters,
      Slab logStd,
      long seed,
      int stream,
      Slab key) {
    ElementType real = Require.notNull(context, "context").elementType();
    Require.rowsOf(parameters, real, width, "parameters");
    long rows = parameters.rows();
    Require.matrix(action, real, rows, actions, "action");
    Require.vectorOrNull(logProbability, real, rows, "logProbability");
    Require.free(logStd, real, free, "logStd");
    Require.matrix(key, ElementType.I32, rows, 3, "key");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_sample(
              context.pointer(),
              pointer(),
              context.address(action, "action"),
              context.addressOrNull(logProbability, "logProbability"),
              context.address(parameters, "parameters"),
              context.addressOrNull(logStd, "logStd"),
              seed,
              stream,
              context.address(key, "key"),
              rows));
    } finally {
      call.leave();
    }
  }

  /**
   * Row call. The mean of a Gaussian, the first of the most likely choices of each factor.
   *
   * @param context the context
   * @param action out, real[B, A]
   * @param parameters real[B, D]
   */
  public void mode(KernelContext context, Slab action, Slab parameters) {
    ElementType real = Require.notNull(context, "context").elementType();
    Require.rowsOf(parameters, real, width, "parameters");
    Require.matrix(action, real, parameters.rows(), actions, "action");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_mode(
              context.pointer(),
              pointer(),
              context.address(action, "action"),
              context.address(parameters, "parameters"),
              parameters.rows()));
    } finally {
      call.leave();
    }
  }

  /** The native shape; throws if closed. */
  canter_distribution pointer() {
    requireOpen();
    return pointer;
  }

  private static void release(canter_distribution pointer) {
    KernelsApi.canter_distribution_destroy(pointer);
  }
}
