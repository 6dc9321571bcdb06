// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertThat;

import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.metric.MetricRow;
import org.junit.jupiter.api.Test;

/** What an iteration says of itself. */
class TrainerMetricsTest {
  private static IterationReport last(SmallConfig small) {
    TrainConfig config = small.config();
    EnvironmentFactory world = EnvironmentRegistry.standard().find(config.env());
    try (Trainer trainer = Trainer.open(config, world, 2)) {
      IterationReport report = null;
      while (!trainer.isDone()) {
        report = trainer.iterate();
      }
      return report;
    }
  }

  @Test
  void aTrustRegionStepIsDescribed() {
    IterationReport report =
        last(
            SmallConfig.of("tiny/Chain", "trpo").with("rollout.environments", 8).iterations(3, 64));
    MetricRow row = report.metrics();
    assertThat(report.iteration()).isEqualTo(2);
    assertThat(report.batchSteps()).isEqualTo(512);
    assertThat(report.environmentSteps()).isEqualTo(1536);
    assertThat(row.get("episodes")).isAtLeast(10.0);
    assertThat(row.get("return_mean")).isEqualTo(report.returnMean());
    // a step costs 1
    assertThat(row.get("return_mean")).isEqualTo(-row.get("length_mean"));
    assertThat(row.get("return_min")).isAtMost(row.get("return_mean"));
    assertThat(row.get("return_max")).isAtLeast(row.get("return_mean"));
    assertThat(row.get("return_max")).isAtMost(-1.0);
    assertThat(row.get("kl_wanted")).isEqualTo(0.01);
    assertThat(row.get("kl")).isAtMost(0.01);
    assertThat(row.get("kl")).isEqualTo(report.kl());
    assertThat(row.get("kl_max")).isAtLeast(row.get("kl"));
    assertThat(row.get("improvement_actual"))
        .isEqualTo(row.get("surrogate_after") - row.get("surrogate_before"));
    assertThat(row.get("improvement_actual")).isGreaterThan(0.0);
    assertThat(row.get("improvement_predicted")).isGreaterThan(0.0);
    assertThat(row.get("step_accepted")).isEqualTo(1.0);
    assertThat(row.get("step_candidates"))
        .isEqualTo(
            1
                + row.get("step_refused_kl")
                + row.get("step_refused_objective")
                + row.get("step_refused_not_finite"));
    assertThat(row.get("cg_residual_last")).isLessThan(row.get("cg_residual_first"));
    assertThat(row.get("entropy")).isGreaterThan(0.0);
    assertThat(row.get("entropy")).isAtMost(Math.log(2) + 1e-6);
    assertThat(row.get("explained_variance_after"))
        .isGreaterThan(row.get("explained_variance_before"));
    assertThat(row.get("value_loss_after")).isLessThan(row.get("value_loss_before"));
    assertThat(row.get("physics_faults")).isEqualTo(0.0);
    assertThat(report.times().total()).isGreaterThan(0.0);
  }

  @Test
  void whatAMethodDoesNotHaveIsNoNumber() {
    MetricRow clipped = last(SmallConfig.of("tiny/LQR", "ppo").iterations(2, 40)).metrics();
    assertThat(clipped.get("kl_wanted")).isNaN();
    assertThat(clipped.get("kl_penalty")).isNaN();
    assertThat(clipped.get("cg_residual_last")).isNaN();
    assertThat(clipped.get("clip_fraction")).isAtLeast(0.0);
    MetricRow penalised = last(SmallConfig.of("tiny/LQR", "ppo-kl").iterations(2, 40)).metrics();
    assertThat(penalised.get("kl_penalty")).isGreaterThan(0.0);
    assertThat(penalised.get("clip_fraction")).isNaN();
    MetricRow plain =
        last(SmallConfig.of("tiny/LQR", "vpg").with("normalizer.active", false).iterations(2, 40))
            .metrics();
    assertThat(plain.get("normalizer_std_max")).isNaN();
    assertThat(plain.get("gradient_norm")).isGreaterThan(0.0);
  }

  @Test
  void theNamesAreTheSameForAllMethods() {
    MetricRow one = last(SmallConfig.of("tiny/LQR", "trpo").iterations(1, 40)).metrics();
    for (String other : new String[] {"ppo", "vpg", "npg-fixed"}) {
      MetricRow row = last(SmallConfig.of("tiny/LQR", other).iterations(1, 40)).metrics();
      assertThat(row.names()).containsExactlyElementsIn(one.names()).inOrder();
    }
  }
}
