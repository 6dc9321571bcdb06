// SPDX-License-Identifier: Apache-2.0
package org.canter.policy;

import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.ActionDistribution;
import org.canter.kernels.Network;
import org.canter.kernels.Policy;
import org.canter.kernels.Slab;
import org.canter.rollout.ActorFactory;
import org.canter.rollout.PolicyActing;

/**
 * A policy for an environment with its parameters: a network whose outputs are the means of a
 * Gaussian with free standard deviations, or the logits of each choice.
 *
 * <p>The parameters lie where updates run. Acting reads those with the host, which are the same
 * slab on the processor, and elsewhere a copy that {@link #publish()} and {@link #adopt()} keep.
 */
public final class PolicyModel implements AutoCloseable {
  private final Resources owned = new Resources();
  private final Compute compute;
  private final ActionDistribution distribution;
  private final Network network;
  private final Policy policy;
  private final Slab theta;
  private final Slab acting;

  private PolicyModel(Compute compute, EnvironmentSpec spec, PolicySettings settings) {
    this.compute = compute;
    try {
      distribution = owned.own(distributionOf(spec.action()));
      network =
          owned.own(
              NetworkShape.create(
                  spec.observation().width(),
                  settings.hidden(),
                  distribution.width(),
                  settings.activation()));
      policy = owned.own(Policy.create(network, distribution));
      theta = owned.own(compute.allocate(policy.parameters()));
      acting = compute.isOnHost() ? theta : owned.own(compute.allocateHost(policy.parameters()));
    } catch (RuntimeException failure) {
      owned.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * Creates a policy; the caller closes it.
   *
   * @param compute where it lives; stays open longer
   * @param spec the environment's
   * @param settings shape and initialisation
   * @param seed of the initialisation
   * @return the policy
   */
  public static PolicyModel create(
      Compute compute, EnvironmentSpec spec, PolicySettings settings, long seed) {
    PolicyModel model = new PolicyModel(compute, spec, settings);
    NetworkShape.initialize(
        compute, model.network, model.theta, settings.hiddenGain(), settings.outputGain(), seed);
    if (model.distribution.free() > 0) {
      model.policy.layout().logStd(model.theta).fill(settings.logStd());
    }
    model.publish();
    return model;
  }

  private static ActionDistribution distributionOf(Space action) {
    return action.isDiscrete()
        ? ActionDistribution.categorical(action.choices())
        : ActionDistribution.gaussian(action.width());
  }

  /**
   * The distribution of actions.
   *
   * @return owned by this
   */
  public ActionDistribution distribution() {
    return distribution;
  }

  /**
   * The network that gives the distribution's parameters.
   *
   * @return owned by this
   */
  public Network network() {
    return network;
  }

  /**
   * The two together.
   *
   * @return owned by this
   */
  public Policy policy() {
    return policy;
  }

  /**
   * The parameters, where updates run.
   *
   * @return real[P], owned by this
   */
  public Slab theta() {
    return theta;
  }

  /**
   * The log standard deviations of a Gaussian, where updates run.
   *
   * @return a view of theta, real[F]; null where there are none
   */
  public Slab logStd() {
    return logStdOf(theta);
  }

  /**
   * The parameters with the host, which act and are saved.
   *
   * @return real[P], owned by this; the same slab as {@link #theta()} on the processor
   */
  public Slab acting() {
    return acting;
  }

  /**
   * The log standard deviations of a Gaussian, with the host.
   *
   * @return a view of {@link #acting()}, real[F]; null where there are none
   */
  public Slab actingLogStd() {
    return logStdOf(acting);
  }

  private Slab logStdOf(Slab parameters) {
    return distribution.free() > 0 ? policy.layout().logStd(parameters) : null;
  }

  /** Lets what an update has made of theta act; waits for it. */
  public void publish() {
    if (acting != theta) {
      acting.copyRows(0, theta, 0, theta.elements());
    }
  }

  /** Gives updates what {@link #acting()} holds, after it was written. */
  public void adopt() {
    if (acting != theta) {
      theta.copyRows(0, acting, 0, theta.elements());
    }
  }

  /**
   * Acting by samples, as training does.
   *
   * @param seed of the actions
   * @return for a collector; {@link #acting()} may change between collections
   */
  public ActorFactory sampling(long seed) {
    return PolicyActing.of(compute.host().context(), policy, acting, seed);
  }

  /**
   * Acting by the mean or the most likely choices.
   *
   * @return for evaluations, by what {@link #acting()} holds
   */
  public ActorFactory greedy() {
    return new GreedyActing(compute.host().context(), policy, network, distribution, acting);
  }

  /** Frees shapes and parameters. */
  @Override
  public void close() {
    owned.close();
  }
}
