// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.kernels.Slab;

/**
 * What the linear baseline sees of a row: [obs, obs^2, t / 100, (t / 100)^2, (t / 100)^3, 1], with
 * the time step t in the episode.
 */
record LinearFeatures(int observations) {
  // brings times of locomotion tasks to the size of scaled observations
  private static final double TIME_UNIT = 100;
  private static final int OTHERS = 4;

  /** F. */
  int count() {
    return 2 * observations + OTHERS;
  }

  /** Writes the F features of a row of real[M, O]. */
  void write(double[] out, Slab observation, long row, int time) {
    observation.copyTo(row * observations, out, 0, observations);
    for (int i = 0; i < observations; i++) {
      out[observations + i] = out[i] * out[i];
    }
    double t = time / TIME_UNIT;
    int next = 2 * observations;
    out[next++] = t;
    out[next++] = t * t;
    out[next++] = t * t * t;
    out[next] = 1;
  }
}
