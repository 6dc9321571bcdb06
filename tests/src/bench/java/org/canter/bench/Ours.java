// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.Arrays;
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
import org.canter.kernels.Vectors;

/** Our side of a problem: all buffers, and every operation on them, in one context. */
final class Ours implements AutoCloseable {
  private static final Objective SURROGATE = Objective.surrogate();

  private final Owned owned = new Owned();
  private final Policy policy;
  private final Mlp mlp;
  private final PolicyObjective objective;
  private final Fisher fisher;
  private final ConjugateGradient solver;
  private final Vectors vectors;
  private final Acting acting;
  private final Tape tape;
  private final Tape tenthTape;
  private final Batch batch;
  private final Slab tenth;
  private final Slab theta;
  private final Slab candidate;
  private final Slab direction;
  private final Slab gradient;
  private final Slab product;
  private final Slab step;
  private final PolicyStatistics statistics = new PolicyStatistics();
  private final SolveResult solve = new SolveResult();

  /** Copies a problem into buffers of a context, which is closed with this. */
  Ours(Problem problem, KernelContext context) {
    Shape shape = problem.shape();
    int rows = shape.batch();
    owned.add(context);
    Network network = owned.add(Problem.network(shape));
    policy = owned.add(Problem.policy(shape));
    mlp = new Mlp(context, network);
    objective = new PolicyObjective(context, policy);
    fisher = new Fisher(context, policy);
    solver = new ConjugateGradient(context);
    vectors = new Vectors(context);
    tenth = owned.add(Slab.of(problem.tenth()));
    tape = owned.add(Tape.create(context, network, rows));
    tenthTape = owned.add(Tape.create(context, network, tenth.rows()));
    theta = owned.upload(context, problem.theta(), policy.parameters());
    direction = owned.upload(context, problem.direction(), policy.parameters());
    candidate = owned.add(context.allocate(policy.parameters()));
    gradient = owned.add(context.allocate(policy.parameters()));
    product = owned.add(context.allocate(policy.parameters()));
    step = owned.add(context.allocate(policy.parameters()));
    Slab observation = owned.upload(context, problem.observation(), rows, shape.observations());
    acting = new Acting(owned, context, policy, theta, observation);
    batch =
        new Batch(
            observation,
            owned.upload(context, problem.action(), rows, shape.actions()),
            owned.upload(context, problem.advantage(), rows),
            owned.upload(context, problem.oldLogProbability(), rows),
            owned.add(context.allocate(rows, shape.actions())),
            policy.layout().logStd(theta),
            null);
    record();
  }

  /** The call that is timed; those over kept activations find them on the tape. */
  Runnable call(Operation operation) {
    return switch (operation) {
      case FORWARD, ACT -> acting::run;
      case RECORD -> this::record;
      case GRADIENT -> this::gradient;
      case BACKWARD -> this::backward;
      case FISHER -> this::multiply;
      case FORWARD_FISHER -> this::recordAndMultiply;
      case UPDATE -> () -> update(tape);
      case UPDATE_TENTH -> this::updateOnTenth;
      case GAE -> throw new IllegalArgumentException(operation + " is no operation of a policy");
    };
  }

  private void record() {
    mlp.record(tape, batch.oldParameters(), theta, batch.observation(), null);
  }

  private void gradient() {
    objective.gradient(gradient, statistics, tape, theta, batch, SURROGATE);
  }

  private void backward() {
    objective.gradientRecorded(gradient, statistics, tape, theta, batch, SURROGATE);
  }

  private void multiply() {
    fisher.product(product, tape, theta, direction, Problem.DAMPING);
  }

  private void recordAndMultiply() {
    record();
    multiply();
  }

  private void updateOnTenth() {
    mlp.record(tenthTape, null, theta, batch.observation(), tenth);
    update(tenthTape);
  }

  /**
   * Gradient, conjugate gradient with the Fisher matrix of `states`, one line-search evaluation.
   */
  private void update(Tape states) {
    record();
    backward();
    solver.fisher(
        step,
        null,
        solve,
        policy,
        states,
        theta,
        null,
        gradient,
        Problem.DAMPING,
        Problem.ITERATIONS,
        0);
    // the longest step that the quadratic model of the KL divergence allows
    double length = Math.sqrt(2 * Problem.STEP_KL / solve.quadratic());
    vectors.axpby(candidate, 1, theta, 0);
    vectors.axpby(candidate, length, step, 1);
    objective.evaluate(statistics, candidate, batch, SURROGATE);
  }

  /** What the last call of an operation has written. */
  double[] last(Operation operation) {
    return switch (operation) {
      case FORWARD, ACT -> acting.means().toDoubles();
      case RECORD -> batch.oldParameters().toDoubles();
      case GRADIENT, BACKWARD -> gradient.toDoubles();
      case FISHER, FORWARD_FISHER -> product.toDoubles();
      case UPDATE, UPDATE_TENTH -> stepAndStatistics();
      case GAE -> throw new IllegalArgumentException(operation + " is no operation of a policy");
    };
  }

  /** The solution, then the objective and the mean KL divergence that its step came to. */
  private double[] stepAndStatistics() {
    double[] solution = step.toDoubles();
    double[] all = Arrays.copyOf(solution, solution.length + 2);
    all[solution.length] = statistics.objective();
    all[solution.length + 1] = statistics.meanKl();
    return all;
  }

  @Override
  public void close() {
    owned.close();
  }
}
