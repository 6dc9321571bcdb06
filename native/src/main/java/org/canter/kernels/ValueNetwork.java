// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Fitting a value network V(s; theta) in a context: the gradient of its squared error and the
 * Gauss-Newton product of its trust region. All are pool calls. Owns nothing; the context and the
 * network must stay open.
 */
public final class ValueNetwork {
  private final KernelContext context;
  private final Network network;
  private final ElementType real;

  /**
   * Pairs a context with a network.
   *
   * @param context the context of all calls
   * @param network the shape; {@link #gradient} needs one output
   */
  public ValueNetwork(KernelContext context, Network network) {
    this.context = Require.notNull(context, "context");
    this.network = Require.notNull(network, "network");
    this.real = context.elementType();
  }

  /**
   * The gradient of the mean of (V - target)^2 / 2 by theta, and statistics of the fit.
   *
   * @param gradient out, real[P]; null for the statistics alone
   * @param statistics out; null, where there is a gradient, if nobody reads them: a GPU is not
   *     waited for then
   * @param tape keeps the activations; may be null
   * @param theta real[P], finite
   * @param observation real[M, I]
   * @param target real[M]
   * @param index int[B], each in 0..M-1; null takes all rows
   */
  public void gradient(
      Slab gradient,
      ValueStatistics statistics,
      Tape tape,
      Slab theta,
      Slab observation,
      Slab target,
      Slab index) {
    if (gradient == null) {
      Require.notNull(statistics, "statistics");
    }
    Require.vectorOrNull(gradient, real, network.parameters(), "gradient");
    Require.vector(theta, real, network.parameters(), "theta");
    Require.rowsOf(observation, real, network.inputs(), "observation");
    Require.vector(target, real, observation.rows(), "target");
    long rows = Require.batchRows(index, observation.rows());
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_value_gradient(
              call.context(),
              network.pointer(),
              context.addressOrNull(gradient, "gradient"),
              statistics == null ? null : call.memory().doubles,
              context.tapeOrNull(tape),
              context.address(theta, "theta"),
              context.address(observation, "observation"),
              context.address(target, "target"),
              context.addressOrNull(index, "index"),
              observation.rows(),
              rows));
      Tape.recorded(tape, observation.rows());
      if (statistics != null) {
        statistics.read(call.memory().doubles);
      }
    } finally {
      call.leave();
    }
  }

  /**
   * out = (1/B) sum_b J_b' J_b v + damping v over the tape's rows, for any number of outputs.
   *
   * @param out out, real[P]
   * @param tape a recording at theta
   * @param theta real[P]
   * @param v real[P]
   * @param damping at least 0
   */
  public void gaussNewtonProduct(Slab out, Tape tape, Slab theta, Slab v, double damping) {
    Require.notNull(tape, "tape");
    Require.vector(out, real, network.parameters(), "out");
    Require.vector(theta, real, network.parameters(), "theta");
    Require.vector(v, real, network.parameters(), "v");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_gauss_newton_product(
              call.context(),
              network.pointer(),
              context.address(out, "out"),
              context.tape(tape),
              context.address(theta, "theta"),
              context.address(v, "v"),
              damping));
    } finally {
      call.leave();
    }
  }
}
