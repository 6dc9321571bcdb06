// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import org.canter.kernels.Batch;
import org.canter.kernels.ConjugateGradient;
import org.canter.kernels.Fisher;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Mlp;
import org.canter.kernels.Network;
import org.canter.kernels.Objective;
import org.canter.kernels.Policy;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.kernels.SolveResult;
import org.canter.kernels.Tape;
import org.canter.kernels.TrustRegion;
import org.canter.kernels.TrustRegionResult;
import org.canter.kernels.TrustRegionSettings;

/**
 * A problem whose rows are repeated, in one context. Means over the batch are then those of the
 * problem itself, whatever the number of copies, so that a small batch in the oracle's context
 * tells what a large one on a GPU must come to.
 */
final class DevicePolicy {
  private static final Objective SURROGATE = Objective.surrogate();
  private static final int CANDIDATES = 10;
  private static final double SHRINK = 0.8;
  private static final TrustRegionSettings SETTINGS =
      new TrustRegionSettings(
          Problem.STEP_KL, Problem.DAMPING, 0, SHRINK, Problem.ITERATIONS, CANDIDATES);

  private final Owned owned;
  private final KernelContext context;
  private final int copies;
  private final PolicyObjective objective;
  private final Fisher fisher;
  private final ConjugateGradient solver;
  private final TrustRegion trustRegion;
  private final Policy policy;
  private final Tape tape;
  private final Batch batch;
  private final Slab start;
  private final Slab theta;
  private final Slab along;
  private final Slab gradient;
  private final Slab product;
  private final Slab direction;
  private final PolicyStatistics statistics = new PolicyStatistics();
  private final SolveResult solved = new SolveResult();
  private final TrustRegionResult result = new TrustRegionResult();

  /** Copies a problem into buffers of a context; `owned` closes all that is made here. */
  DevicePolicy(Owned owned, KernelContext context, Problem problem, int copies) {
    this.owned = owned;
    this.context = context;
    this.copies = copies;
    Shape shape = problem.shape();
    Network network = owned.add(Problem.network(shape));
    policy = owned.add(Problem.policy(shape));
    long rows = (long) copies * shape.batch();
    objective = new PolicyObjective(context, policy);
    fisher = new Fisher(context, policy);
    solver = new ConjugateGradient(context);
    trustRegion = new TrustRegion(context, policy);
    tape = owned.add(Tape.create(context, network, rows));
    start = owned.upload(context, problem.theta(), policy.parameters());
    along = owned.upload(context, problem.direction(), policy.parameters());
    theta = vector();
    gradient = vector();
    product = vector();
    direction = vector();
    batch =
        new Batch(
            repeated(problem.observation(), shape.batch(), shape.observations()),
            repeated(problem.action(), shape.batch(), shape.actions()),
            repeated(problem.advantage(), shape.batch()),
            repeated(problem.oldLogProbability(), shape.batch()),
            owned.add(context.allocate(rows, shape.actions())),
            policy.layout().logStd(start),
            null);
    new Mlp(context, network).record(tape, batch.oldParameters(), start, batch.observation(), null);
    gradient(start);
  }

  private Slab vector() {
    return owned.add(context.allocate(policy.parameters()));
  }

  /** The rows of an array, again and again. */
  private Slab repeated(float[] values, long... shape) {
    Slab once = owned.upload(context, values, shape);
    if (copies == 1) {
      return once;
    }
    long[] whole = shape.clone();
    whole[0] *= copies;
    Slab all = owned.add(context.allocate(whole));
    for (int copy = 0; copy < copies; copy++) {
      all.copyRows(copy * shape[0], once, 0, shape[0]);
    }
    return all;
  }

  /** The call that is timed; products find the activations on the tape. */
  Runnable call(DeviceOperation operation) {
    return switch (operation) {
      case FISHER -> () -> fisher.product(product, tape, start, along, Problem.DAMPING);
      case GRADIENT -> () -> gradient(start);
      case SOLVE -> this::solve;
      case UPDATE -> this::update;
      case GAE -> throw new IllegalArgumentException(operation + " is no operation of a policy");
    };
  }

  private void gradient(Slab at) {
    objective.gradient(gradient, statistics, tape, at, batch, SURROGATE);
  }

  /** With the last gradient as its right side. */
  private void solve() {
    solver.fisher(
        direction,
        null,
        solved,
        policy,
        tape,
        start,
        null,
        gradient,
        Problem.DAMPING,
        Problem.ITERATIONS,
        0);
  }

  /** The parameters begin anew each time, so that each update is the same. */
  private void update() {
    reset();
    gradient(theta);
    trustRegion.step(
        result,
        theta,
        direction,
        tape,
        null,
        gradient,
        statistics.objective(),
        batch,
        SURROGATE,
        SETTINGS);
  }

  private void reset() {
    theta.copyRows(0, start, 0, start.elements());
  }

  /** What the last call of an operation has written. */
  double[] last(DeviceOperation operation) {
    return switch (operation) {
      case FISHER -> product.toDoubles();
      case GRADIENT -> gradient.toDoubles();
      case SOLVE, UPDATE -> direction.toDoubles();
      case GAE -> throw new IllegalArgumentException(operation + " is no operation of a policy");
    };
  }

  /** Candidates that the last update looked at. */
  int examined() {
    return result.examined();
  }
}
