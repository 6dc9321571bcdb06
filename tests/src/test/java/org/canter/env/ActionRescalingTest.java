// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.canter.kernels.RandomStream;
import org.junit.jupiter.api.Test;

class ActionRescalingTest {
  private static EnvironmentSlice open(Space action) {
    EnvironmentSpec spec =
        new EnvironmentSpec("test/Counter", Space.unbounded(3), action, 0, 0, "");
    EnvironmentFactory factory = EnvironmentFactory.of(() -> new Counter(spec, 100));
    return factory.open(1, RandomStream.ENVIRONMENT, 0, 1);
  }

  /** What the task saw of an action. */
  private static double seen(EnvironmentSlice slice, double action) {
    slice.reset(0);
    slice.step(new double[] {action});
    return slice.observations()[2];
  }

  @Test
  void theRangeIsReachedFromMinusOneToOne() {
    try (EnvironmentSlice slice = ActionRescaling.around(open(Space.box(1, -2, 6)))) {
      assertThat(slice.spec().action()).isEqualTo(Space.box(1, -1, 1));
      assertThat(slice.spec().id()).isEqualTo("test/Counter");
      assertThat(seen(slice, -1)).isEqualTo(-2);
      assertThat(seen(slice, 0)).isEqualTo(2);
      assertThat(seen(slice, 1)).isEqualTo(6);
      assertThat(seen(slice, 2)).isEqualTo(10);
    }
  }

  @Test
  void clippedActionsStayInTheRange() {
    try (EnvironmentSlice slice = ActionRescaling.clipped(open(Space.box(1, -2, 6)))) {
      assertThat(seen(slice, 2)).isEqualTo(6);
      assertThat(seen(slice, -1e9)).isEqualTo(-2);
      assertThat(seen(slice, 0.5)).isEqualTo(4);
    }
  }

  @Test
  void aRangeOfMinusOneToOneKeepsItsBits() {
    try (EnvironmentSlice slice = ActionRescaling.around(open(Space.box(1, -1, 1)))) {
      for (double action : new double[] {0.1, -1e-300, 1 - 0x1p-53, 3.3}) {
        assertThat(seen(slice, action)).isEqualTo(action);
      }
    }
  }

  @Test
  void unboundedActionsPass() {
    try (EnvironmentSlice slice = ActionRescaling.clipped(open(Space.unbounded(1)))) {
      assertThat(slice.spec().action()).isEqualTo(Space.unbounded(1));
      assertThat(seen(slice, 123.25)).isEqualTo(123.25);
    }
  }

  @Test
  void choicesNeedNoWrapper() {
    try (EnvironmentSlice slice = open(Space.discrete(2))) {
      assertThat(ActionRescaling.around(slice)).isSameInstanceAs(slice);
      assertThat(ActionRescaling.clipped(slice)).isSameInstanceAs(slice);
    }
  }

  @Test
  void aWrongLengthIsRefused() {
    try (EnvironmentSlice slice = ActionRescaling.around(open(Space.box(1, -2, 6)))) {
      slice.reset(0);
      assertThrows(EnvironmentException.class, () -> slice.step(new double[2]));
    }
  }
}
