// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import java.util.Arrays;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.kernels.Network;
import org.canter.kernels.Slab;
import org.canter.kernels.ValueStatistics;

/**
 * L-BFGS on the whole batch, in double but for the loss and its gradient. Every step lowers the
 * loss by Armijo's rule, so a fit never ends higher than it began. Each fit begins without history:
 * another batch is another problem.
 */
final class LbfgsFitter implements ValueFitter {
  private static final double ARMIJO = 1e-4;
  private static final int TRIALS = 20;

  private final int iterations;
  private final LbfgsHistory history;
  private final Slab gradientSlab;
  private final ValueStatistics statistics = new ValueStatistics();
  private final double[] direction;
  private Point now;
  private Point trial;

  /** Parameters with the loss and the gradient there. */
  private static final class Point {
    private final double[] theta;
    private final double[] gradient;
    private double loss;

    Point(int parameters) {
      theta = new double[parameters];
      gradient = new double[parameters];
    }
  }

  LbfgsFitter(Compute compute, Network network, LbfgsFitSettings settings) {
    int parameters = Math.toIntExact(network.parameters());
    this.iterations = settings.iterations();
    this.history = new LbfgsHistory(settings.history(), parameters);
    this.gradientSlab = compute.allocate(parameters);
    this.direction = new double[parameters];
    this.now = new Point(parameters);
    this.trial = new Point(parameters);
  }

  @Override
  public int fit(ValueProblem problem, Progress progress) {
    history.clear();
    problem.theta().copyTo(now.theta);
    evaluate(problem, now);
    int done = 0;
    while (done < iterations && step(problem)) {
      done++;
    }
    problem.theta().copyFrom(now.theta);
    return done;
  }

  /** One step; false if none lowers the loss. */
  private boolean step(ValueProblem problem) {
    if (!search(problem)) {
      if (history.isEmpty()) {
        return false;
      }
      // what was learnt of the curvature may mislead: once more without it
      history.clear();
      if (!search(problem)) {
        return false;
      }
    }
    history.add(now.theta, trial.theta, now.gradient, trial.gradient);
    Point before = now;
    now = trial;
    trial = before;
    return true;
  }

  /** Looks for a trial point that is low enough. */
  private boolean search(ValueProblem problem) {
    history.direction(direction, now.gradient);
    double slope = LbfgsHistory.dot(direction, now.gradient);
    if (!(slope < 0)) {
      return false;
    }
    // a bare gradient says nothing of the distance: a step of length 1 at most
    double size = history.isEmpty() ? Math.min(1, 1 / StrictMath.sqrt(-slope)) : 1;
    for (int i = 0; i < TRIALS; i++) {
      moveTrial(problem, size);
      if (trial.loss < now.loss && trial.loss <= now.loss + ARMIJO * size * slope) {
        return true;
      }
      size = shorter(size, slope);
    }
    return false;
  }

  private void moveTrial(ValueProblem problem, double size) {
    for (int i = 0; i < direction.length; i++) {
      trial.theta[i] = now.theta[i] + size * direction[i];
    }
    // the point is what the slab holds of it, rounded
    problem.theta().copyFrom(trial.theta);
    problem.theta().copyTo(trial.theta);
    if (Arrays.stream(trial.theta).allMatch(Double::isFinite)) {
      evaluate(problem, trial);
    } else {
      trial.loss = Double.POSITIVE_INFINITY;
    }
  }

  /** The lowest point of the parabola through the loss, its slope and the trial, within bounds. */
  private double shorter(double size, double slope) {
    double bend = trial.loss - now.loss - slope * size;
    double lowest = -slope * size * size / (2 * bend);
    // a NaN gives the half
    return lowest >= 0.1 * size && lowest <= 0.5 * size ? lowest : 0.5 * size;
  }

  private void evaluate(ValueProblem problem, Point point) {
    problem.gradient(gradientSlab, statistics, null, problem.index());
    point.loss = statistics.loss();
    gradientSlab.copyTo(point.gradient);
  }

  @Override
  public void save(StateWriter out) {
    // every fit begins anew
  }

  @Override
  public void restore(StateReader in) {
    // every fit begins anew
  }

  @Override
  public void close() {
    gradientSlab.close();
  }
}
