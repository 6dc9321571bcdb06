// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.List;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Progress;
import org.canter.env.EnvironmentFactory;
import org.canter.env.Space;
import org.canter.kernels.Activation;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;
import org.canter.rollout.Horizon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value network: what it predicts when, in which unit, and what a checkpoint keeps of it. */
class NeuralBaselineTest {
  private static final EnvironmentFactory WORLD = Rote.shuffled(Rote.SCRIPTS, Space.box(1, -1, 1));

  private static BaselineSettings settings(FitKind fit, boolean scaled) {
    return new BaselineSettings(
        BaselineKind.NEURAL,
        List.of(8),
        Activation.TANH,
        1,
        scaled,
        0,
        fit,
        new AdamFitSettings(0.01, false, 20, 50),
        new TrustRegionFitSettings(0.5, 10, 0.01, 5),
        new LbfgsFitSettings(20, 10));
  }

  private static NeuralBaseline neural(Acted acted, BaselineSettings settings) {
    return acted.own(new NeuralBaseline(acted.compute, 2, settings, Acted.SEED));
  }

  @ParameterizedTest
  @EnumSource(FitKind.class)
  void predictionsAreThoseBeforeTheFit(FitKind fit) {
    try (Acted acted = Acted.fast(WORLD, 5, Horizon.steps(40))) {
      Baseline neural = neural(acted, settings(fit, true));
      Slab value = acted.matrix();
      Slab bootstrap = acted.matrix();
      neural.predict(acted.batch, value, bootstrap);
      double[] old = value.toDoubles();
      double[] oldBootstrap = bootstrap.toDoubles();
      FitReport report = neural.fit(acted.batch, acted.batch.reward(), Regression.BEGIN);
      assertThat(report.steps()).isGreaterThan(0);
      // what was predicted stays, what will be predicted is new
      assertThat(value.toDoubles()).isEqualTo(old);
      assertThat(bootstrap.toDoubles()).isEqualTo(oldBootstrap);
      assertThat(acted.predict(neural)).isNotEqualTo(old);
    }
  }

  @Test
  void bootstrapsAreValuesOfTheRightObservations() {
    try (Acted acted = Acted.fast(WORLD, 5, Horizon.steps(40))) {
      Baseline neural = neural(acted, settings(FitKind.ADAM, true));
      Slab bootstrap = acted.matrix();
      double[] value = acted.predict(neural, bootstrap);
      int[] kinds = new int[StepKind.values().length];
      double[] cuts = new double[5];
      for (int row = 0; row < value.length; row++) {
        StepKind kind = StepKind.of(acted.batch.step().getByte(row));
        boolean cut = kind == StepKind.MID && row / 5 == 39;
        if (kind == StepKind.FAULT) {
          assertThat(bootstrap.get(row)).isEqualTo(value[row]);
        } else if (kind == StepKind.TIMEOUT || cut) {
          assertThat(bootstrap.get(row)).isNotEqualTo(0.0);
          assertThat(bootstrap.get(row)).isNotEqualTo(value[row]);
          cuts[row % 5] = cut ? bootstrap.get(row) : cuts[row % 5];
        } else {
          assertThat(bootstrap.get(row)).isEqualTo(0.0);
        }
        kinds[cut ? StepKind.MID.ordinal() : kind.ordinal()] += cut || kind != StepKind.MID ? 1 : 0;
      }
      for (int count : kinds) {
        assertThat(count).isGreaterThan(0);
      }
      // the observation after a cut is the first of the next batch
      acted.collect();
      double[] next = acted.predict(neural);
      for (int n = 0; n < 5; n++) {
        if (cuts[n] != 0) {
          assertThat(next[n]).isEqualTo(cuts[n]);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1000, 0.001})
  void predictionsStayInTheUnitOfRewardsAsTheScaleChanges(double unit) {
    try (Acted acted = Acted.fast(WORLD, 5, Horizon.steps(40))) {
      Baseline neural = neural(acted, settings(FitKind.LBFGS, true));
      Slab target = acted.matrix();
      double first = 0;
      double last = 0;
      for (int i = 0; i < 4; i++) {
        acted.collect();
        // targets that grow from batch to batch, so that the running deviation does
        double size = unit * (1 + i);
        for (int row = 0; row < target.elements(); row++) {
          target.set(row, size * acted.batch.observation().get(row, 0));
        }
        FitReport report = neural.fit(acted.batch, target, new Progress(i, 0));
        assertWithMessage("fit %s", i).that(report.varianceAfter()).isGreaterThan(0.999);
        double[] value = acted.predict(neural);
        for (int row = 0; row < value.length; row++) {
          assertWithMessage("row %s of fit %s", row, i)
              .that(value[row] / size)
              .isWithin(0.1)
              .of(target.get(row) / size);
        }
        first = i == 0 ? report.lossBefore() : first;
        last = report.lossBefore();
      }
      // in the network's scale all units are alike
      assertThat(first).isLessThan(4.0);
      assertThat(last).isLessThan(first);
    }
  }

  @ParameterizedTest
  @EnumSource(FitKind.class)
  void aRestoredOneGoesOnWithTheSameBits(FitKind fit) {
    try (Acted acted = Acted.fast(WORLD, 5, Horizon.steps(40))) {
      Baseline first = neural(acted, settings(fit, true));
      first.fit(acted.batch, acted.batch.reward(), new Progress(0, 0));
      StateWriter state = new StateWriter();
      first.save(state);
      Baseline second = neural(acted, settings(fit, true));
      assertThat(acted.predict(second)).isNotEqualTo(acted.predict(first));
      StateReader reader = StateReader.of(state.toBytes(), "baseline");
      second.restore(reader);
      reader.end();
      acted.collect();
      assertThat(acted.predict(second)).isEqualTo(acted.predict(first));
      assertThat(second.fit(acted.batch, acted.batch.reward(), new Progress(1, 0)))
          .isEqualTo(first.fit(acted.batch, acted.batch.reward(), new Progress(1, 0)));
      assertThat(acted.predict(second)).isEqualTo(acted.predict(first));
    }
  }

  @ParameterizedTest
  @EnumSource(FitKind.class)
  void rowsThatDoNotCountTeachNothing(FitKind fit) {
    try (Acted acted = Acted.fast(WORLD, 5, Horizon.episodes(10))) {
      Baseline first = neural(acted, settings(fit, true));
      Baseline second = neural(acted, settings(fit, true));
      assertThat(acted.batch.size()).isLessThan(50);
      Slab target = acted.matrix();
      Slab spoilt = acted.matrix();
      spoilt.fill(1e6);
      for (int row : CountingRows.of(acted.batch)) {
        target.set(row, acted.batch.reward().get(row));
        spoilt.set(row, acted.batch.reward().get(row));
      }
      assertThat(second.fit(acted.batch, spoilt, Regression.BEGIN))
          .isEqualTo(first.fit(acted.batch, target, Regression.BEGIN));
      assertThat(acted.predict(second)).isEqualTo(acted.predict(first));
    }
  }

  @Test
  void withoutScalingTheScaleIsOne() {
    try (Acted acted = Acted.fast(WORLD, 5, Horizon.steps(40));
        TargetScale none = new TargetScale(acted.compute, false);
        TargetScale scale = new TargetScale(acted.compute, true)) {
      none.absorb(acted.batch.reward(), null);
      assertThat(none.deviation()).isEqualTo(1.0);
      assertThat(scale.deviation()).isEqualTo(1.0);
      Slab target = acted.matrix();
      target.fill(7);
      target.set(0, 7 + 200);
      scale.absorb(target, null);
      // one of 200 stands out by 200: the mean by 1, the variance by 199
      assertThat(scale.deviation()).isWithin(1e-9).of(Math.sqrt(199));
      target.fill(7);
      TargetScale constant = acted.own(new TargetScale(acted.compute, true));
      constant.absorb(target, null);
      assertThat(constant.deviation()).isEqualTo(1e-4);
    }
  }
}
