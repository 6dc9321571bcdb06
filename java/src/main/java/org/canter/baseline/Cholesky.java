// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

/** The Cholesky factor of a symmetric positive definite matrix. */
final class Cholesky {
  // a pivot that is this small beside its diagonal element is rounding
  private static final double LEAST_PIVOT = 1e-12;

  private final double[][] factor;

  /** Makes room for a factor. */
  Cholesky(int size) {
    this.factor = triangle(size);
  }

  /** The lower triangle of a matrix of zeros. */
  static double[][] triangle(int size) {
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = new double[i + 1];
    }
    return rows;
  }

  /**
   * Factors matrix + penalty * I, given by its lower triangle; false if that is not positive
   * definite, as far as rounding can tell.
   */
  boolean factor(double[][] matrix, double penalty) {
    for (int i = 0; i < factor.length; i++) {
      double[] row = factor[i];
      for (int j = 0; j < i; j++) {
        row[j] = (matrix[i][j] - dot(row, factor[j], j)) / factor[j][j];
      }
      double diagonal = matrix[i][i] + penalty;
      double pivot = diagonal - dot(row, row, i);
      // a NaN fails too
      if (!(pivot > LEAST_PIVOT * diagonal)) {
        return false;
      }
      row[i] = StrictMath.sqrt(pivot);
    }
    return true;
  }

  /** Replaces a right-hand side by the solution; after {@link #factor} alone. */
  void solve(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - dot(factor[i], x, i)) / factor[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= factor[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= factor[i][j] * x[i];
      }
    }
  }

  private static double dot(double[] a, double[] b, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
