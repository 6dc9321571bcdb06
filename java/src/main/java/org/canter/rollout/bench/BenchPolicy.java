// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import org.canter.env.EnvironmentSpec;
import org.canter.kernels.ActionDistribution;
import org.canter.kernels.Activation;
import org.canter.kernels.Initialization;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Moments;
import org.canter.kernels.Network;
import org.canter.kernels.Policy;
import org.canter.kernels.Slab;
import org.canter.rollout.ObservationScaling;
import org.canter.rollout.PolicyActing;
import org.canter.rollout.TrajectoryBatch;

/** A fresh policy with two hidden layers of 64, sampled at each step, and scaled observations. */
final class BenchPolicy implements AutoCloseable {
  private static final int HIDDEN = 64;
  private static final double LIMIT = 10;
  private static final double EPSILON = 1e-8;

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final KernelContext context;
  private final Policy policy;
  private final Slab theta;
  private final Moments moments;
  private final ObservationScaling scaling;
  private final long seed;

  BenchPolicy(EnvironmentSpec spec, long seed) {
    this.seed = seed;
    int observations = spec.observation().width();
    context = own(KernelContext.f32(1));
    ActionDistribution distribution =
        own(
            spec.action().isDiscrete()
                ? ActionDistribution.categorical(spec.action().choices())
                : ActionDistribution.gaussian(spec.action().width()));
    int[] widths = {observations, HIDDEN, HIDDEN, distribution.width()};
    Network network = own(Network.create(widths, Activation.TANH, Activation.IDENTITY));
    policy = own(Policy.create(network, distribution));
    theta = own(context.allocate(policy.parameters()));
    try (Slab gains = Slab.of(Math.sqrt(2), Math.sqrt(2), 0.01)) {
      network.initialize(context, theta, Initialization.ORTHOGONAL, gains, seed);
    }
    moments = own(new Moments(observations));
    Slab shift = own(context.allocate(observations));
    Slab scale = own(context.allocate(observations));
    scaling = new ObservationScaling(shift, scale, LIMIT);
    moments.freeze(context, shift, scale, EPSILON);
  }

  PolicyActing acting() {
    return PolicyActing.of(context, policy, theta, seed);
  }

  ObservationScaling scaling() {
    return scaling;
  }

  /** Learns the scaling from what a batch saw. */
  void absorb(TrajectoryBatch batch) {
    moments.update(context, batch.raw(), batch.index());
    moments.freeze(context, scaling.shift(), scaling.scale(), EPSILON);
  }

  private <T extends AutoCloseable> T own(T closeable) {
    owned.push(closeable);
    return closeable;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
