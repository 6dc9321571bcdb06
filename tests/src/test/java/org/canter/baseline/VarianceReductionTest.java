// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertWithMessage;

import java.util.ArrayList;
import java.util.List;
import org.canter.env.EnvironmentRegistry;
import org.canter.kernels.Batch;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.rollout.Horizon;
import org.junit.jupiter.api.Test;

/**
 * What the optimal constant is for: on the bandit, with a policy that prefers one arm, its gradient
 * varies less than with the mean, and that less than without a baseline.
 */
class VarianceReductionTest {
  private static final int ROWS = 64;
  private static final int BATCHES = 400;

  @Test
  void theOptimalConstantMakesTheGradientVaryLeast() {
    try (Acted acted =
            Acted.fast(EnvironmentRegistry.standard().find("tiny/Bandit"), ROWS, Horizon.steps(1));
        Baseline mean = new ConstantBaseline(acted.compute, 1);
        Baseline optimal = new OptimalConstantBaseline(acted.compute, 1, acted.policy)) {
      preferOneArm(acted);
      acted.collect();
      // constants of one batch, held fixed for the others: no gradient is biased
      double[] constants = {0, acted.predict(mean)[0], acted.predict(optimal)[0]};
      double[] variances = variances(acted, constants);
      System.out.printf(
          "variance of the bandit's gradient: %.4f without a baseline, %.4f with the mean %.3f,"
              + " %.4f with the optimal constant %.3f%n",
          variances[0], variances[1], constants[1], variances[2], constants[2]);
      assertWithMessage("optimal against none").that(variances[2]).isLessThan(variances[0]);
      assertWithMessage("optimal against mean").that(variances[2]).isLessThan(variances[1]);
    }
  }

  /** Rare choices have large scores: so returns and squared scores depend on each other. */
  private static void preferOneArm(Acted acted) {
    int last = acted.policy.network().layout().layers() - 1;
    Slab logit = acted.policy.network().layout().bias(acted.policy.theta(), last);
    // the first arm of three, and of two
    logit.set(0, 3);
    logit.set(3, 2);
  }

  /** The sum over parameters of the gradients' variances, for each constant, over many batches. */
  private static double[] variances(Acted acted, double[] constants) {
    List<double[][]> gradients = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      acted.collect();
      double[][] found = new double[constants.length][];
      for (int k = 0; k < constants.length; k++) {
        found[k] = gradient(acted, constants[k]);
      }
      gradients.add(found);
    }
    double[] variances = new double[constants.length];
    for (int k = 0; k < constants.length; k++) {
      variances[k] = variance(gradients, k);
    }
    return variances;
  }

  private static double[] gradient(Acted acted, double constant) {
    try (Slab weight = acted.compute.allocate(ROWS);
        Slab gradient = acted.compute.allocate(acted.policy.theta().elements())) {
      for (int row = 0; row < ROWS; row++) {
        weight.set(row, acted.batch.reward().get(row) - constant);
      }
      Batch batch =
          new Batch(
              acted.batch.observation(), acted.batch.action(), weight, null, null, null, null);
      new PolicyObjective(acted.compute.context(), acted.policy.policy())
          .gradient(
              gradient,
              new PolicyStatistics(),
              null,
              acted.policy.theta(),
              batch,
              Objective.logLikelihood());
      return gradient.toDoubles();
    }
  }

  private static double variance(List<double[][]> gradients, int k) {
    double sum = 0;
    for (int p = 0; p < gradients.get(0)[k].length; p++) {
      double first = 0;
      double second = 0;
      for (double[][] gradient : gradients) {
        first += gradient[k][p];
        second += gradient[k][p] * gradient[k][p];
      }
      sum += second / BATCHES - first * first / BATCHES / BATCHES;
    }
    return sum;
  }
}
