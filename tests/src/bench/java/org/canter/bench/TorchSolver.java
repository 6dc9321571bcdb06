// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import static org.canter.bench.Torch.plus;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** Conjugate gradient on tensors: as many products as ours makes, and no early stop. */
final class TorchSolver {
  private TorchSolver() {}

  /**
   * What a solve found.
   *
   * @param x the last iterate
   * @param quadratic x'A x
   */
  record Solution(Tensor x, double quadratic) {}

  /** Solves A x = b from x = 0, with A given by its products. */
  static Solution solve(UnaryOperator<Tensor> product, Tensor b) {
    Tensor x = Torch.times(b, 0);
    Tensor residual = b;
    Tensor direction = b;
    double squares = dot(b, b);
    for (int i = 0; i < Problem.ITERATIONS; i++) {
      Tensor along = product.apply(direction);
      double length = squares / dot(direction, along);
      x = plus(x, length, direction);
      residual = plus(residual, -length, along);
      double before = squares;
      squares = dot(residual, residual);
      direction = plus(residual, squares / before, direction);
    }
    // A x = b - r, so no further product is needed
    return new Solution(x, dot(x, b.sub(residual)));
  }

  private static double dot(Tensor x, Tensor y) {
    return x.dot(y).item_double();
  }
}
