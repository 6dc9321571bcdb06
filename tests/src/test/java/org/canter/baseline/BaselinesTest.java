// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Progress;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.kernels.Activation;
import org.canter.kernels.Slab;
import org.canter.rollout.Horizon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of baseline over some iterations of a tiny world. */
class BaselinesTest {
  private static final int ITERATIONS = 3;

  @ParameterizedTest
  @EnumSource(BaselineKind.class)
  void theSameBatchesGiveTheSameBitsAcrossACheckpoint(BaselineKind kind) {
    EnvironmentFactory world = EnvironmentRegistry.standard().find("tiny/Chain");
    try (Acted acted = Acted.fast(world, 4, Horizon.steps(50))) {
      Baseline whole = create(acted, kind);
      Baseline part = create(acted, kind);
      for (int i = 0; i < ITERATIONS; i++) {
        double[] value = iterate(acted, whole, i);
        assertThat(iterate(acted, part, i)).isEqualTo(value);
        for (double element : value) {
          assertThat(element).isFinite();
        }
        part = restored(acted, kind, part);
        acted.collect();
      }
    }
  }

  private static double[] iterate(Acted acted, Baseline baseline, int iteration) {
    Slab bootstrap = acted.matrix();
    double[] value = acted.predict(baseline, bootstrap);
    Slab target = acted.matrix();
    acted.compute.scans().returns(target, acted.batch.reward(), bootstrap, acted.batch.step(), 0.9);
    FitReport report = baseline.fit(acted.batch, target, new Progress(iteration, 0));
    boolean learns = report.steps() > 0;
    assertThat(Double.isNaN(report.lossAfter())).isEqualTo(!learns);
    if (learns) {
      assertThat(report.lossAfter()).isLessThan(report.lossBefore());
      assertThat(report.varianceAfter()).isGreaterThan(report.varianceBefore());
    }
    return value;
  }

  private static Baseline restored(Acted acted, BaselineKind kind, Baseline from) {
    StateWriter state = new StateWriter();
    from.save(state);
    Baseline fresh = create(acted, kind);
    StateReader reader = StateReader.of(state.toBytes(), "baseline");
    fresh.restore(reader);
    reader.end();
    return fresh;
  }

  private static Baseline create(Acted acted, BaselineKind kind) {
    BaselineSettings settings =
        new BaselineSettings(
            kind,
            List.of(8),
            Activation.TANH,
            1,
            true,
            1e-5,
            FitKind.LBFGS,
            AdamFitSettings.defaults(),
            TrustRegionFitSettings.defaults(),
            new LbfgsFitSettings(5, 5));
    return acted.own(Baselines.create(acted.compute, settings, 0.9, acted.policy, Acted.SEED));
  }
}
