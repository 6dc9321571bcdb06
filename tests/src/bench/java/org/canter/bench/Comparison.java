// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.canter.kernels.KernelContext;

/** Compares our results on a problem with the oracle's and the peer's, before they are timed. */
final class Comparison {
  /** Float against float, each with its own order of sums: relative to the norm of the whole. */
  private static final double FLOAT = 1e-4;

  /** Float against double. */
  private static final double ORACLE = 2e-5;

  /** Ten steps of conjugate gradient amplify the rounding of their products. */
  private static final double SOLVE = 1e-2;

  /** Rows that the oracle, which is plain and slow, computes as well. */
  private static final int ORACLE_ROWS = 500;

  private final Map<Operation, Double> errors = new EnumMap<>(Operation.class);
  private final Problem problem;
  private final Plan plan;

  Comparison(Problem problem, Plan plan) {
    this.problem = problem;
    this.plan = plan;
  }

  /** The largest relative error that was seen of each operation. */
  Map<Operation, Double> errors() {
    return errors;
  }

  /** Compares float kernels with the double-precision oracle on the first rows. */
  void withOracle() {
    int rows = Math.min(ORACLE_ROWS, problem.shape().batch());
    Problem small = problem.rows(IntStream.range(0, rows).toArray());
    try (Ours floats = new Ours(small, plan.context(1));
        Ours oracle = new Ours(small, KernelContext.f64())) {
      for (Operation operation : Operation.ofPolicy()) {
        floats.call(operation).run();
        oracle.call(operation).run();
        double bound = operation.isUpdate() ? SOLVE : ORACLE;
        require(operation, floats.last(operation), oracle.last(operation), bound);
      }
    }
  }

  /** Compares our results with the peer's. */
  void withPeer(Ours ours, TorchPolicy peer) {
    for (Operation operation : Operation.ofPolicy()) {
      // the peer has no update with a part of the states
      if (operation.peer() == operation) {
        ours.call(operation).run();
        double bound = operation.isUpdate() ? SOLVE : FLOAT;
        require(operation, ours.last(operation), peer.result(operation), bound);
      }
    }
  }

  /** Compares two of ours, which must not differ in a single bit. */
  static void bits(Ours one, Ours other) {
    for (Operation operation : Operation.ofPolicy()) {
      one.call(operation).run();
      other.call(operation).run();
      if (!Arrays.equals(one.last(operation), other.last(operation))) {
        throw new IllegalStateException(
            operation.label() + ": the bits depend on the number of threads");
      }
    }
  }

  private void require(Operation operation, double[] got, double[] wanted, double bound) {
    double error = error(got, wanted);
    if (!(error <= bound)) {
      throw new IllegalStateException(
          String.format(
              "%s of %s: relative error %.1e, at most %.1e is allowed; nothing wrong is timed",
              operation.label(), problem.shape(), error, bound));
    }
    errors.merge(operation, error, Math::max);
  }

  /** |got - wanted| / |wanted|. */
  static double error(double[] got, double[] wanted) {
    if (got.length != wanted.length) {
      return Double.NaN;
    }
    double difference = 0;
    double size = 0;
    for (int i = 0; i < wanted.length; i++) {
      difference += (got[i] - wanted[i]) * (got[i] - wanted[i]);
      size += wanted[i] * wanted[i];
    }
    return Math.sqrt(difference / size);
  }
}
