// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSpec;
import org.canter.kernels.ActionDistribution;
import org.canter.kernels.Activation;
import org.canter.kernels.Initialization;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Network;
import org.canter.kernels.Policy;
import org.canter.kernels.Slab;

/**
 * A small policy for an environment, with a scaling, and all that tests open; closes everything.
 */
final class Rig implements AutoCloseable {
  static final long SEED = 11;

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  final EnvironmentFactory factory;
  final KernelContext context = own(KernelContext.f32(1));
  final Policy policy;
  final Slab theta;
  final ObservationScaling scaling;

  Rig(EnvironmentFactory factory) {
    this.factory = factory;
    EnvironmentSpec spec = factory.spec();
    int inputs = spec.observation().width();
    ActionDistribution distribution =
        own(
            spec.action().isDiscrete()
                ? ActionDistribution.categorical(spec.action().choices())
                : ActionDistribution.gaussian(spec.action().width()));
    Network network =
        own(
            Network.create(
                new int[] {inputs, 8, distribution.width()}, Activation.TANH, Activation.IDENTITY));
    policy = own(Policy.create(network, distribution));
    theta = own(context.allocate(policy.parameters()));
    network.initialize(context, theta, Initialization.ORTHOGONAL, own(Slab.of(1.0, 1.0)), SEED);
    float[] shift = new float[inputs];
    float[] scale = new float[inputs];
    Arrays.fill(shift, 0.25f);
    Arrays.fill(scale, 1.5f);
    scaling = new ObservationScaling(own(Slab.of(shift)), own(Slab.of(scale)), 4);
  }

  PolicyActing acting() {
    return PolicyActing.of(context, policy, theta, SEED);
  }

  RolloutCollector collector(int environments, int threads, Horizon horizon) {
    return collector(RolloutConfig.of(environments, threads, horizon));
  }

  RolloutCollector collector(RolloutConfig config) {
    return own(RolloutCollector.open(factory, acting(), config));
  }

  TrajectoryBatch batch(RolloutCollector collector, boolean scaled) {
    return own(collector.newBatch(scaled));
  }

  /** Closes something with this. */
  <T extends AutoCloseable> T own(T closeable) {
    owned.push(closeable);
    return closeable;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception impossible) {
        throw new AssertionError(impossible);
      }
    }
  }
}
