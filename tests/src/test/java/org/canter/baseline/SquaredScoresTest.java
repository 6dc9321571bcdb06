// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.canter.env.Space;
import org.canter.kernels.Activation;
import org.canter.kernels.Batch;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Mlp;
import org.canter.kernels.Network;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.kernels.Tape;
import org.canter.rollout.Horizon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Squared scores against gradients of the kernels, one row at a time. */
class SquaredScoresTest {
  private static final double TOLERANCE = 1e-11;

  static List<Arguments> policies() {
    List<Arguments> all = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      all.add(Arguments.of(activation, Space.box(3, -1, 1)));
      all.add(Arguments.of(activation, Space.discrete(3, 3, 2)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aRowsScoreHasTheLengthOfItsGradient(Activation activation, Space action) {
    try (Acted acted = Acted.exactly(Rote.shuffled(Rote.SCRIPTS, action), 2, activation);
        SquaredScores scores = new SquaredScores(acted.compute, acted.policy)) {
      int[] rows = {0, 3, 4, 17};
      double[] squares = scores.of(acted.batch, rows);
      for (int i = 0; i < rows.length; i++) {
        double expected = squaredGradient(acted, rows[i]);
        assertThat(expected).isGreaterThan(0.1);
        assertThat(squares[i]).isWithin(TOLERANCE * expected).of(expected);
      }
    }
  }

  private static double squaredGradient(Acted acted, int row) {
    try (Slab gradient = acted.compute.allocate(acted.policy.policy().parameters());
        Slab weight = Slab.of(1.0)) {
      Batch one =
          new Batch(
              acted.batch.observation().rows(row, row + 1),
              acted.batch.action().rows(row, row + 1),
              weight,
              null,
              null,
              null,
              null);
      new PolicyObjective(acted.compute.context(), acted.policy.policy())
          .gradient(
              gradient,
              new PolicyStatistics(),
              null,
              acted.policy.theta(),
              one,
              Objective.logLikelihood());
      return acted.compute.vectors().dot(gradient, gradient);
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void aNetworkMayEndInAnyActivation(Activation output) {
    int[] widths = {3, 4, 2};
    try (KernelContext context = KernelContext.f64();
        Network network = Network.create(widths, Activation.SOFTPLUS, output);
        Slab theta = context.allocate(network.parameters());
        Slab x = context.allocate(1, 3);
        Slab dy = context.allocate(1, 2)) {
      for (int i = 0; i < theta.elements(); i++) {
        theta.set(i, StrictMath.sin(i + 1));
      }
      x.copyFrom(new double[] {0.3, -1.2, 0.7});
      dy.copyFrom(new double[] {1.5, -0.4});
      RowGradientNorm norm = new RowGradientNorm(network);
      norm.setTheta(theta);
      double expected = squaredBackward(context, network, theta, x, dy);
      assertThat(norm.squared(x.toDoubles(), dy.toDoubles()))
          .isWithin(TOLERANCE * expected)
          .of(expected);
    }
  }

  private static double squaredBackward(
      KernelContext context, Network network, Slab theta, Slab x, Slab dy) {
    Mlp mlp = new Mlp(context, network);
    try (Tape tape = Tape.create(context, network, 1);
        Slab gradient = context.allocate(network.parameters())) {
      mlp.record(tape, null, theta, x, null);
      mlp.backward(gradient, tape, theta, dy);
      double sum = 0;
      for (double element : gradient.toDoubles()) {
        sum += element * element;
      }
      return sum;
    }
  }

  @Test
  void theOptimalConstantWeightsReturnsByThem() {
    try (Acted acted =
            Acted.exactly(Rote.shuffled(Rote.SCRIPTS, Space.discrete(2)), 3, Horizon.episodes(9));
        SquaredScores scores = new SquaredScores(acted.compute, acted.policy);
        ReturnsToGo returns = new ReturnsToGo(acted.compute, 0.9);
        Baseline optimal = new OptimalConstantBaseline(acted.compute, 0.9, acted.policy)) {
      int[] rows = CountingRows.of(acted.batch);
      double[] squares = scores.of(acted.batch, rows);
      double[] found = returns.of(acted.batch);
      double[] values = acted.predict(optimal);
      // the weighted sum of what is left over vanishes
      double sum = 0;
      double size = 0;
      for (int i = 0; i < rows.length; i++) {
        sum += squares[i] * (found[rows[i]] - values[rows[i]]);
        size += squares[i] * Math.abs(found[rows[i]]);
      }
      assertThat(sum).isWithin(1e-12 * size).of(0);
      assertThat(size).isGreaterThan(0.0);
      for (double value : values) {
        assertThat(value).isEqualTo(values[0]);
      }
    }
  }
}
