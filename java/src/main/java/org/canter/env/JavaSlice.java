// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;

/**
 * A slice of {@link Environment}s. Each acts on arrays of its own, full of NaN before every call:
 * an element that it forgets, or an array that it keeps, cannot go unnoticed.
 */
final class JavaSlice extends SliceRows {
  private final Environment[] environments;
  private final EnvironmentRandom[] randoms;
  private final double[] action;
  private final double[] observation;

  JavaSlice(
      EnvironmentSpec spec,
      Supplier<? extends Environment> maker,
      long seed,
      RandomStream stream,
      int first,
      int count) {
    super(spec, seed, stream, first, count);
    environments = new Environment[count];
    randoms = new EnvironmentRandom[count];
    action = new double[actionWidth];
    observation = new double[observationWidth];
    try {
      for (int row = 0; row < count; row++) {
        environments[row] = make(spec, maker);
        // each row its own, for an environment may keep it
        randoms[row] = new EnvironmentRandom(seed, stream.code());
      }
    } catch (RuntimeException error) {
      closeRows();
      throw error;
    }
  }

  /** Makes one environment and holds it to the spec. */
  static Environment make(EnvironmentSpec spec, Supplier<? extends Environment> maker) {
    Environment made = maker.get();
    if (made == null || (spec != null && !spec.equals(made.spec()))) {
      throw new EnvironmentException(
          (made == null ? "an environment" : made.spec().id())
              + ": the supplier made "
              + (made == null ? "null" : made.spec() + " after " + spec)
              + "; every call must make a new environment with the same spec");
    }
    return made;
  }

  @Override
  void resetRow(int row) {
    Arrays.fill(observation, Double.NaN);
    try {
      environments[row].reset(randomOf(row), observation);
    } catch (RuntimeException error) {
      throw failed(row, "reset", error);
    }
    takeObservation(row);
  }

  @Override
  void stepRows(double[] actions, boolean[] active) {
    for (int row = 0; row < count; row++) {
      if (active == null || active[row]) {
        stepRow(row, actions);
      }
    }
  }

  private void stepRow(int row, double[] actions) {
    System.arraycopy(actions, row * actionWidth, action, 0, actionWidth);
    requireAction(row);
    Arrays.fill(observation, Double.NaN);
    randomOf(row);
    StepKind kind;
    double reward;
    try {
      kind = environments[row].step(action, observation);
      reward = environments[row].reward();
    } catch (RuntimeException error) {
      throw failed(row, "step", error);
    }
    if (kind == null || kind == StepKind.TIMEOUT) {
      throw new EnvironmentException(
          place(row)
              + ": step answered "
              + kind
              + "; MID, TERMINAL or FAULT is meant, the spec's time limit is applied from outside");
    }
    kinds[row] = kind;
    // after a fault nothing that the world says counts
    if (kind == StepKind.FAULT) {
      rewards[row] = 0;
      return;
    }
    putReward(row, reward);
    takeObservation(row);
  }

  private EnvironmentRandom randomOf(int row) {
    return randoms[row].at(environment[row], episode[row], steps[row]);
  }

  private void takeObservation(int row) {
    System.arraycopy(observation, 0, observations, row * observationWidth, observationWidth);
    requireObservation(row);
  }

  private void requireAction(int row) {
    Space space = spec.action();
    for (int i = 0; i < actionWidth; i++) {
      if (!(Math.abs(action[i]) <= Double.MAX_VALUE)) {
        throw badAction(row, i);
      }
    }
    int outside = space.isDiscrete() ? space.firstOutside(action, 0) : -1;
    if (outside >= 0) {
      throw badAction(row, outside);
    }
  }

  private EnvironmentException badAction(int row, int i) {
    return new EnvironmentException(
        place(row)
            + ": action["
            + i
            + "] = "
            + action[i]
            + " is not of "
            + spec.action()
            + "; the policy gave it");
  }

  private EnvironmentException failed(int row, String call, RuntimeException error) {
    return new EnvironmentException(place(row) + ": " + call + " threw " + error, error);
  }

  @Override
  int rowBytes() {
    return environments[0].stateBytes();
  }

  @Override
  void saveRow(int row, ByteBuffer out) {
    int before = out.position();
    environments[row].save(out);
    requireBytes(row, "save", out.position() - before);
  }

  @Override
  void restoreRow(int row, ByteBuffer in) {
    int before = in.position();
    environments[row].restore(randomOf(row), in);
    requireBytes(row, "restore", in.position() - before);
  }

  private void requireBytes(int row, String call, int bytes) {
    if (bytes != rowBytes()) {
      throw new EnvironmentException(
          place(row) + ": " + call + " moved " + bytes + " bytes, stateBytes() says " + rowBytes());
    }
  }

  @Override
  void closeRows() {
    for (Environment one : environments) {
      if (one != null) {
        one.close();
      }
    }
  }
}
