// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;

/** Plays random actions in slices, the way a collector does, for the tests of this package. */
final class Play {
  private static final int ACTION_SEED = 11;

  private final EnvironmentSlice slice;
  private final EnvironmentRandom random =
      new EnvironmentRandom(ACTION_SEED, RandomStream.ACTION.code());
  private final double[] actions;

  Play(EnvironmentSlice slice) {
    this.slice = slice;
    this.actions = new double[slice.count() * slice.spec().action().width()];
  }

  /** Resets all rows. */
  void resetAll() {
    for (int row = 0; row < slice.count(); row++) {
      slice.reset(row);
    }
  }

  /** The random actions of a step: those of an environment depend on its number alone. */
  double[] actions(int step) {
    Space space = slice.spec().action();
    int width = space.width();
    for (int row = 0; row < slice.count(); row++) {
      random.at(slice.first() + row, 0, step);
      for (int i = 0; i < width; i++) {
        actions[row * width + i] =
            space.isDiscrete()
                ? random.choice((int) space.high(i) + 1)
                : random.uniform(Math.max(-1e3, space.low(i)), Math.min(1e3, space.high(i)));
      }
    }
    return actions;
  }

  /** Steps all rows and resets those whose episode is over; true if any was. */
  boolean step(int step) {
    slice.step(actions(step));
    boolean over = false;
    for (int row = 0; row < slice.count(); row++) {
      if (slice.kinds()[row] != StepKind.MID) {
        slice.reset(row);
        over = true;
      }
    }
    return over;
  }

  /** Plays steps from..to-1 with resets; everything that a row showed, bit for bit. */
  ByteBuffer record(int row, int from, int to) {
    int width = slice.spec().observation().width();
    ByteBuffer seen = ByteBuffer.allocate((to - from) * (2 * width + 2) * Double.BYTES);
    for (int t = from; t < to; t++) {
      slice.step(actions(t));
      putObservation(seen, row, width);
      seen.putDouble(slice.rewards()[row]).putDouble(slice.kinds()[row].ordinal());
      for (int k = 0; k < slice.count(); k++) {
        if (slice.kinds()[k] != StepKind.MID) {
          slice.reset(k);
        }
      }
      putObservation(seen, row, width);
    }
    return seen.flip();
  }

  private void putObservation(ByteBuffer out, int row, int width) {
    for (int i = 0; i < width; i++) {
      out.putDouble(slice.observations()[row * width + i]);
    }
  }
}
