// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static org.canter.kernels.Slab.hostPointerOrNull;

import org.canter.kernels.c.KernelsApi;

/**
 * Conjugate gradient for A x = b in a context, with A symmetric and positive definite. It starts at
 * x = 0, so equal inputs give equal bits; a breakdown is an {@linkplain SolveOutcome outcome}, not
 * an exception. Vectors are kept in double inside. All are pool calls. Owns nothing; the context
 * must stay open.
 *
 * <p>All solves take: {@code x} out, real[n]; {@code residuals} out, double[iterations + 1] or
 * longer, with the host, |r| before the first and after each step, may be null; {@code result} out;
 * {@code b} real[n]; at most {@code iterations} (at least 1) steps, until |r| is at most {@code
 * tolerance} (at least 0) times |b|.
 */
public final class ConjugateGradient {
  private final KernelContext context;
  private final ElementType real;

  /**
   * Solves in a context.
   *
   * @param context the context of all calls
   */
  public ConjugateGradient(KernelContext context) {
    this.context = Require.notNull(context, "context");
    this.real = context.elementType();
  }

  /**
   * Solves with an operator in Java, which gets slabs of this context. This one allocates: two
   * vectors a solve.
   *
   * @param x out, real[n]
   * @param residuals out, double[iterations + 1] or longer; may be null
   * @param result out
   * @param operator the product with A
   * @param b real[n]
   * @param iterations at least 1
   * @param tolerance at least 0
   */
  public void solve(
      Slab x,
      Slab residuals,
      SolveResult result,
      LinearOperator operator,
      Slab b,
      int iterations,
      double tolerance) {
    Require.notNull(operator, "operator");
    Require.typed(b, real, "b");
    check(x, residuals, result, b, b.elements(), iterations);
    PoolCall call = context.enter();
    try (OperatorCall operation = new OperatorCall(context, operator, b.elements())) {
      operation.check(
          KernelsApi.canter_conjugate_gradient(
              call.context(),
              context.address(x, "x"),
              hostPointerOrNull(residuals, "residuals"),
              call.solve(),
              operation.function(),
              operation.self(),
              context.address(b, "b"),
              b.elements(),
              iterations,
              tolerance));
      result.read(call.solve());
    } finally {
      call.leave();
    }
  }

  /**
   * Solves with a dense symmetric matrix: small problems and tests.
   *
   * @param x out, real[n]
   * @param residuals out, double[iterations + 1] or longer; may be null
   * @param result out
   * @param matrix real[n, n]
   * @param b real[n]
   * @param iterations at least 1
   * @param tolerance at least 0
   */
  public void dense(
      Slab x,
      Slab residuals,
      SolveResult result,
      Slab matrix,
      Slab b,
      int iterations,
      double tolerance) {
    Require.typed(b, real, "b");
    Require.matrix(matrix, real, b.elements(), b.elements(), "matrix");
    check(x, residuals, result, b, b.elements(), iterations);
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_conjugate_gradient_dense(
              call.context(),
              context.address(x, "x"),
              hostPointerOrNull(residuals, "residuals"),
              call.solve(),
              context.address(matrix, "matrix"),
              context.address(b, "b"),
              b.elements(),
              iterations,
              tolerance));
      result.read(call.solve());
    } finally {
      call.leave();
    }
  }

  /**
   * Solves with the damped Fisher matrix of a policy; n = P.
   *
   * @param x out, real[P]
   * @param residuals out, double[iterations + 1] or longer; may be null
   * @param result out
   * @param policy the policy
   * @param tape a recording of the policy's network at theta
   * @param theta real[P]
   * @param action real[M, A] of the tape's batch: the empirical Fisher matrix; null: the analytic
   * @param b real[P]
   * @param damping at least 0
   * @param iterations at least 1
   * @param tolerance at least 0
   */
  public void fisher(
      Slab x,
      Slab residuals,
      SolveResult result,
      Policy policy,
      Tape tape,
      Slab theta,
      Slab action,
      Slab b,
      double damping,
      int iterations,
      double tolerance) {
    Require.notNull(policy, "policy");
    Require.notNull(tape, "tape");
    Require.vector(theta, real, policy.parameters(), "theta");
    check(x, residuals, result, b, policy.parameters(), iterations);
    PoolCall call = context.enter();
    try {
      if (action != null) {
        Require.matrix(action, real, tape.recordedSourceRows(), policy.actions(), "action");
      }
      Status.check(
          KernelsApi.canter_conjugate_gradient_fisher(
              call.context(),
              policy.pointer(),
              context.address(x, "x"),
              hostPointerOrNull(residuals, "residuals"),
              call.solve(),
              context.tape(tape),
              context.address(theta, "theta"),
              context.addressOrNull(action, "action"),
              context.address(b, "b"),
              damping,
              iterations,
              tolerance));
      result.read(call.solve());
    } finally {
      call.leave();
    }
  }

  /**
   * Solves with the damped Gauss-Newton matrix of a network; n = P.
   *
   * @param x out, real[P]
   * @param residuals out, double[iterations + 1] or longer; may be null
   * @param result out
   * @param network the network
   * @param tape a recording at theta
   * @param theta real[P]
   * @param b real[P]
   * @param damping at least 0
   * @param iterations at least 1
   * @param tolerance at least 0
   */
  public void gaussNewton(
      Slab x,
      Slab residuals,
      SolveResult result,
      Network network,
      Tape tape,
      Slab theta,
      Slab b,
      double damping,
      int iterations,
      double tolerance) {
    Require.notNull(network, "network");
    Require.notNull(tape, "tape");
    Require.vector(theta, real, network.parameters(), "theta");
    check(x, residuals, result, b, network.parameters(), iterations);
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_conjugate_gradient_gauss_newton(
              call.context(),
              network.pointer(),
              context.address(x, "x"),
              hostPointerOrNull(residuals, "residuals"),
              call.solve(),
              context.tape(tape),
              context.address(theta, "theta"),
              context.address(b, "b"),
              damping,
              iterations,
              tolerance));
      result.read(call.solve());
    } finally {
      call.leave();
    }
  }

  private void check(Slab x, Slab residuals, SolveResult result, Slab b, long n, int iterations) {
    Require.notNull(result, "result");
    Require.vector(x, real, n, "x");
    Require.vector(b, real, n, "b");
    if (residuals != null) {
      Require.atLeast(residuals, ElementType.F64, iterations + 1L, "residuals");
    }
  }
}
