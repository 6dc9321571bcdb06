// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Fisher-vector products of a policy over a recorded batch in a context. No matrix is formed and no
 * score stored. A subsample of states is a tape recorded with an index of those states. All are
 * pool calls. Owns nothing; the context and the policy must stay open.
 */
public final class Fisher {
  private final KernelContext context;
  private final Policy policy;
  private final ElementType real;

  /**
   * Pairs a context with a policy.
   *
   * @param context the context of all calls
   * @param policy the policy
   */
  public Fisher(KernelContext context, Policy policy) {
    this.context = Require.notNull(context, "context");
    this.policy = Require.notNull(policy, "policy");
    this.real = context.elementType();
  }

  /**
   * out = (1/B) sum_b J_b' M_b J_b v + damping v: a tangent pass, the distribution's Fisher matrix
   * M_b, a backward pass.
   *
   * @param out out, real[P]
   * @param tape a recording of the policy's network at theta
   * @param theta real[P]
   * @param v real[P]
   * @param damping at least 0
   */
  public void product(Slab out, Tape tape, Slab theta, Slab v, double damping) {
    check(out, tape, theta, v);
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_fisher_product(
              call.context(),
              policy.pointer(),
              context.address(out, "out"),
              context.tape(tape),
              context.address(theta, "theta"),
              context.address(v, "v"),
              damping));
    } finally {
      call.leave();
    }
  }

  /**
   * out = (1/B) sum_b s_b (s_b' v) + damping v with the scores s_b = grad log pi(a_b | s_b).
   *
   * @param out out, real[P]
   * @param tape a recording of the policy's network at theta
   * @param theta real[P]
   * @param action real[M, A], where M and the index are the tape's
   * @param v real[P]
   * @param damping at least 0
   */
  public void productEmpirical(
      Slab out, Tape tape, Slab theta, Slab action, Slab v, double damping) {
    check(out, tape, theta, v);
    PoolCall call = context.enter();
    try {
      Require.matrix(action, real, tape.recordedSourceRows(), policy.actions(), "action");
      Status.check(
          KernelsApi.canter_fisher_product_empirical(
              call.context(),
              policy.pointer(),
              context.address(out, "out"),
              context.tape(tape),
              context.address(theta, "theta"),
              context.address(action, "action"),
              context.address(v, "v"),
              damping));
    } finally {
      call.leave();
    }
  }

  private void check(Slab out, Tape tape, Slab theta, Slab v) {
    Require.notNull(tape, "tape");
    Require.vector(out, real, policy.parameters(), "out");
    Require.vector(theta, real, policy.parameters(), "theta");
    Require.vector(v, real, policy.parameters(), "v");
  }
}
