// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.compute.Compute;
import org.canter.policy.PolicyModel;

/** Makes baselines of their settings. */
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
    int observations = policy.policy().inputs();
    return switch (settings.kind()) {
      case NONE -> new NoBaseline();
      case CONSTANT -> new ConstantBaseline(compute, gamma);
      case OPTIMAL_CONSTANT -> new OptimalConstantBaseline(compute, gamma, policy);
      case TIME -> new TimeBaseline(compute, gamma);
      case LINEAR -> new LinearBaseline(compute, observations, settings.ridge());
      case NEURAL -> new NeuralBaseline(compute, observations, settings, seed);
    };
  }
}
