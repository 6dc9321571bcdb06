// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertThat;

import org.canter.kernels.Philox;
import org.canter.kernels.RandomStream;
import org.junit.jupiter.api.Test;

/** The approximation of the inverse Hessian H, through what {@code direction} makes of vectors. */
class LbfgsHistoryTest {
  private static final int PARAMETERS = 6;
  private static final double[] ORIGIN = new double[PARAMETERS];

  @Test
  void withoutPairsItIsTheIdentity() {
    LbfgsHistory history = new LbfgsHistory(3, PARAMETERS);
    assertThat(history.isEmpty()).isTrue();
    double[] gradient = normals(1);
    assertThat(minusDirection(history, gradient)).isEqualTo(gradient);
  }

  @Test
  void theNewestPairIsReproducedWhateverWasBefore() {
    LbfgsHistory history = new LbfgsHistory(3, PARAMETERS);
    // more pairs than there is room for
    for (int i = 0; i < 8; i++) {
      double[] step = normals(i);
      double[] change = curved(step);
      assertThat(history.add(ORIGIN, step, ORIGIN, change)).isTrue();
      assertThat(minusDirection(history, change))
          .usingTolerance(1e-12)
          .containsExactly(step)
          .inOrder();
    }
    assertThat(history.isEmpty()).isFalse();
    history.clear();
    assertThat(history.isEmpty()).isTrue();
  }

  @Test
  void pairsWithoutPositiveCurvatureAreRefusedAndChangeNothing() {
    LbfgsHistory history = new LbfgsHistory(1, PARAMETERS);
    double[] step = normals(1);
    history.add(ORIGIN, step, ORIGIN, curved(step));
    double[] gradient = normals(2);
    double[] before = minusDirection(history, gradient);
    double[] other = normals(3);
    double[] opposite = new double[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      opposite[i] = -other[i];
    }
    assertThat(history.add(ORIGIN, other, ORIGIN, opposite)).isFalse();
    assertThat(history.add(ORIGIN, ORIGIN, ORIGIN, other)).isFalse();
    assertThat(history.add(ORIGIN, other, ORIGIN, ORIGIN)).isFalse();
    opposite[0] = Double.NaN;
    assertThat(history.add(ORIGIN, other, ORIGIN, opposite)).isFalse();
    assertThat(minusDirection(history, gradient)).isEqualTo(before);
  }

  @Test
  void directionsLeadDownhill() {
    LbfgsHistory history = new LbfgsHistory(4, PARAMETERS);
    for (int i = 0; i < 4; i++) {
      double[] step = normals(i);
      history.add(ORIGIN, step, ORIGIN, curved(step));
    }
    for (int i = 10; i < 60; i++) {
      double[] gradient = normals(i);
      assertThat(LbfgsHistory.dot(gradient, minusDirection(history, gradient))).isGreaterThan(0.0);
    }
  }

  /** A step times a Hessian with the diagonal 1, 2, ... */
  private static double[] curved(double[] step) {
    double[] change = new double[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      change[i] = (i + 1) * step[i];
    }
    return change;
  }

  private static double[] minusDirection(LbfgsHistory history, double[] gradient) {
    double[] direction = new double[PARAMETERS];
    history.direction(direction, gradient);
    for (int i = 0; i < PARAMETERS; i++) {
      direction[i] = -direction[i];
    }
    return direction;
  }

  private static double[] normals(int which) {
    double[] vector = new double[PARAMETERS];
    new Philox(1, RandomStream.BATCH.code()).at(which, 0, 0).normals(vector);
    return vector;
  }
}
