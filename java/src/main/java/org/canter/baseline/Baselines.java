// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.compute.Compute;
import org.canter.policy.PolicyModel;

/** Makes baselines of their settings: networks live where updates run, the others with the host. */
public final class Baselines {
  private Baselines() {}

  /**
   * A baseline; the caller closes it.
   *
   * @param compute where; stays open longer
   * @param settings which
   * @param gamma the discount of returns
   * @param policy whose scores the optimal constant is weighted by; stays open longer
   * @param seed of the run
   * @return the baseline
   */
  public static Baseline create(
      Compute compute, BaselineSettings settings, double gamma, PolicyModel policy, long seed) {
    if (settings.kind() == BaselineKind.NEURAL) {
      return new NeuralBaseline(compute, policy.policy().inputs(), settings, seed);
    }
    Baseline found = onHost(compute.host(), settings, gamma, policy);
    return compute.isOnHost() ? found : new HostBaseline(compute, found);
  }

  private static Baseline onHost(
      Compute host, BaselineSettings settings, double gamma, PolicyModel policy) {
    return switch (settings.kind()) {
      case NONE -> new NoBaseline();
      case CONSTANT -> new ConstantBaseline(host, gamma);
      case OPTIMAL_CONSTANT -> new OptimalConstantBaseline(host, gamma, policy);
      case TIME -> new TimeBaseline(host, gamma);
      case LINEAR -> new LinearBaseline(host, policy.policy().inputs(), settings.ridge());
      case NEURAL -> throw new IllegalArgumentException("a network is fitted where updates run");
    };
  }
}
