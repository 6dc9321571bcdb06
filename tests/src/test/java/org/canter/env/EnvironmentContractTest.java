// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.canter.env.gym.Recording;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered environment promises. */
class EnvironmentContractTest {
  private static final int STEPS = 60;

  static Collection<String> ids() {
    return EnvironmentRegistry.standard().all().stream().map(EnvironmentFactory::id).toList();
  }

  private static EnvironmentSlice open(String id, long seed, int first, int count) {
    return EnvironmentRegistry.standard()
        .find(id)
        .open(seed, RandomStream.ENVIRONMENT, first, count);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theSpecIsKept(String id) {
    try (EnvironmentSlice slice = open(id, 1, 0, 2)) {
      EnvironmentSpec spec = slice.spec();
      assertThat(spec).isEqualTo(EnvironmentRegistry.standard().find(id).spec());
      assertThat(spec.id()).isEqualTo(id);
      assertThat(spec.description()).isNotEmpty();
      assertThat(spec.description()).doesNotContain("\n");
      int width = spec.observation().width();
      assertThat(slice.observations()).hasLength(2 * width);
      assertThat(slice.rewards()).hasLength(2);
      assertThat(slice.kinds()).hasLength(2);
      Play play = new Play(slice);
      play.resetAll();
      for (int t = 0; t < 10 * STEPS; t++) {
        for (int row = 0; row < 2; row++) {
          int outside = spec.observation().firstOutside(slice.observations(), row * width);
          assertWithMessage("step %s, number outside", t).that(outside).isEqualTo(-1);
          assertThat(Double.isFinite(slice.rewards()[row])).isTrue();
          assertThat(slice.kinds()[row]).isNotEqualTo(StepKind.FAULT);
        }
        play.step(t);
      }
      assertThat(slice.faultCount()).isEqualTo(0);
      assertThat(slice.faults()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void equalSeedsGiveEqualBytesInAnySlice(String id) {
    ByteBuffer alone;
    try (EnvironmentSlice slice = open(id, 5, 2, 1)) {
      slice.reset(0);
      alone = new Play(slice).record(0, 0, STEPS);
    }
    try (EnvironmentSlice slice = open(id, 5, 0, 4)) {
      Play play = new Play(slice);
      play.resetAll();
      assertThat(play.record(2, 0, STEPS)).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void everythingThatSeedsCounts(String id) {
    Set<ByteBuffer> seen = new HashSet<>();
    for (RandomStream stream :
        new RandomStream[] {RandomStream.ENVIRONMENT, RandomStream.EVALUATION}) {
      for (long seed = 1; seed <= 2; seed++) {
        EnvironmentFactory factory = EnvironmentRegistry.standard().find(id);
        try (EnvironmentSlice slice = factory.open(seed, stream, 0, 2)) {
          for (int row = 0; row < 2; row++) {
            // a tiny world has few states: its first hundred resets tell
            ByteBuffer resets = ByteBuffer.allocate(100 * slice.observations().length * 4);
            for (int episode = 0; episode < 100; episode++) {
              slice.reset(row);
              int width = slice.spec().observation().width();
              for (int i = 0; i < width; i++) {
                resets.putDouble(slice.observations()[row * width + i]);
              }
            }
            seen.add(resets.flip());
          }
        }
      }
    }
    assertThat(seen).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void episodesBeginDifferently(String id) {
    try (EnvironmentSlice slice = open(id, 1, 0, 1)) {
      Set<ByteBuffer> starts = new HashSet<>();
      for (int episode = 0; episode < 20; episode++) {
        slice.reset(0);
        ByteBuffer start = ByteBuffer.allocate(slice.observations().length * Double.BYTES);
        start.asDoubleBuffer().put(slice.observations());
        starts.add(start);
      }
      // two rooms, four places, or any number of states
      assertThat(starts.size()).isAtLeast(id.startsWith("tiny/") ? 2 : 20);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void arraysThatAreChangedOrKeptDoNoHarm(String id) {
    ByteBuffer expected;
    try (EnvironmentSlice slice = open(id, 1, 0, 2)) {
      Play play = new Play(slice);
      play.resetAll();
      expected = play.record(1, 0, STEPS);
    }
    try (EnvironmentSlice slice = open(id, 1, 0, 2)) {
      Play play = new Play(slice);
      play.resetAll();
      int width = slice.spec().observation().width();
      ByteBuffer seen = ByteBuffer.allocate(expected.capacity());
      for (int t = 0; t < STEPS; t++) {
        double[] actions = play.actions(t);
        double[] row0 = Arrays.copyOf(slice.observations(), width);
        // what is seen is no part of the state
        Arrays.fill(slice.observations(), width, 2 * width, 99);
        Arrays.fill(slice.rewards(), 99);
        slice.step(actions, new boolean[] {false, true});
        Arrays.fill(actions, 99);
        assertThat(Arrays.copyOf(slice.observations(), width)).isEqualTo(row0);
        put(seen, slice, width);
        seen.putDouble(slice.rewards()[1]).putDouble(slice.kinds()[1].ordinal());
        if (slice.kinds()[1] != StepKind.MID) {
          slice.reset(1);
        }
        put(seen, slice, width);
      }
      assertThat(seen.flip()).isEqualTo(expected);
    }
  }

  private static void put(ByteBuffer out, EnvironmentSlice slice, int width) {
    for (int i = width; i < 2 * width; i++) {
      out.putDouble(slice.observations()[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theTimeLimitIsATimeout(String id) {
    try (EnvironmentSlice slice = open(id, 1, 0, 1)) {
      int limit = slice.spec().timeLimit();
      Play play = new Play(slice);
      slice.reset(0);
      StepKind last = StepKind.MID;
      for (int t = 1; t <= limit; t++) {
        slice.step(play.actions(t));
        // beyond a terminal state too
        last = slice.kinds()[0];
        assertThat(last).isNotEqualTo(t < limit ? StepKind.TIMEOUT : StepKind.MID);
      }
      assertThat(last).isNotEqualTo(StepKind.FAULT);
      // where nothing else ends an episode
      boolean endless = Set.of("gym/HalfCheetah-v4", "gym/Reacher-v4", "tiny/LQR").contains(id);
      if (endless) {
        assertThat(last).isEqualTo(StepKind.TIMEOUT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void aRestoredRowGoesOnWithTheSameBytes(String id) {
    try (EnvironmentSlice slice = open(id, 1, 0, 3);
        EnvironmentSlice other = open(id, 1, 1, 2)) {
      Play play = new Play(slice);
      play.resetAll();
      play.record(1, 0, 10);
      ByteBuffer state = saved(slice, 1);
      double[] observation = row(slice, 1);
      ByteBuffer expected = play.record(1, 10, STEPS);

      // row 0 of the other slice has the same number and another past
      Play again = new Play(other);
      again.resetAll();
      again.resetAll();
      again.step(3);
      other.restore(0, state.duplicate());
      assertThat(row(other, 0)).isEqualTo(observation);
      assertThat(saved(other, 0)).isEqualTo(state);
      assertThat(again.record(0, 10, STEPS)).isEqualTo(expected);
      assertThat(saved(other, 0)).isEqualTo(saved(slice, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theSameStateInSeveralRowsHasTheSameFuture(String id) {
    try (EnvironmentSlice slice = open(id, 1, 0, 3)) {
      Play play = new Play(slice);
      play.resetAll();
      play.step(0);
      ByteBuffer state = saved(slice, 1);
      for (int row = 0; row < 3; row++) {
        slice.restore(row, state.duplicate());
      }
      for (int t = 1; t < 10; t++) {
        double[] actions = play.actions(t);
        int width = actions.length / 3;
        System.arraycopy(actions, 0, actions, width, width);
        System.arraycopy(actions, 0, actions, 2 * width, width);
        slice.step(actions);
        // common random numbers: noise of steps and of resets too
        for (int row = 0; row < 3; row++) {
          if (slice.kinds()[row] != StepKind.MID) {
            slice.reset(row);
          }
        }
        assertThat(row(slice, 1)).isEqualTo(row(slice, 0));
        assertThat(row(slice, 2)).isEqualTo(row(slice, 0));
        assertThat(slice.rewards()[2]).isEqualTo(slice.rewards()[0]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void noNumberOfTheObservationIsConstant(String id) throws IOException {
    try (EnvironmentSlice slice = open(id, 1, 0, 1)) {
      Play play = new Play(slice);
      slice.reset(0);
      double[] first = slice.observations().clone();
      boolean[] varies = new boolean[first.length];
      for (int t = 0; t < 2000; t++) {
        slice.step(play.actions(t));
        for (int i = 0; i < first.length; i++) {
          varies[i] |= slice.observations()[i] != first[i];
        }
        if (slice.kinds()[0] != StepKind.MID) {
          slice.reset(0);
        }
      }
      String recording = id.substring(id.indexOf('/') + 1) + "-seed1";
      boolean recorded = id.startsWith("gym/") && Recording.names().contains(recording);
      for (int i = 0; i < first.length; i++) {
        // the reference's humanoids observe forces on the world, and its reacher a height
        boolean constantThere = recorded && Recording.open(recording).isConstant(i);
        assertWithMessage("observation[%s]", i).that(varies[i] || constantThere).isTrue();
      }
    }
  }

  private static ByteBuffer saved(EnvironmentSlice slice, int row) {
    ByteBuffer state = ByteBuffer.allocate(slice.stateBytes());
    slice.save(row, state);
    assertThat(state.remaining()).isEqualTo(0);
    return state.flip();
  }

  private static double[] row(EnvironmentSlice slice, int row) {
    int width = slice.spec().observation().width();
    return Arrays.copyOfRange(slice.observations(), row * width, (row + 1) * width);
  }
}
