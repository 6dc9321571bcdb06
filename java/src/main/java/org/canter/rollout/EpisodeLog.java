// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.Arrays;
import java.util.List;
import org.canter.kernels.StepKind;

/** The episodes that ended in one slice during one collection; grows, and is used again. */
final class EpisodeLog {
  private int count;
  private int[] environments = new int[64];
  private int[] episodes = new int[64];
  private int[] lengths = new int[64];
  private int[] rows = new int[64];
  private double[] totals = new double[64];
  private StepKind[] ends = new StepKind[64];

  void clear() {
    count = 0;
  }

  /** Notes an episode, as the parts of an {@link EpisodeRecord}. */
  void add(int environment, int episode, int length, double total, StepKind end, int row) {
    if (count == environments.length) {
      grow();
    }
    environments[count] = environment;
    episodes[count] = episode;
    lengths[count] = length;
    totals[count] = total;
    ends[count] = end;
    rows[count] = row;
    count++;
  }

  /** Adds all notes to a list, in the order in which they came. */
  void appendTo(List<EpisodeRecord> out) {
    for (int i = 0; i < count; i++) {
      out.add(
          new EpisodeRecord(environments[i], episodes[i], lengths[i], totals[i], ends[i], rows[i]));
    }
  }

  private void grow() {
    int size = 2 * count;
    environments = Arrays.copyOf(environments, size);
    episodes = Arrays.copyOf(episodes, size);
    lengths = Arrays.copyOf(lengths, size);
    rows = Arrays.copyOf(rows, size);
    totals = Arrays.copyOf(totals, size);
    ends = Arrays.copyOf(ends, size);
  }
}
