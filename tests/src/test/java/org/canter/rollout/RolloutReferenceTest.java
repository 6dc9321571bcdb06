// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.canter.env.ActionRescaling;
import org.canter.env.EnvironmentSlice;
import org.canter.kernels.ElementType;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch holds what a plain loop over one environment after the other finds. */
class RolloutReferenceTest {
  private static final int ENVIRONMENTS = 5;
  private static final int STEPS = 60;

  private final TreeMap<Integer, double[]> boots = new TreeMap<>();
  private final List<EpisodeRecord> episodes = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBatchIsWhatAPlainLoopFinds(boolean scaled) {
    try (Rig rig = new Rig(Ramble.factory())) {
      RolloutCollector collector = rig.collector(ENVIRONMENTS, 2, Horizon.steps(STEPS));
      TrajectoryBatch found = rig.batch(collector, scaled);
      collector.collect(found, scaled ? rig.scaling : null);
      TrajectoryBatch expected = rig.batch(collector, scaled);
      for (int n = 0; n < ENVIRONMENTS; n++) {
        loop(rig, expected, n, scaled);
      }
      same(found.raw(), expected.raw());
      same(found.observation(), expected.observation());
      same(found.action(), expected.action());
      same(found.logProbability(), expected.logProbability());
      same(found.parameters(), expected.parameters());
      same(found.reward(), expected.reward());
      same(found.step(), expected.step());
      assertThat(found.episodes()).containsExactlyElementsIn(episodes).inOrder();
      assertThat(found.index()).isNull();
      assertThat(found.size()).isEqualTo(STEPS * ENVIRONMENTS);
      checkBoots(rig, found.boot(), scaled);
      allEndsOccur();
    }
  }

  /** Steps one environment, alone in its slice, and writes column n of a batch. */
  private void loop(Rig rig, TrajectoryBatch batch, int n, boolean scaled) {
    try (EnvironmentSlice opened = rig.factory.open(0, RandomStream.ENVIRONMENT, n, 1);
        Slab key = Slab.allocate(ElementType.I32, 1, 3);
        Actor actor = rig.acting().open(n, 1)) {
      EnvironmentSlice slice = ActionRescaling.around(opened);
      int episode = 0;
      int step = 0;
      double total = 0;
      slice.reset(0);
      for (int t = 0; t < STEPS; t++) {
        long row = (long) t * ENVIRONMENTS + n;
        key.copyFrom(new int[] {n, episode, step});
        Slab seen = batch.observation().rows(row, row + 1);
        batch.raw().copyFrom(row * 3, slice.observations(), 0, 3);
        if (scaled) {
          rig.scaling.apply(rig.context, seen, batch.raw().rows(row, row + 1));
        }
        Slab action = batch.action().rows(row, row + 1);
        actor.act(
            action,
            flat(batch.logProbability(), row),
            batch.parameters().rows(row, row + 1),
            seen,
            key);
        slice.step(new double[] {action.get(0)});
        StepKind kind = slice.kinds()[0];
        batch.reward().set(row, slice.rewards()[0]);
        batch.step().setByte(row, kind.code());
        total += slice.rewards()[0];
        step++;
        boolean cut = kind == StepKind.MID && t == STEPS - 1;
        if (cut || kind == StepKind.TIMEOUT || kind == StepKind.FAULT) {
          boots.put((int) row, slice.observations().clone());
        }
        if (kind != StepKind.MID) {
          episodes.add(new EpisodeRecord(n, episode++, step, total, kind, t));
          slice.reset(0);
          step = 0;
          total = 0;
        }
      }
    }
  }

  private void checkBoots(Rig rig, BootRows found, boolean scaled) {
    assertThat(found.count()).isEqualTo(boots.size());
    int row = 0;
    for (int place : boots.keySet()) {
      assertThat(found.place(row++)).isEqualTo(place);
    }
    try (Slab expected = rig.context.allocate(boots.size(), 3)) {
      int i = 0;
      for (double[] observation : boots.values()) {
        expected.copyFrom(3L * i++, observation, 0, 3);
      }
      if (scaled) {
        rig.scaling.apply(rig.context, expected, expected);
      }
      same(found.observation(), expected);
    }
  }

  private void allEndsOccur() {
    assertThat(episodes.stream().map(EpisodeRecord::end).distinct().toList())
        .containsExactly(StepKind.TERMINAL, StepKind.TIMEOUT, StepKind.FAULT);
  }

  private static Slab flat(Slab slab, long element) {
    return slab.reshape(slab.elements()).rows(element, element + 1);
  }

  private static void same(Slab found, Slab expected) {
    assertThat(found.toDoubles()).isEqualTo(expected.toDoubles());
  }
}
