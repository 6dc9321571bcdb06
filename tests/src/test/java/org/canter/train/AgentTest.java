// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertThat;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;
import org.canter.rollout.Horizon;
import org.canter.rollout.RolloutCollector;
import org.canter.rollout.RolloutConfig;
import org.canter.rollout.TrajectoryBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy with its normaliser. */
class AgentTest {
  private static final double LIMIT = 1.5;

  private final TrainConfig config =
      SmallConfig.of("gym/Hopper-v4", "trpo").with("normalizer.limit", LIMIT).config();
  private final EnvironmentFactory hopper = EnvironmentRegistry.standard().find(config.env());
  private final Compute compute = Compute.cpu(1);
  private final Agent agent = Agent.create(compute, hopper.spec(), config);

  @AfterEach
  void close() {
    agent.close();
    compute.close();
  }

  /** Gathers a batch by the agent. */
  private TrajectoryBatch gathered(RolloutCollector collector) {
    TrajectoryBatch batch = collector.newBatch(true);
    collector.collect(batch, agent.normalizer().scaling());
    return batch;
  }

  private RolloutCollector collector() {
    RolloutConfig rollout =
        RolloutConfig.of(4, 1, Horizon.steps(100)).withRandom(1, RandomStream.ENVIRONMENT);
    return RolloutCollector.open(hopper, agent.policy().sampling(1), rollout);
  }

  @Test
  void observationsAreScaledByWhatWasAbsorbedBefore() {
    try (RolloutCollector collector = collector();
        TrajectoryBatch first = gathered(collector)) {
      // nothing was absorbed yet: as they are, but for the limit
      for (int i = 0; i < 100; i++) {
        assertThat(first.observation().get(i))
            .isEqualTo(Math.max(-LIMIT, Math.min(LIMIT, first.raw().get(i))));
      }
      agent.normalizer().absorb(first);
      try (TrajectoryBatch second = gathered(collector)) {
        for (int column = 0; column < 11; column++) {
          requireScaled(first.raw(), second, column);
        }
      }
    }
  }

  private static void requireScaled(Slab absorbed, TrajectoryBatch batch, int column) {
    double mean = 0;
    double square = 0;
    long rows = absorbed.rows();
    for (long row = 0; row < rows; row++) {
      mean += absorbed.get(row, column) / rows;
    }
    for (long row = 0; row < rows; row++) {
      square += Math.pow(absorbed.get(row, column) - mean, 2) / rows;
    }
    for (long row = 0; row < rows; row++) {
      double wanted = (batch.raw().get(row, column) - mean) / Math.sqrt(square + 1e-8);
      double limited = Math.max(-LIMIT, Math.min(LIMIT, wanted));
      assertThat(batch.observation().get(row, column)).isWithin(1e-4).of(limited);
    }
  }

  @Test
  void anEvaluationChangesNothing() {
    try (RolloutCollector collector = collector();
        TrajectoryBatch batch = gathered(collector)) {
      agent.normalizer().absorb(batch);
    }
    byte[] before = agent.save();
    double[] one = agent.evaluate(hopper, 5, 7, 1).totals();
    assertThat(agent.evaluate(hopper, 5, 7, 3).totals()).isEqualTo(one);
    assertThat(agent.evaluate(hopper, 6, 7, 1).totals()).isNotEqualTo(one);
    assertThat(agent.save()).isEqualTo(before);
  }

  @Test
  void aRestoredAgentIsTheSame() {
    try (RolloutCollector collector = collector();
        TrajectoryBatch batch = gathered(collector)) {
      agent.normalizer().absorb(batch);
    }
    agent.policy().theta().set(3, 0.5);
    try (Agent other = Agent.create(compute, hopper.spec(), config)) {
      assertThat(other.save()).isNotEqualTo(agent.save());
      other.restore(agent.save());
      assertThat(other.save()).isEqualTo(agent.save());
      assertThat(other.thetaBytes()).isEqualTo(agent.thetaBytes());
      assertThat(other.normalizer().summary()).isEqualTo(agent.normalizer().summary());
      assertThat(other.evaluate(hopper, 5, 4, 1).totals())
          .isEqualTo(agent.evaluate(hopper, 5, 4, 1).totals());
    }
  }

  @Test
  void anInactiveNormalizerLeavesObservations() {
    TrainConfig plain =
        SmallConfig.of(config.env(), "trpo").with("normalizer.active", false).config();
    try (Agent raw = Agent.create(compute, hopper.spec(), plain)) {
      assertThat(raw.normalizer().scaling()).isNull();
      assertThat(raw.normalizer().summary()[0]).isNaN();
      StateWriter out = new StateWriter();
      raw.normalizer().save(out);
      StateReader in = StateReader.of(out.toBytes(), "test");
      raw.normalizer().restore(in);
      in.end();
    }
  }
}
