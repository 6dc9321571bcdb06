// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.canter.kernels.NonFiniteException;
import org.junit.jupiter.api.Test;

/** Ridge regression and its factor, by hand. */
class RidgeRegressionTest {
  @Test
  void onePenalisedNumber() {
    RidgeRegression regression = new RidgeRegression(1);
    regression.add(new double[] {1}, 3);
    regression.add(new double[] {1}, 5);
    // w = (3 + 5) / (1 + 1 + ridge)
    assertThat(regression.solve(2)).isEqualTo(new double[] {2});
  }

  @Test
  void aLineThroughPoints() {
    RidgeRegression regression = new RidgeRegression(2);
    for (int x = 0; x < 7; x++) {
      regression.add(new double[] {x, 1}, 4 - 3 * x);
    }
    double[] weights = regression.solve(0);
    assertThat(weights).usingTolerance(1e-12).containsExactly(-3, 4).inOrder();
  }

  @Test
  void aPenaltyIsFoundWhereTheMatrixIsSingular() {
    RidgeRegression regression = new RidgeRegression(3);
    for (int x = 1; x < 6; x++) {
      // two features are the same, one is nothing
      regression.add(new double[] {x, x, 0}, 10 * x);
    }
    double[] weights = regression.solve(0);
    assertThat(weights).usingTolerance(1e-3).containsExactly(5, 5, 0).inOrder();
  }

  @Test
  void nothingButZerosGivesZeros() {
    RidgeRegression regression = new RidgeRegression(2);
    regression.add(new double[2], 3);
    assertThat(regression.solve(0)).isEqualTo(new double[2]);
  }

  @Test
  void rowsBeyondTheRangeOfDoublesAreRefused() {
    RidgeRegression regression = new RidgeRegression(1);
    regression.add(new double[] {1e200}, 1);
    NonFiniteException refusal =
        assertThrows(NonFiniteException.class, () -> regression.solve(1e-5));
    assertThat(refusal).hasMessageThat().contains("scale the observations");
  }

  @Test
  void theFactorSolvesAndKnowsWhatIsNotPositiveDefinite() {
    double[][] matrix = {{4}, {2, 5}};
    Cholesky cholesky = new Cholesky(2);
    assertThat(cholesky.factor(matrix, 0)).isTrue();
    double[] x = {8, 8};
    cholesky.solve(x);
    assertThat(x).usingTolerance(1e-15).containsExactly(1.5, 1).inOrder();
    double[][] indefinite = {{1}, {2, 3}};
    assertThat(cholesky.factor(indefinite, 0)).isFalse();
    // its lowest eigenvalue is 2 - sqrt 5
    assertThat(cholesky.factor(indefinite, 0.2)).isFalse();
    assertThat(cholesky.factor(indefinite, 0.3)).isTrue();
    assertThat(cholesky.factor(new double[][] {{Double.NaN}, {0, 1}}, 1)).isFalse();
  }

  @Test
  void explainedVarianceByHand() {
    SquaredError error = new SquaredError();
    error.add(1, 2);
    error.add(1, -2);
    error.add(0, 0);
    // squares 1 + 9 + 0; the targets' deviations 4 + 4 + 0
    assertThat(error.loss()).isWithin(1e-15).of(10.0 / 6);
    assertThat(error.explainedVariance()).isWithin(1e-15).of(1 - 10.0 / 8);
    SquaredError same = new SquaredError();
    same.add(1, 3);
    same.add(2, 3);
    assertThat(same.explainedVariance()).isNaN();
  }
}
