// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;

/**
 * What all slices have in common: the arrays, each row's place in its random numbers, and the
 * checks of what a task hands back. A row's place is (environment, episode, steps done).
 */
abstract class SliceRows implements EnvironmentSlice {
  // batches hold floats: what is infinite there is caught here
  private static final double LARGEST = Float.MAX_VALUE;

  private static final StepKind[] KINDS = StepKind.values();

  final EnvironmentSpec spec;
  final int first;
  final int count;
  final int observationWidth;
  final int actionWidth;
  final EnvironmentRandom random;
  final double[] observations;
  final double[] rewards;
  final StepKind[] kinds;
  final int[] environment;
  final int[] episode;
  final int[] steps;
  private boolean closed;

  SliceRows(EnvironmentSpec spec, long seed, RandomStream stream, int first, int count) {
    if (first < 0 || count < 1) {
      throw new EnvironmentException(
          spec.id()
              + ": a slice of "
              + count
              + " environments from number "
              + first
              + "; numbers begin at 0 and a slice has at least one");
    }
    this.spec = spec;
    this.first = first;
    this.count = count;
    this.observationWidth = spec.observation().width();
    this.actionWidth = spec.action().width();
    this.random = new EnvironmentRandom(seed, stream.code());
    this.observations = new double[count * observationWidth];
    this.rewards = new double[count];
    this.kinds = new StepKind[count];
    this.environment = new int[count];
    this.episode = new int[count];
    this.steps = new int[count];
    Arrays.fill(kinds, StepKind.MID);
    Arrays.fill(episode, -1);
    Arrays.setAll(environment, row -> first + row);
  }

  /** Begins an episode; the random numbers stand at its reset. Fills the row's observation. */
  abstract void resetRow(int row);

  /** Steps the active rows; for each, steps[row] already counts this step. */
  abstract void stepRows(double[] actions, boolean[] active);

  /** The bytes that {@link #saveRow} puts. */
  abstract int rowBytes();

  /** Puts the state behind a row. */
  abstract void saveRow(int row, ByteBuffer out);

  /** Takes back the state behind a row; the row's place has been restored. */
  abstract void restoreRow(int row, ByteBuffer in);

  /** Frees what the rows hold; called once. */
  abstract void closeRows();

  @Override
  public final EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public final int first() {
    return first;
  }

  @Override
  public final int count() {
    return count;
  }

  @Override
  public final double[] observations() {
    return observations;
  }

  @Override
  public final double[] rewards() {
    return rewards;
  }

  @Override
  public final StepKind[] kinds() {
    return kinds;
  }

  @Override
  public final void reset(int row) {
    requireRow(row);
    episode[row]++;
    steps[row] = 0;
    moveRandom(row);
    resetRow(row);
  }

  @Override
  public final void step(double[] actions, boolean[] active) {
    requireOpen();
    if (actions.length != count * actionWidth || (active != null && active.length != count)) {
      throw new EnvironmentException(
          spec.id()
              + ": step with "
              + actions.length
              + " action numbers"
              + (active == null ? "" : " and " + active.length + " flags")
              + " for "
              + count
              + " environments with "
              + actionWidth
              + " each; give [count * A] and [count]");
    }
    for (int row = 0; row < count; row++) {
      if (active == null || active[row]) {
        if (episode[row] < 0) {
          throw new EnvironmentException(place(row) + " is stepped before its first reset");
        }
        steps[row]++;
      }
    }
    stepRows(actions, active);
  }

  @Override
  public final int stateBytes() {
    return 4 * Integer.BYTES + (1 + observationWidth) * Double.BYTES + rowBytes();
  }

  @Override
  public final void save(int row, ByteBuffer out) {
    requireRow(row);
    out.putInt(environment[row]).putInt(episode[row]).putInt(steps[row]);
    out.putInt(kinds[row].ordinal()).putDouble(rewards[row]);
    for (int i = 0; i < observationWidth; i++) {
      out.putDouble(observations[row * observationWidth + i]);
    }
    saveRow(row, out);
  }

  @Override
  public final void restore(int row, ByteBuffer in) {
    requireRow(row);
    int number = in.getInt();
    int count = in.getInt();
    int step = in.getInt();
    int kind = in.getInt();
    if (number < 0 || count < -1 || step < 0 || kind < 0 || kind >= KINDS.length) {
      throw new EnvironmentException(
          spec.id() + ": these bytes are no row that save() put; is the file of this environment?");
    }
    environment[row] = number;
    episode[row] = count;
    steps[row] = step;
    kinds[row] = KINDS[kind];
    rewards[row] = in.getDouble();
    for (int i = 0; i < observationWidth; i++) {
      observations[row * observationWidth + i] = in.getDouble();
    }
    moveRandom(row);
    restoreRow(row, in);
  }

  @Override
  public final void close() {
    if (!closed) {
      closed = true;
      closeRows();
    }
  }

  /** Puts the random numbers to the row's step. */
  final EnvironmentRandom moveRandom(int row) {
    return random.at(environment[row], episode[row], steps[row]);
  }

  /** Names a row in messages. */
  final String place(int row) {
    return spec.id()
        + ", environment "
        + environment[row]
        + ", episode "
        + episode[row]
        + ", step "
        + steps[row];
  }

  /** Throws unless the reward is finite; keeps it. */
  final void putReward(int row, double reward) {
    if (!(Math.abs(reward) <= LARGEST)) {
      throw new EnvironmentException(
          place(row)
              + ": reward = "
              + reward
              + "; a task's reward must be finite, as a float too: at most 3.4e38");
    }
    rewards[row] = reward;
  }

  /** Throws unless the row's observation is finite, as what was not written is not. */
  final void requireObservation(int row) {
    int base = row * observationWidth;
    for (int i = 0; i < observationWidth; i++) {
      double value = observations[base + i];
      if (!(Math.abs(value) <= LARGEST)) {
        throw new EnvironmentException(
            place(row)
                + ": observation["
                + i
                + "] = "
                + value
                + "; every element must be written, by a finite number of at most 3.4e38");
      }
    }
  }

  private void requireRow(int row) {
    requireOpen();
    if (row < 0 || row >= count) {
      throw new EnvironmentException(
          spec.id() + ": row " + row + " of a slice with rows 0.." + (count - 1));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new EnvironmentException(spec.id() + ": a closed slice was used; open another one");
    }
  }
}
