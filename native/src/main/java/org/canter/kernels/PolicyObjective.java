// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Objectives of a policy over a batch in a context: statistics and gradients. All are pool calls.
 * Owns nothing; the context and the policy must stay open.
 */
public final class PolicyObjective {
  private final KernelContext context;
  private final Policy policy;
  private final ElementType real;

  /**
   * Pairs a context with a policy.
   *
   * @param context the context of all calls
   * @param policy the policy
   */
  public PolicyObjective(KernelContext context, Policy policy) {
    this.context = Require.notNull(context, "context");
    this.policy = Require.notNull(policy, "policy");
    this.real = context.elementType();
  }

  /**
   * Statistics of theta on the batch: what a line search evaluates. One forward pass, nothing kept.
   *
   * @param statistics out
   * @param theta real[P], finite
   * @param batch where the batch lies
   * @param objective what is evaluated
   */
  public void evaluate(PolicyStatistics statistics, Slab theta, Batch batch, Objective objective) {
    check(statistics, theta, batch, objective, true);
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_policy_evaluate(
              call.context(),
              policy.pointer(),
              call.memory().doubles,
              context.address(theta, "theta"),
              call.batch(batch),
              call.objective(objective)));
      statistics.read(call.memory().doubles);
    } finally {
      call.leave();
    }
  }

  /**
   * The gradient of the objective by theta, and its statistics.
   *
   * @param gradient out, real[P]
   * @param statistics out
   * @param tape keeps the activations of this forward pass for the Fisher-vector products that
   *     follow; may be null
   * @param theta real[P], finite
   * @param batch where the batch lies
   * @param objective what is differentiated
   */
  public void gradient(
      Slab gradient,
      PolicyStatistics statistics,
      Tape tape,
      Slab theta,
      Batch batch,
      Objective objective) {
    check(statistics, theta, batch, objective, true);
    Require.vector(gradient, real, policy.parameters(), "gradient");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_policy_gradient(
              call.context(),
              policy.pointer(),
              context.address(gradient, "gradient"),
              call.memory().doubles,
              context.tapeOrNull(tape),
              context.address(theta, "theta"),
              call.batch(batch),
              call.objective(objective)));
      Tape.recorded(tape, batch.sourceRows());
      statistics.read(call.memory().doubles);
    } finally {
      call.leave();
    }
  }

  /**
   * As {@link #gradient}, but reads the activations of a tape instead of observations.
   *
   * @param gradient out, real[P]
   * @param statistics out
   * @param tape recorded at the same theta from the same rows
   * @param theta real[P], finite
   * @param batch where the batch lies; its observation is ignored
   * @param objective what is differentiated
   */
  public void gradientRecorded(
      Slab gradient,
      PolicyStatistics statistics,
      Tape tape,
      Slab theta,
      Batch batch,
      Objective objective) {
    check(statistics, theta, batch, objective, false);
    Require.notNull(tape, "tape");
    Require.vector(gradient, real, policy.parameters(), "gradient");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_policy_gradient_recorded(
              call.context(),
              policy.pointer(),
              context.address(gradient, "gradient"),
              call.memory().doubles,
              context.tape(tape),
              context.address(theta, "theta"),
              call.batch(batch),
              call.objective(objective)));
      statistics.read(call.memory().doubles);
    } finally {
      call.leave();
    }
  }

  private void check(
      PolicyStatistics statistics, Slab theta, Batch batch, Objective objective, boolean observed) {
    Require.notNull(statistics, "statistics");
    Require.vector(theta, real, policy.parameters(), "theta");
    Require.notNull(batch, "batch").check(real, policy, observed);
    Require.notNull(Require.notNull(objective, "objective").kind(), "objective.kind");
  }
}
