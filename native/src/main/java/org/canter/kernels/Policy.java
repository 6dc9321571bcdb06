// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_policy;

/**
 * A network whose outputs are the parameters of a distribution; immutable, for any context and
 * thread. Its flat vector is theta[P] = the network's parameters, then log_std[F].
 */
public final class Policy extends NativeHandle {
  private final canter_policy pointer;
  private final ParameterLayout layout;
  private final int inputs;
  private final int width;
  private final int actions;

  private Policy(canter_policy pointer, Network network, ActionDistribution distribution) {
    super("Policy", network + " with " + distribution, () -> release(pointer));
    this.pointer = pointer;
    this.layout =
        network
            .layout()
            .with(
                KernelsApi.canter_policy_log_std_offset(pointer),
                KernelsApi.canter_policy_parameters(pointer));
    this.inputs = network.inputs();
    this.width = distribution.width();
    this.actions = distribution.actions();
  }

  /**
   * Creates a policy; the caller closes it.
   *
   * @param network its output width is the distribution's D; may be closed before the policy
   * @param distribution the distribution; may be closed before the policy
   * @return the policy
   * @throws KernelShapeException if the two do not fit together
   */
  public static Policy create(Network network, ActionDistribution distribution) {
    Require.notNull(network, "network");
    Require.notNull(distribution, "distribution");
    canter_policy pointer = new canter_policy();
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_policy_create(pointer, network.pointer(), distribution.pointer()));
    } finally {
      call.leave();
    }
    return new Policy(pointer, network, distribution);
  }

  /**
   * Where the parameters lie in theta, log_std included.
   *
   * @return the layout, with P = {@link #parameters()}
   */
  public ParameterLayout layout() {
    return layout;
  }

  /**
   * P, the length of theta.
   *
   * @return P
   */
  public long parameters() {
    return layout.parameters();
  }

  /**
   * O, the width of an observation.
   *
   * @return O
   */
  public int inputs() {
    return inputs;
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
   * Allocates scratch for {@link #act}; each thread needs its own, and closes it.
   *
   * @param context the context of the calls
   * @param rows the largest B
   * @return bytes, {@link ElementType#U8}
   */
  public Slab scratch(KernelContext context, long rows) {
    Require.notNull(context, "context");
    Require.positive(rows, "rows");
    InFlight call = InFlight.enter();
    try {
      return context.allocate(
          ElementType.U8,
          Math.max(1, KernelsApi.canter_policy_scratch_bytes(context.pointer(), pointer(), rows)));
    } finally {
      call.leave();
    }
  }

  /**
   * Row call: forward pass, sample and log probability at once, for rollouts; allocates nothing.
   * Row b uses the random numbers of (seed, stream, environment, episode, step) with key[b] =
   * environment, episode, step. A row's bits do not depend on B or on its position.
   *
   * @param context the context
   * @param action out, real[B, A]
   * @param logProbability out, real[B]
   * @param parameters out, real[B, D]
   * @param theta real[P], finite
   * @param observation real[B, O]
   * @param seed any number
   * @param stream a {@link RandomStream} code or one above, below 65536
   * @param key int[B, 3], read as unsigned
   * @param scratch from {@link #scratch}, for B rows or more
   */
  public void act(
      KernelContext context,
      Slab action,
      Slab logProbability,
      Slab parameters,
      Slab theta,
      Slab observation,
      long seed,
      int stream,
      Slab key,
      Slab scratch) {
    ElementType real = Require.notNull(context, "context").elementType();
    Require.rowsOf(observation, real, inputs, "observation");
    long rows = observation.rows();
    Require.matrix(action, real, rows, actions, "action");
    Require.vector(logProbability, real, rows, "logProbability");
    Require.matrix(parameters, real, rows, width, "parameters");
    Require.vector(theta, real, layout.parameters(), "theta");
    Require.matrix(key, ElementType.I32, rows, 3, "key");
    Require.typed(scratch, ElementType.U8, "scratch");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_policy_act(
              context.pointer(),
              pointer(),
              context.address(action, "action"),
              context.address(logProbability, "logProbability"),
              context.address(parameters, "parameters"),
              context.address(theta, "theta"),
              context.address(observation, "observation"),
              seed,
              stream,
              context.address(key, "key"),
              rows,
              context.address(scratch, "scratch"),
              scratch.bytes()));
    } finally {
      call.leave();
    }
  }

  /** The native policy; throws if closed. */
  canter_policy pointer() {
    requireOpen();
    return pointer;
  }

  private static void release(canter_policy pointer) {
    KernelsApi.canter_policy_destroy(pointer);
  }
}
