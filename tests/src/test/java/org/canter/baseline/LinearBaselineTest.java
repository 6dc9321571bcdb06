// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.env.EnvironmentFactory;
import org.canter.env.Space;
import org.canter.kernels.NonFiniteException;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;
import org.canter.rollout.Horizon;
import org.junit.jupiter.api.Test;

/** The linear baseline: what it can express it finds, with time and at bootstraps. */
class LinearBaselineTest {
  private static final double RIDGE = 1e-9;
  private static final EnvironmentFactory WORLD = Rote.shuffled(Rote.SCRIPTS, Space.box(1, -1, 1));

  @Test
  void featuresAreSquaresAndPowersOfTime() {
    try (Slab observation = Slab.of(9.0, 9.0, -2.0, 0.5)) {
      double[] row = new double[new LinearFeatures(2).count()];
      new LinearFeatures(2).write(row, observation.reshape(2, 2), 1, 200);
      assertThat(row).isEqualTo(new double[] {-2, 0.5, 4, 0.25, 2, 4, 8, 1});
    }
  }

  @Test
  void aFunctionThatItCanExpressIsFound() {
    try (Acted acted = Acted.exactly(WORLD, 4, Horizon.steps(50));
        LinearBaseline linear = new LinearBaseline(acted.compute, 2, RIDGE)) {
      Slab target = acted.matrix();
      int[] times = EpisodeTimes.of(acted.batch);
      for (int row = 0; row < times.length; row++) {
        target.set(row, truth(acted.batch.observation(), row, times[row]));
      }
      assertThat(acted.predict(linear)).isEqualTo(new double[200]);
      FitReport report = linear.fit(acted.batch, target, Regression.BEGIN);
      assertThat(report.varianceBefore()).isLessThan(0.0);
      assertThat(report.varianceAfter()).isWithin(1e-8).of(1);
      assertThat(report.lossAfter()).isLessThan(1e-8 * report.lossBefore());
      assertThat(report.steps()).isEqualTo(1);

      Slab bootstrap = acted.matrix();
      assertThat(acted.predict(linear, bootstrap))
          .usingTolerance(1e-3)
          .containsExactly(target.toDoubles())
          .inOrder();
      checkBootstraps(acted, bootstrap, times);
    }
  }

  /** After a FAULT the row's own value comes back, else that of the time step that follows. */
  private static void checkBootstraps(Acted acted, Slab bootstrap, int[] times) {
    double[] expected = new double[times.length];
    int[] kinds = new int[StepKind.values().length];
    for (int i = 0; i < acted.batch.boot().count(); i++) {
      int place = acted.batch.boot().place(i);
      StepKind kind = StepKind.of(acted.batch.step().getByte(place));
      int time = times[place] + (kind == StepKind.FAULT ? 0 : 1);
      expected[place] = truth(acted.batch.boot().observation(), i, time);
      kinds[kind.ordinal()]++;
    }
    assertThat(bootstrap.toDoubles()).usingTolerance(1e-3).containsExactly(expected).inOrder();
    // cuts, TIMEOUTs and FAULTs were among them
    assertThat(kinds[StepKind.MID.ordinal()]).isGreaterThan(0);
    assertThat(kinds[StepKind.TIMEOUT.ordinal()]).isGreaterThan(0);
    assertThat(kinds[StepKind.FAULT.ordinal()]).isGreaterThan(0);
  }

  private static double truth(Slab observation, long row, int time) {
    double script = observation.get(row, 0);
    double number = observation.get(row, 1);
    return 3 + 2 * script - number + 0.5 * number * number + 7 * time;
  }

  @Test
  void onlyRowsThatCountAreFitted() {
    try (Acted acted = Acted.fast(WORLD, 5, Horizon.episodes(10));
        LinearBaseline linear = new LinearBaseline(acted.compute, 2, RIDGE);
        LinearBaseline other = new LinearBaseline(acted.compute, 2, RIDGE)) {
      Slab target = acted.matrix();
      target.fill(1e6);
      for (int row : CountingRows.of(acted.batch)) {
        target.set(row, row);
      }
      assertThat(acted.batch.size()).isLessThan(50);
      linear.fit(acted.batch, target, Regression.BEGIN);
      double[] values = acted.predict(linear);
      for (int row = 0; row < 50; row++) {
        target.set(row, target.get(row) == 1e6 ? 0 : target.get(row));
      }
      other.fit(acted.batch, target, Regression.BEGIN);
      assertThat(acted.predict(other)).isEqualTo(values);
    }
  }

  @Test
  void aRestoredOneGivesTheSameBits() {
    try (Acted acted = Acted.fast(WORLD, 5, Horizon.steps(20));
        LinearBaseline linear = new LinearBaseline(acted.compute, 2, 1e-5);
        LinearBaseline other = new LinearBaseline(acted.compute, 2, 1e-5)) {
      linear.fit(acted.batch, acted.batch.reward(), Regression.BEGIN);
      StateWriter state = new StateWriter();
      linear.save(state);
      StateReader reader = StateReader.of(state.toBytes(), "baseline");
      other.restore(reader);
      reader.end();
      acted.collect();
      assertThat(acted.predict(other)).isEqualTo(acted.predict(linear));
      assertThat(other.fit(acted.batch, acted.batch.reward(), Regression.BEGIN))
          .isEqualTo(linear.fit(acted.batch, acted.batch.reward(), Regression.BEGIN));
    }
  }

  @Test
  void targetsThatAreNoNumbersAreRefused() {
    try (Acted acted = Acted.fast(WORLD, 1, Horizon.steps(20));
        LinearBaseline linear = new LinearBaseline(acted.compute, 2, 1e-5)) {
      Slab target = acted.matrix();
      target.set(7, Double.NaN);
      NonFiniteException refusal =
          assertThrows(
              NonFiniteException.class, () -> linear.fit(acted.batch, target, Regression.BEGIN));
      assertThat(refusal).hasMessageThat().contains("1 of 20 targets");
      assertThat(acted.predict(linear)).isEqualTo(new double[20]);
    }
  }
}
