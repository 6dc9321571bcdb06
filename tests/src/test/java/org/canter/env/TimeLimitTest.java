// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;

import java.nio.ByteBuffer;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static final int LIMIT = Counter.SPEC.timeLimit();

  private static EnvironmentSlice open(int lastStep) {
    return Counter.factory(lastStep).open(1, RandomStream.ENVIRONMENT, 0, 1);
  }

  @Test
  void theLimitIsATimeout() {
    try (EnvironmentSlice slice = open(100)) {
      for (int episode = 0; episode < 2; episode++) {
        slice.reset(0);
        for (int t = 1; t <= LIMIT; t++) {
          slice.step(new double[1]);
          assertThat(slice.kinds()[0]).isEqualTo(t < LIMIT ? StepKind.MID : StepKind.TIMEOUT);
        }
      }
    }
  }

  @Test
  void aTerminalOnTheLastAllowedStepStaysTerminal() {
    try (EnvironmentSlice slice = open(LIMIT)) {
      slice.reset(0);
      for (int t = 1; t <= LIMIT; t++) {
        slice.step(new double[1]);
      }
      assertThat(slice.kinds()[0]).isEqualTo(StepKind.TERMINAL);
    }
  }

  @Test
  void stepsBeyondTheLimitAreTimeouts() {
    try (EnvironmentSlice slice = open(100)) {
      slice.reset(0);
      for (int t = 1; t <= LIMIT + 2; t++) {
        slice.step(new double[1]);
      }
      assertThat(slice.kinds()[0]).isEqualTo(StepKind.TIMEOUT);
    }
  }

  @Test
  void theCountIsPartOfTheState() {
    try (EnvironmentSlice slice = open(100);
        EnvironmentSlice other = open(100)) {
      slice.reset(0);
      for (int t = 1; t < LIMIT; t++) {
        slice.step(new double[1]);
      }
      ByteBuffer state = ByteBuffer.allocate(slice.stateBytes());
      slice.save(0, state);
      other.restore(0, state.flip());
      other.step(new double[1]);
      assertThat(other.kinds()[0]).isEqualTo(StepKind.TIMEOUT);
    }
  }

  @Test
  void rowsThatAreNotActiveDoNotAge() {
    EnvironmentFactory factory = Counter.factory(100);
    try (EnvironmentSlice slice = factory.open(1, RandomStream.ENVIRONMENT, 0, 2)) {
      slice.reset(0);
      slice.reset(1);
      for (int t = 1; t <= LIMIT; t++) {
        slice.step(new double[2], new boolean[] {true, t == 1});
      }
      assertThat(slice.kinds()).asList().containsExactly(StepKind.TIMEOUT, StepKind.MID).inOrder();
      assertThat(slice.observations()[0]).isEqualTo(LIMIT);
      assertThat(slice.observations()[3]).isEqualTo(1);
    }
  }

  @Test
  void noLimitNeedsNoWrapper() {
    EnvironmentSpec spec =
        new EnvironmentSpec("test/Endless", Space.unbounded(3), Space.unbounded(1), 0, 0, "");
    EnvironmentFactory factory = EnvironmentFactory.of(() -> new Counter(spec, 100_000));
    try (EnvironmentSlice slice = factory.open(1, RandomStream.ENVIRONMENT, 0, 1)) {
      assertThat(TimeLimit.around(slice)).isSameInstanceAs(slice);
      slice.reset(0);
      for (int t = 0; t < 10_000; t++) {
        slice.step(new double[1]);
        assertThat(slice.kinds()[0]).isEqualTo(StepKind.MID);
      }
    }
  }
}
