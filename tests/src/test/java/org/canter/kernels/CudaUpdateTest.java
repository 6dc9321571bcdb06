// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** A whole policy update on a GPU: what it asks of the device, and what happens without memory. */
@Gpu
class CudaUpdateTest {
  private static final double MAX_KL = 0.01;
  private static final TrustRegionSettings USUAL =
      new TrustRegionSettings(MAX_KL, 0.1, 1e-10, 0.5, 10, 10);
  private static final TrustRegionSettings LONG =
      new TrustRegionSettings(MAX_KL, 0.1, 1e-10, 0.9, 40, 60);

  /** The batch with the old distributions of theta as it is now, computed on the same device. */
  private static Batch batch(CudaScene p) {
    Slab logStd = p.real(CudaScene.ACTIONS);
    Slab logs = p.real(CudaScene.ROWS);
    logStd.copyRows(0, p.policy.layout().logStd(p.theta), 0, CudaScene.ACTIONS);
    new Mlp(p.context, p.network).record(p.tape, p.parameters, p.theta, p.observation, null);
    new RowDistributions(p.context, p.distribution)
        .logProbability(logs, p.parameters, logStd, p.action);
    return new Batch(p.observation, p.action, p.weight, logs, p.parameters, logStd, null);
  }

  /** Observations up, gradient, step, theta down; returns the mean KL divergence of the step. */
  private static double update(
      CudaScene p, Batch batch, Slab pinned, float[] theta, TrustRegionSettings settings) {
    p.observation.copyRows(0, pinned, 0, CudaScene.ROWS);
    PolicyStatistics statistics = new PolicyStatistics();
    TrustRegionResult result = new TrustRegionResult();
    Slab gradient = p.real(p.policy.parameters());
    Slab direction = p.real(p.policy.parameters());
    new PolicyObjective(p.context, p.policy)
        .gradient(gradient, statistics, p.tape, p.theta, batch, Objective.surrogate());
    // the old distributions are of the same kernels: not nearly zero, but zero
    assertThat(statistics.maxKl()).isEqualTo(0);
    new TrustRegion(p.context, p.policy)
        .step(
            result,
            p.theta,
            direction,
            p.tape,
            null,
            gradient,
            statistics.objective(),
            batch,
            Objective.surrogate(),
            settings);
    p.theta.copyTo(theta);
    return result.statistics().meanKl();
  }

  @Test
  void whatAnUpdateAsksDoesNotGrowWithIterationsAndCandidates() {
    try (KernelContext context = CudaDeviceCondition.context();
        CudaScene p = new CudaScene(context);
        Slab pinned = context.allocateHost(ElementType.F32, CudaScene.ROWS, CudaScene.INPUTS)) {
      pinned.copyRows(0, p.observation, 0, CudaScene.ROWS);
      CudaTraffic usual = traffic(p, pinned, USUAL);
      CudaTraffic more = traffic(p, pinned, LONG);
      assertThat(more.waits()).isEqualTo(usual.waits());
      assertThat(more.downloads()).isEqualTo(usual.downloads());
      assertThat(more.graphLaunches()).isEqualTo(1);
      // statistics, the step, and theta that comes down
      assertThat(usual.waits()).isEqualTo(3);
      assertThat(usual.uploads()).isAtMost(2L);
      assertThat(usual.uploadBytes()).isAtLeast(pinned.bytes());
    }
  }

  /** The traffic of the second of two updates: the first one records the graph. */
  private static CudaTraffic traffic(CudaScene p, Slab pinned, TrustRegionSettings settings) {
    float[] theta = new float[(int) p.policy.parameters()];
    update(p, batch(p), pinned, theta, settings);
    CudaTraffic before = p.context.traffic();
    Batch batch = batch(p);
    CudaTraffic between = p.context.traffic();
    double kl = update(p, batch, pinned, theta, settings);
    CudaTraffic asked = p.context.traffic().since(between);
    System.out.println();
    System.out.println("old distributions: " + between.since(before));
    System.out.println("one update: " + asked);
    assertThat(kl).isGreaterThan(0.0);
    assertThat(kl).isAtMost(MAX_KL);
    assertThat(asked.downloadBytes()).isAtMost(4L * theta.length + 4096);
    return asked;
  }

  @Test
  void aTapeThatDoesNotFitIsRefusedAndASmallerRunWorks() {
    long rows = CudaDeviceCondition.device().totalBytes() / 64;
    try (KernelContext context = CudaDeviceCondition.context();
        CudaScene p = new CudaScene(context)) {
      KernelMemoryException refused =
          assertThrows(
              KernelMemoryException.class, () -> Tape.create(context, p.network, rows).close());
      assertThat(refused).hasMessageThat().contains("free");
      Slab out = p.real(p.policy.parameters());
      new Fisher(context, p.policy).product(out, p.tape, p.theta, p.theta, 0.1);
      assertThat(new Vectors(context).countNonFinite(out)).isEqualTo(0);
    }
  }

  @Test
  void whatIsClosedWhileWorkIsUnderWayDoesNoHarm() {
    CudaDevice device = CudaDeviceCondition.device();
    for (int i = 0; i < 10; i++) {
      try (KernelContext context = KernelContext.cuda(device);
          CudaScene p = new CudaScene(context)) {
        Slab out = context.allocate(p.policy.parameters());
        new Fisher(context, p.policy).product(out, p.tape, p.theta, p.theta, 0.1);
        out.close();
        p.tape.close();
      }
    }
    assertThat(LiveHandles.count()).isEqualTo(0);
  }
}
