// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import java.util.Arrays;
import org.canter.kernels.NonFiniteException;

/**
 * Least squares with a penalty on the squared weights, by normal equations in double: minimises sum
 * (features' w - target)^2 + ridge |w|^2.
 */
final class RidgeRegression {
  // rows that are added to the matrix in one go, which saves passes over it
  private static final int BLOCK = 4;
  // relative to the largest diagonal element: what a failure raises the penalty to at least
  private static final double LEAST_RAISED = 1e-12;

  private final int count;
  // the lower triangle of the sum of features features'
  private final double[][] matrix;
  private final double[] right;
  private final double[][] block;
  private final double[] targets = new double[BLOCK];
  private int pending;

  /** Begins with no row. */
  RidgeRegression(int features) {
    this.count = features;
    this.matrix = Cholesky.triangle(features);
    this.right = new double[features];
    this.block = new double[BLOCK][features];
  }

  /** Adds a row; copies the features. */
  void add(double[] features, double target) {
    System.arraycopy(features, 0, block[pending], 0, count);
    targets[pending++] = target;
    if (pending == BLOCK) {
      addBlock();
    }
  }

  private void addBlock() {
    double[] a = block[0];
    double[] b = block[1];
    double[] c = block[2];
    double[] d = block[3];
    for (int i = 0; i < count; i++) {
      double[] row = matrix[i];
      for (int j = 0; j <= i; j++) {
        row[j] += a[i] * a[j] + b[i] * b[j] + c[i] * c[j] + d[i] * d[j];
      }
      right[i] += a[i] * targets[0] + b[i] * targets[1] + c[i] * targets[2] + d[i] * targets[3];
    }
    // rows of zeros fill the last block up
    for (int k = 0; k < BLOCK; k++) {
      Arrays.fill(block[k], 0);
      targets[k] = 0;
    }
    pending = 0;
  }

  /**
   * The weights. The penalty is raised tenfold for as long as the matrix cannot be factored.
   *
   * @throws NonFiniteException if the rows were too large for their products to be numbers
   */
  double[] solve(double ridge) {
    addBlock();
    double largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, matrix[i][i]);
    }
    Cholesky factor = new Cholesky(count);
    double penalty = ridge;
    while (!factor.factor(matrix, penalty)) {
      penalty = Math.max(10 * penalty, Math.max(LEAST_RAISED * largest, Double.MIN_NORMAL));
      if (!(penalty < Double.POSITIVE_INFINITY)) {
        throw new NonFiniteException(
            "the largest squared feature of a linear baseline is "
                + largest
                + ": no penalty makes its equations solvable; scale the observations");
      }
    }
    double[] weights = right.clone();
    factor.solve(weights);
    return weights;
  }
}
