// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Backward scans over trajectories [T, N] in a context: row t holds step t of all N environments;
 * episodes may begin and end anywhere in a column. All are pool calls; outputs must not overlap
 * inputs. Owns nothing; the context must stay open.
 *
 * <p>What follows step (t, n), v', depends on its {@link StepKind}: MID: value[t + 1, n], in the
 * last row (a cut) bootstrap[t, n]. TERMINAL: 0. TIMEOUT: bootstrap[t, n], the value of the
 * observation before the reset. FAULT: bootstrap[t, n], the value of the step's own observation,
 * and the reward counts as 0. Sums never run across a step that is not MID. Bootstrap is read only
 * at the places named; what lies elsewhere, NaN included, does not matter.
 *
 * <p>Every slab of a call has the same T rows of width N (for N = 1 also [T]).
 */
public final class Scans {
  private final KernelContext context;
  private final ElementType real;

  /**
   * Scans in a context.
   *
   * @param context the context of all calls
   */
  public Scans(KernelContext context) {
    this.context = Require.notNull(context, "context");
    this.real = context.elementType();
  }

  /**
   * Generalised advantage estimation: delta = r + gamma v' - v, advantage[t] = delta[t] + gamma
   * lambda advantage[t + 1] within an episode.
   *
   * @param advantage out, real[T, N]
   * @param target out, real[T, N] = advantage + value; may be null
   * @param reward real[T, N]
   * @param value real[T, N]
   * @param bootstrap real[T, N]
   * @param step byte[T, N], codes of {@link StepKind}
   * @param gamma in [0, 1]
   * @param lambda in [0, 1]
   */
  public void gae(
      Slab advantage,
      Slab target,
      Slab reward,
      Slab value,
      Slab bootstrap,
      Slab step,
      double gamma,
      double lambda) {
    check(advantage, reward, step);
    like(value, reward, "value");
    like(bootstrap, reward, "bootstrap");
    likeOrNull(target, reward, "target");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_scan_gae(
              call.context(),
              context.address(advantage, "advantage"),
              context.addressOrNull(target, "target"),
              context.address(reward, "reward"),
              context.address(value, "value"),
              context.address(bootstrap, "bootstrap"),
              context.address(step, "step"),
              gamma,
              lambda,
              reward.rows(),
              reward.width()));
    } finally {
      call.leave();
    }
  }

  /**
   * Discounted sums of rewards to the end of the episode or of the column, plus the discounted
   * bootstrap there.
   *
   * @param returns out, real[T, N]
   * @param reward real[T, N]
   * @param bootstrap real[T, N]; null counts as 0: the sum just ends
   * @param step byte[T, N], codes of {@link StepKind}
   * @param gamma in [0, 1]
   */
  public void returns(Slab returns, Slab reward, Slab bootstrap, Slab step, double gamma) {
    check(returns, reward, step);
    likeOrNull(bootstrap, reward, "bootstrap");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_scan_returns(
              call.context(),
              context.address(returns, "returns"),
              context.address(reward, "reward"),
              context.addressOrNull(bootstrap, "bootstrap"),
              context.address(step, "step"),
              gamma,
              reward.rows(),
              reward.width()));
    } finally {
      call.leave();
    }
  }

  /**
   * n-step returns: r[t] + gamma r[t + 1] + ... + gamma^n v' after n steps, or fewer where the
   * episode or the column ends before.
   *
   * @param returns out, real[T, N]
   * @param reward real[T, N]
   * @param value real[T, N]
   * @param bootstrap real[T, N]
   * @param step byte[T, N], codes of {@link StepKind}
   * @param gamma in [0, 1]
   * @param n at least 1
   */
  public void nStep(
      Slab returns, Slab reward, Slab value, Slab bootstrap, Slab step, double gamma, int n) {
    check(returns, reward, step);
    like(value, reward, "value");
    like(bootstrap, reward, "bootstrap");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_scan_n_step(
              call.context(),
              context.address(returns, "returns"),
              context.address(reward, "reward"),
              context.address(value, "value"),
              context.address(bootstrap, "bootstrap"),
              context.address(step, "step"),
              gamma,
              n,
              reward.rows(),
              reward.width()));
    } finally {
      call.leave();
    }
  }

  /**
   * Temporal-difference residuals: delta = r + gamma v' - value.
   *
   * @param delta out, real[T, N]
   * @param reward real[T, N]
   * @param value real[T, N]
   * @param bootstrap real[T, N]
   * @param step byte[T, N], codes of {@link StepKind}
   * @param gamma in [0, 1]
   */
  public void residuals(
      Slab delta, Slab reward, Slab value, Slab bootstrap, Slab step, double gamma) {
    check(delta, reward, step);
    like(value, reward, "value");
    like(bootstrap, reward, "bootstrap");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_scan_td(
              call.context(),
              context.address(delta, "delta"),
              context.address(reward, "reward"),
              context.address(value, "value"),
              context.address(bootstrap, "bootstrap"),
              context.address(step, "step"),
              gamma,
              reward.rows(),
              reward.width()));
    } finally {
      call.leave();
    }
  }

  private void check(Slab out, Slab reward, Slab step) {
    Require.typed(reward, real, "reward");
    like(out, reward, "the output");
    Require.matrix(step, ElementType.U8, reward.rows(), reward.width(), "step");
  }

  private void like(Slab slab, Slab reward, String name) {
    Require.matrix(slab, real, reward.rows(), reward.width(), name);
  }

  private void likeOrNull(Slab slab, Slab reward, String name) {
    if (slab != null) {
      like(slab, reward, name);
    }
  }
}
