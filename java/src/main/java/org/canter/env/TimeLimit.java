// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;
import org.canter.kernels.StepKind;

/**
 * Ends episodes that have lasted for the spec's time limit: a step that is MID becomes a TIMEOUT. A
 * TERMINAL on the very last step stays one. Steps taken beyond the limit are TIMEOUTs too.
 */
public final class TimeLimit extends WrappedSlice {
  private final int limit;
  private final int[] steps;

  private TimeLimit(EnvironmentSlice inner) {
    super(inner);
    this.limit = inner.spec().timeLimit();
    this.steps = new int[inner.count()];
  }

  /**
   * Puts the spec's limit on a slice.
   *
   * @param slice a slice; closing the result closes it
   * @return the limited slice, or the slice itself where the spec knows no limit
   */
  public static EnvironmentSlice around(EnvironmentSlice slice) {
    return slice.spec().timeLimit() == 0 ? slice : new TimeLimit(slice);
  }

  @Override
  public void reset(int row) {
    inner.reset(row);
    steps[row] = 0;
  }

  @Override
  public void step(double[] actions, boolean[] active) {
    inner.step(actions, active);
    StepKind[] kinds = inner.kinds();
    for (int row = 0; row < steps.length; row++) {
      if (active == null || active[row]) {
        steps[row]++;
        if (steps[row] >= limit && kinds[row] == StepKind.MID) {
          kinds[row] = StepKind.TIMEOUT;
        }
      }
    }
  }

  @Override
  public int stateBytes() {
    return Integer.BYTES + inner.stateBytes();
  }

  @Override
  public void save(int row, ByteBuffer out) {
    inner.save(row, out);
    out.putInt(steps[row]);
  }

  @Override
  public void restore(int row, ByteBuffer in) {
    inner.restore(row, in);
    steps[row] = in.getInt();
  }
}
