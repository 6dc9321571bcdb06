// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Steps of trust-region policy optimisation in a context: direction, length and line search in one
 * call, so that a GPU needs no answer from the host in between. They have the bits of the parts
 * called one by one. A pool call. Owns nothing; the context and the policy must stay open.
 */
public final class TrustRegion {
  private final KernelContext context;
  private final Policy policy;
  private final ElementType real;

  /**
   * Pairs a context with a policy.
   *
   * @param context the context of all calls
   * @param policy the policy
   */
  public TrustRegion(KernelContext context, Policy policy) {
    this.context = Require.notNull(context, "context");
    this.policy = Require.notNull(policy, "policy");
    this.real = context.elementType();
  }

  /**
   * Solves F s = gradient, then takes the first of the steps theta + longest shrink^k s whose
   * objective on the batch exceeds objectiveBefore and whose mean KL divergence is at most delta. A
   * direction with s'Fs of NaN or not above 0 leads nowhere.
   *
   * @param result out
   * @param theta in and out, real[P]; stays as it is where no candidate is taken
   * @param direction out, s, real[P]
   * @param tape a recording of the policy's network at theta, whose rows make the Fisher matrix
   * @param fisherAction real[M, A] of the tape's batch: the empirical Fisher matrix; null: the
   *     analytic
   * @param gradient real[P]
   * @param objectiveBefore the objective of theta on the batch
   * @param batch where the batch of the line search lies; needs old parameters
   * @param objective what is raised
   * @param settings how the step is chosen
   */
  public void step(
      TrustRegionResult result,
      Slab theta,
      Slab direction,
      Tape tape,
      Slab fisherAction,
      Slab gradient,
      double objectiveBefore,
      Batch batch,
      Objective objective,
      TrustRegionSettings settings) {
    check(result, theta, direction, tape, gradient);
    Require.notNull(batch, "batch").check(real, policy, true);
    Require.notNull(Require.notNull(objective, "objective").kind(), "objective.kind");
    Require.notNull(settings, "settings");
    PoolCall call = context.enter();
    try {
      if (fisherAction != null) {
        Require.matrix(
            fisherAction, real, tape.recordedSourceRows(), policy.actions(), "fisherAction");
      }
      Status.check(
          KernelsApi.canter_trust_region_step(
              call.context(),
              policy.pointer(),
              context.address(theta, "theta"),
              context.address(direction, "direction"),
              call.step(),
              context.tape(tape),
              context.addressOrNull(fisherAction, "fisherAction"),
              context.address(gradient, "gradient"),
              objectiveBefore,
              call.batch(batch),
              call.objective(objective),
              call.settings(settings)));
      result.read(call.step(), call.stepSolve());
    } finally {
      call.leave();
    }
  }

  private void check(
      TrustRegionResult result, Slab theta, Slab direction, Tape tape, Slab gradient) {
    Require.notNull(result, "result");
    Require.notNull(tape, "tape");
    Require.vector(theta, real, policy.parameters(), "theta");
    Require.vector(direction, real, policy.parameters(), "direction");
    Require.vector(gradient, real, policy.parameters(), "gradient");
  }
}
