// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.canter.env.EnvironmentSlice;

/**
 * A slice with what the collector knows of its environments beyond a batch: which episode they are
 * in, how far, and with which sum of rewards. All of it can be saved and restored.
 */
final class SliceColumns {
  private static final int COUNTERS = 2 * Integer.BYTES + Double.BYTES + 1;

  final EnvironmentSlice slice;
  final int first;
  final int rows;
  // which episode, from 0; the steps done in it; the sum of their rewards; whether it is over
  final int[] episode;
  final int[] steps;
  final double[] total;
  final boolean[] ended;

  SliceColumns(EnvironmentSlice slice) {
    this.slice = slice;
    this.first = slice.first();
    this.rows = slice.count();
    this.episode = new int[rows];
    this.steps = new int[rows];
    this.total = new double[rows];
    this.ended = new boolean[rows];
    Arrays.fill(episode, -1);
  }

  /** Begins a row's next episode. */
  void reset(int row) {
    slice.reset(row);
    episode[row]++;
    steps[row] = 0;
    total[row] = 0;
    ended[row] = false;
  }

  /** Begins an episode in every row. */
  void resetAll() {
    for (int row = 0; row < rows; row++) {
      reset(row);
    }
  }

  /** The bytes of one saved row. */
  int rowBytes() {
    return COUNTERS + slice.stateBytes();
  }

  /** Puts all rows into a buffer. */
  void save(ByteBuffer out) {
    for (int row = 0; row < rows; row++) {
      out.putInt(episode[row]).putInt(steps[row]).putDouble(total[row]);
      out.put((byte) (ended[row] ? 1 : 0));
      slice.save(row, out);
    }
  }

  /** Takes all rows back. */
  void restore(ByteBuffer in) {
    for (int row = 0; row < rows; row++) {
      episode[row] = in.getInt();
      steps[row] = in.getInt();
      total[row] = in.getDouble();
      ended[row] = in.get() != 0;
      slice.restore(row, in);
    }
  }
}
