// SPDX-License-Identifier: Apache-2.0
package org.canter.run.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.canter.rollout.bench.Median;
import org.canter.train.PhaseTimes;
import org.canter.train.TrainConfig;

/**
 * What was measured of whole training on one environment.
 *
 * @param config of the training
 * @param threads that it used
 * @param iterations of a round
 * @param steps environment steps of a round
 * @param resets episodes that began in a round
 * @param trained what the training of each round took
 * @param raw seconds of each round's replay by the simulator alone
 */
public record TrainMeasurement(
    TrainConfig config,
    int threads,
    int iterations,
    long steps,
    int resets,
    List<TrainTimes> trained,
    double[] raw) {
  /**
   * Copies the list.
   *
   * @param config of the training
   * @param threads that it used
   * @param iterations of a round
   * @param steps environment steps of a round
   * @param resets episodes that began in a round
   * @param trained what each round's training took
   * @param raw seconds of each round's replay
   */
  public TrainMeasurement {
    trained = List.copyOf(trained);
  }

  /**
   * The speed of training.
   *
   * @return environment steps a second, by the median of the rounds
   */
  public double rate() {
    return steps / seconds();
  }

  /**
   * The speed of the simulator alone.
   *
   * @return environment steps a second, by the median of the rounds
   */
  public double rawRate() {
    return steps / Median.of(raw);
  }

  /**
   * The training's speed as a part of the simulator's: the median of the rounds' ratios, each of
   * two neighbouring times.
   *
   * @return 1 if all that is not physics came for free
   */
  public double share() {
    double[] ratios = new double[raw.length];
    Arrays.setAll(ratios, round -> raw[round] / trained.get(round).total());
    return Median.of(ratios);
  }

  /**
   * The time of training.
   *
   * @return seconds of a round, by the median
   */
  public double seconds() {
    return median(TrainTimes::total);
  }

  /**
   * The time of each phase.
   *
   * @return seconds of a round, by the medians
   */
  public PhaseTimes phases() {
    return new PhaseTimes(
        median(times -> times.phases().rollout()),
        median(times -> times.phases().update()),
        median(times -> times.phases().fit()));
  }

  /**
   * The time of metrics, snapshots and the checkpoints of a round.
   *
   * @return seconds of a round, by the median
   */
  public double rest() {
    return median(TrainTimes::rest);
  }

  /**
   * The time of a checkpoint.
   *
   * @return seconds, by the median of the rounds
   */
  public double checkpoint() {
    return median(TrainTimes::checkpoint);
  }

  /**
   * What checkpoints cost at the interval of the configuration.
   *
   * @return a share of the time of training
   */
  public double checkpointShare() {
    double interval = config.checkpoint().every() * seconds() / iterations;
    return checkpoint() / (interval + checkpoint());
  }

  private double median(ToDoubleFunction<TrainTimes> part) {
    return Median.of(trained.stream().mapToDouble(part).toArray());
  }
}
