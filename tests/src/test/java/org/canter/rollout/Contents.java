// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.canter.kernels.Slab;

/**
 * All that a batch holds, copied: two are equal if every number has the same bits.
 *
 * @param slabs name and numbers of each slab
 * @param lengths the columns' lengths
 * @param places of the bootstrap rows
 * @param episodes the records
 */
record Contents(
    List<String> slabs, List<Integer> lengths, List<Integer> places, List<EpisodeRecord> episodes) {

  static Contents of(TrajectoryBatch batch) {
    List<String> slabs = new ArrayList<>();
    add(slabs, "raw", batch.raw());
    add(slabs, "observation", batch.observation());
    add(slabs, "action", batch.action());
    add(slabs, "logProbability", batch.logProbability());
    add(slabs, "parameters", batch.parameters());
    add(slabs, "reward", batch.reward());
    add(slabs, "step", batch.step());
    List<Integer> places = new ArrayList<>();
    if (batch.boot().count() > 0) {
      add(slabs, "boot", batch.boot().observation());
    }
    for (int row = 0; row < batch.boot().count(); row++) {
      places.add(batch.boot().place(row));
    }
    if (batch.index() != null) {
      add(slabs, "index", batch.index());
    }
    List<Integer> lengths = new ArrayList<>();
    for (int n = 0; n < batch.environments(); n++) {
      lengths.add(batch.length(n));
    }
    return new Contents(slabs, lengths, places, batch.episodes());
  }

  // shortest decimals tell all floats apart, and -0.0 from 0.0
  private static void add(List<String> slabs, String name, Slab slab) {
    slabs.add(name + Arrays.toString(slab.toDoubles()));
  }
}
