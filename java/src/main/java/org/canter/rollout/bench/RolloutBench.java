// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSlice;
import org.canter.kernels.RandomStream;
import org.canter.rollout.Horizon;
import org.canter.rollout.RolloutCollector;
import org.canter.rollout.RolloutConfig;
import org.canter.rollout.RolloutException;
import org.canter.rollout.TrajectoryBatch;

/**
 * Measures rollouts beside the simulator alone. A first rollout is recorded; then, round by round
 * and for each number of threads, the same rollout and the replay of the recording are timed in
 * turn. A replay must end in the bytes in which the rollout ended, or no time is given out.
 */
public final class RolloutBench {
  private final BenchSettings settings;

  /**
   * Prepares.
   *
   * @param settings what is measured
   */
  public RolloutBench(BenchSettings settings) {
    this.settings = settings;
  }

  /**
   * Measures one environment.
   *
   * @param factory opens it
   * @param progress receives a line now and then
   * @return a measurement for each number of threads
   * @throws RolloutException if the environment has no physics, or a replay ended elsewhere
   */
  public List<Measurement> measure(EnvironmentFactory factory, Consumer<String> progress) {
    try (BenchPolicy policy = new BenchPolicy(factory.spec(), settings.seed())) {
      progress.accept(factory.id() + ": recording");
      Recording recording = record(factory, policy);
      List<Contest> contests = new ArrayList<>();
      try {
        for (int threads : settings.threads()) {
          contests.add(new Contest(factory, policy, recording, threads));
        }
        // one round more than counts: compilers and caches warm up in it
        for (int round = -1; round < settings.rounds(); round++) {
          progress.accept(factory.id() + (round < 0 ? ": warming up" : ": round " + (round + 1)));
          for (Contest contest : contests) {
            contest.round(round);
          }
        }
        return contests.stream().map(Contest::result).toList();
      } finally {
        contests.forEach(Contest::close);
      }
    }
  }

  private RolloutConfig config(int threads) {
    return RolloutConfig.of(settings.environments(), threads, Horizon.steps(settings.horizon()))
        .withRandom(settings.seed(), RandomStream.ENVIRONMENT);
  }

  private Recording record(EnvironmentFactory factory, BenchPolicy policy) {
    // the scaling comes first, for all that follows acts by it
    try (RolloutCollector collector = RolloutCollector.open(factory, policy.acting(), config(1));
        TrajectoryBatch batch = collector.newBatch(true)) {
      collector.collect(batch, policy.scaling());
      policy.absorb(batch);
    }
    RecordingFactory recorder = new RecordingFactory(factory, settings.horizon());
    try (RolloutCollector collector = RolloutCollector.open(recorder, policy.acting(), config(1));
        TrajectoryBatch batch = collector.newBatch(true)) {
      collector.collect(batch, policy.scaling());
      if (collector.faultCount() > 0) {
        throw new RolloutException(
            factory.id()
                + ": the simulation broke down during the rollout, which the simulator"
                + " alone cannot repeat; choose another seed");
      }
      return recorder.recording();
    }
  }

  /** A rollout and the simulator alone with the same threads. */
  private final class Contest implements AutoCloseable {
    private final BenchPolicy policy;
    private final Recording recording;
    private final int threads;
    private final KeepingFactory factory;
    private final RolloutCollector collector;
    private final TrajectoryBatch batch;
    private final RawReplay raw;
    private final byte[] start;
    private final double[] rolloutTimes = new double[settings.rounds()];
    private final double[] rawTimes = new double[settings.rounds()];

    Contest(EnvironmentFactory factory, BenchPolicy policy, Recording recording, int threads) {
      this.policy = policy;
      this.recording = recording;
      this.threads = threads;
      this.factory = new KeepingFactory(factory);
      this.collector = RolloutCollector.open(this.factory, policy.acting(), config(threads));
      try {
        this.batch = collector.newBatch(true);
        this.raw = new RawReplay(factory, recording, this.factory.slices());
        this.start = collector.save();
      } catch (RuntimeException failure) {
        collector.close();
        throw failure;
      }
    }

    void round(int round) {
      collector.restore(start);
      double rollout = seconds(() -> collector.collect(batch, policy.scaling()));
      double alone = seconds(raw::run);
      raw.requireSameEnd(factory.states(), factory.id() + ", " + threads + " threads");
      if (round >= 0) {
        rolloutTimes[round] = rollout;
        rawTimes[round] = alone;
      }
    }

    Measurement result() {
      EnvironmentSlice slice = factory.slices().get(0);
      return new Measurement(
          factory.id(),
          threads,
          settings.environments(),
          settings.horizon() * settings.environments(),
          rolloutTimes,
          rawTimes,
          recording.resets(),
          slice.physics().orElseThrow().pool().plan().bytesPerSimulation());
    }

    @Override
    public void close() {
      raw.close();
      batch.close();
      collector.close();
    }
  }

  private static double seconds(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return (System.nanoTime() - before) * 1e-9;
  }
}
