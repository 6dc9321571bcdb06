// SPDX-License-Identifier: Apache-2.0
package org.canter.run.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.canter.config.ConfigException;
import org.canter.config.ConfigLayer;
import org.canter.config.ConfigResolver;
import org.canter.env.EnvironmentFactory;
import org.canter.rollout.Horizon;
import org.canter.rollout.RolloutException;
import org.canter.rollout.bench.KeepingFactory;
import org.canter.rollout.bench.RawReplay;
import org.canter.rollout.bench.Recording;
import org.canter.rollout.bench.RecordingFactory;
import org.canter.run.TrainingRun;
import org.canter.train.RolloutSettings;
import org.canter.train.TrainConfig;

/**
 * Measures whole training, with metrics and checkpoints but without evaluations, beside the
 * simulator alone. A first training is recorded; then, round by round, the same training and the
 * replay of the recording are timed in turn. A replay must end in the bytes in which the training
 * ended, or no time is given out.
 */
public final class TrainBench {
  private final int threads;
  private final int rounds;
  private final Path scratch;

  /**
   * Prepares.
   *
   * @param threads of training and replay, at least 1
   * @param rounds how often both are timed, at least 1
   * @param scratch an existing folder for the runs; each is removed when it was measured
   */
  public TrainBench(int threads, int rounds, Path scratch) {
    this.threads = threads;
    this.rounds = rounds;
    this.scratch = scratch;
  }

  /**
   * Measures.
   *
   * @param asked the configuration; evaluations are left out, and its steps rounded up
   * @param factory of its environment
   * @param progress receives a line now and then
   * @return what was found
   * @throws IOException if a run cannot be written
   * @throws ConfigException if the configuration gathers whole episodes
   * @throws RolloutException if the environment has no physics, or a replay ended elsewhere
   */
  public TrainMeasurement measure(
      TrainConfig asked, EnvironmentFactory factory, Consumer<String> progress) throws IOException {
    if (asked.rollout().unit() != Horizon.Unit.STEPS) {
      throw new ConfigException(
          "rollout.unit = episodes: environments that rest while others step cannot be replayed by"
              + " the simulator alone; set rollout.unit=steps");
    }
    int iterations = iterations(asked);
    TrainConfig config = config(asked, iterations);
    progress.accept(factory.id() + ": recording");
    Recording recording = record(config, factory, iterations);
    List<TrainTimes> trained = new ArrayList<>();
    double[] alone = new double[rounds];
    RawReplay raw = null;
    try {
      for (int round = 0; round < rounds; round++) {
        progress.accept(factory.id() + ": round " + (round + 1));
        KeepingFactory kept = new KeepingFactory(factory);
        double[] states;
        try (TrainingRun run = TrainingRun.begin(folder(), config, kept, threads)) {
          raw = raw == null ? new RawReplay(factory, recording, kept.slices()) : raw;
          trained.add(new TimedTraining(run, iterations).train());
          states = kept.states();
        } finally {
          remove(folder());
        }
        long begun = System.nanoTime();
        raw.run();
        alone[round] = (System.nanoTime() - begun) * 1e-9;
        raw.requireSameEnd(states, factory.id() + ", training on " + threads + " threads");
      }
    } finally {
      if (raw != null) {
        raw.close();
      }
    }
    return new TrainMeasurement(
        config, threads, iterations, config.steps(), recording.resets(), trained, alone);
  }

  /** The actions and resets of a training on one thread, which are those on any number of them. */
  private Recording record(TrainConfig config, EnvironmentFactory factory, int iterations)
      throws IOException {
    int steps = Math.multiplyExact(iterations, config.rollout().horizon());
    RecordingFactory recorder = new RecordingFactory(factory, steps);
    try (TrainingRun run = TrainingRun.begin(folder(), config, recorder, 1)) {
      new TimedTraining(run, iterations).train();
    } finally {
      remove(folder());
    }
    return recorder.recording();
  }

  private Path folder() {
    return scratch.resolve("run");
  }

  private static long batch(TrainConfig config) {
    RolloutSettings rollout = config.rollout();
    return (long) rollout.environments() * rollout.horizon();
  }

  /** At least two, of which the last one is not saved anyway: its checkpoint is timed by itself. */
  private static int iterations(TrainConfig config) {
    long iterations = Math.max(2, (config.steps() - 1) / batch(config) + 1);
    boolean saved = iterations % config.checkpoint().every() == 0;
    return Math.toIntExact(saved ? iterations + 1 : iterations);
  }

  private static TrainConfig config(TrainConfig asked, int iterations) {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("steps", iterations * batch(asked));
    changes.put("evaluation.every", 0);
    return ConfigResolver.resolve(asked, List.of(ConfigLayer.of("bench train", changes)));
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : found) {
      Files.delete(one);
    }
  }
}
