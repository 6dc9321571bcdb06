// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import static com.google.common.truth.Truth.assertThat;

import org.canter.kernels.Batch;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.Test;

/**
 * A natural step without any matrix is the step that a dense Fisher matrix gives, made of the
 * scores of single actions and solved by elimination.
 */
class DenseStepTest {
  private static final double DELTA = 0.005;
  private static final double DAMPING = 1e-3;
  private static final double TOLERANCE = 1e-7;
  private static final int[] CHOICES = {3, 2};

  private static UpdateSettings settings(FisherKind fisher) {
    return Settings.natural(
        new NaturalSettings(StepRule.KL_SCALED, DELTA, 0, 300, DAMPING, 1e-13, fisher, 1, 10, 0.8));
  }

  /** Scores of single actions: the gradient of log pi(a|s) of a row. */
  private static final class Scores {
    private final Rehearsal stage;
    private final PolicyObjective objective;
    private final PolicyStatistics statistics = new PolicyStatistics();
    private final Slab score;
    private final Slab one;
    private final Slab action;

    Scores(Rehearsal stage) {
      this.stage = stage;
      this.objective = new PolicyObjective(stage.compute.context(), stage.model.policy());
      this.score = stage.own(stage.compute.allocate(stage.model.policy().parameters()));
      this.one = stage.own(stage.compute.allocate(1));
      this.action = stage.own(stage.compute.allocate(1, 2));
      one.set(0, 1);
    }

    double[] of(int row, double first, double second) {
      action.set(0, first);
      action.set(1, second);
      Slab observation = stage.batch.observation().rows(row, row + 1);
      Batch single = new Batch(observation, action, one, null, null, null, null);
      objective.gradient(
          score, statistics, null, stage.model.theta(), single, Objective.logLikelihood());
      return score.toDoubles();
    }
  }

  @Test
  void theAnalyticStepIsThatOfAllChoices() {
    try (Rehearsal stage = Rehearsal.exactChoices()) {
      Scores scores = new Scores(stage);
      double[][] fisher = damped(stage);
      for (int row = 0; row < Rehearsal.ROWS; row++) {
        for (int first = 0; first < CHOICES[0]; first++) {
          for (int second = 0; second < CHOICES[1]; second++) {
            double share = probability(stage, row, 0, first) * probability(stage, row, 1, second);
            add(fisher, scores.of(row, first, second), share / Rehearsal.ROWS);
          }
        }
      }
      requireStep(stage, fisher, FisherKind.ANALYTIC);
    }
  }

  @Test
  void theEmpiricalStepIsThatOfTheActionsTaken() {
    try (Rehearsal stage = Rehearsal.exactGaussian()) {
      Scores scores = new Scores(stage);
      double[][] fisher = damped(stage);
      for (int row = 0; row < Rehearsal.ROWS; row++) {
        Slab action = stage.batch.action();
        double[] score = scores.of(row, action.get(row, 0), action.get(row, 1));
        add(fisher, score, 1.0 / Rehearsal.ROWS);
      }
      requireStep(stage, fisher, FisherKind.EMPIRICAL);
    }
  }

  /** A softmax of the row's parameters of a factor. */
  private static double probability(Rehearsal stage, int row, int factor, int choice) {
    int from = factor == 0 ? 0 : CHOICES[0];
    double sum = 0;
    for (int i = 0; i < CHOICES[factor]; i++) {
      sum += Math.exp(stage.batch.oldParameters().get(row, from + i));
    }
    return Math.exp(stage.batch.oldParameters().get(row, from + choice)) / sum;
  }

  private static double[][] damped(Rehearsal stage) {
    int size = Math.toIntExact(stage.model.policy().parameters());
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      matrix[i][i] = DAMPING;
    }
    return matrix;
  }

  private static void add(double[][] matrix, double[] score, double weight) {
    for (int i = 0; i < score.length; i++) {
      for (int j = 0; j < score.length; j++) {
        matrix[i][j] += weight * score[i] * score[j];
      }
    }
  }

  private static void requireStep(Rehearsal stage, double[][] fisher, FisherKind kind) {
    double[] start = stage.theta();
    double[] gradient = stage.gradient(Objective.surrogate()).toDoubles();
    double[] direction = solve(fisher, gradient);
    double quadratic = 0;
    for (int i = 0; i < direction.length; i++) {
      quadratic += direction[i] * gradient[i];
    }
    double size = Math.sqrt(2 * DELTA / quadratic);
    UpdateReport report = stage.update(settings(kind)).apply(stage.batch, Rehearsal.FIRST);
    assertThat(report.accepted()).isTrue();
    double[] found = stage.theta();
    double off = 0;
    double length = 0;
    for (int i = 0; i < found.length; i++) {
      double step = size * direction[i];
      off += Math.pow(found[i] - start[i] - step, 2);
      length += step * step;
    }
    double error = Math.sqrt(off / length);
    System.out.printf(
        "natural step against the dense solve, %s Fisher, %d parameters: relative error %.1e%n",
        kind, found.length, error);
    assertThat(error).isLessThan(TOLERANCE);
  }

  /** Elimination without pivots: the matrix is positive definite. Both are used up. */
  private static double[] solve(double[][] matrix, double[] right) {
    double[] x = right.clone();
    for (int i = 0; i < x.length; i++) {
      for (int row = i + 1; row < x.length; row++) {
        double factor = matrix[row][i] / matrix[i][i];
        for (int j = i; j < x.length; j++) {
          matrix[row][j] -= factor * matrix[i][j];
        }
        x[row] -= factor * x[i];
      }
    }
    for (int i = x.length - 1; i >= 0; i--) {
      for (int j = i + 1; j < x.length; j++) {
        x[i] -= matrix[i][j] * x[j];
      }
      x[i] /= matrix[i][i];
    }
    return x;
  }
}
