// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.kernels.Network;
import org.canter.kernels.Slab;
import org.canter.kernels.SolveResult;
import org.canter.kernels.Tape;
import org.canter.kernels.ValueStatistics;

/**
 * Gauss-Newton steps: the mean squared change of V over twice the error's variance stays at or
 * below epsilon. A step beyond the minimum of the quadratic model is never taken.
 */
final class TrustRegionFitter implements ValueFitter {
  private static final double TOLERANCE = 1e-10;
  private static final int HALVINGS = 10;

  private final Resources owned = new Resources();
  private final Compute compute;
  private final Network network;
  private final TrustRegionFitSettings settings;
  private final Slab gradient;
  private final Slab direction;
  private final Slab start;
  private final SolveResult solve = new SolveResult();
  private final ValueStatistics before = new ValueStatistics();
  private final ValueStatistics after = new ValueStatistics();
  private Tape tape;

  TrustRegionFitter(Compute compute, Network network, TrustRegionFitSettings settings) {
    this.compute = compute;
    this.network = network;
    this.settings = settings;
    this.gradient = owned.own(compute.allocate(network.parameters()));
    this.direction = owned.own(compute.allocate(network.parameters()));
    this.start = owned.own(compute.allocate(network.parameters()));
  }

  @Override
  public int fit(ValueProblem problem, Progress progress) {
    makeRoom(problem.rows());
    int done = 0;
    while (done < settings.steps() && step(problem)) {
      done++;
    }
    return done;
  }

  /** One step; false if none lowers the error. */
  private boolean step(ValueProblem problem) {
    problem.gradient(gradient, before, tape, problem.index());
    compute
        .conjugateGradient()
        .gaussNewton(
            direction,
            null,
            solve,
            network,
            tape,
            problem.theta(),
            gradient,
            settings.damping(),
            settings.iterations(),
            TOLERANCE);
    if (!(solve.quadratic() > 0)) {
      return false;
    }
    // the bound: size^2 x'Ax <= 2 sigma^2 epsilon, where sigma^2 is the mean squared error
    double variance = 2 * before.loss();
    double size =
        Math.min(1, StrictMath.sqrt(2 * variance * settings.epsilon() / solve.quadratic()));
    compute.vectors().axpby(start, 1, problem.theta(), 0);
    for (int i = 0; i < HALVINGS; i++, size /= 2) {
      compute.vectors().axpby(problem.theta(), 1, start, 0);
      compute.vectors().axpby(problem.theta(), -size, direction, 1);
      if (problem.measure(after).loss() < before.loss()) {
        return true;
      }
    }
    compute.vectors().axpby(problem.theta(), 1, start, 0);
    return false;
  }

  private void makeRoom(int rows) {
    if (tape == null || tape.capacity() < rows) {
      if (tape != null) {
        tape.close();
      }
      tape = Tape.create(compute.context(), network, rows);
    }
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
    if (tape != null) {
      tape.close();
    }
    owned.close();
  }
}
