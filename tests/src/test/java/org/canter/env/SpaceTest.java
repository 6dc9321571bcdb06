// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpaceTest {
  @Test
  void aBoxHoldsItsBounds() {
    Space box = Space.box(new double[] {-1, 0}, new double[] {1, 5});
    assertThat(box.width()).isEqualTo(2);
    assertThat(box.isDiscrete()).isFalse();
    assertThat(box.firstOutside(new double[] {9, -1, 5}, 1)).isEqualTo(-1);
    assertThat(box.firstOutside(new double[] {0, 5.1}, 0)).isEqualTo(1);
    assertThat(box.firstOutside(new double[] {Double.NaN, 1}, 0)).isEqualTo(0);
    assertThrows(EnvironmentException.class, box::choices);
  }

  @Test
  void choicesAreWholeNumbersFromZero() {
    Space space = Space.discrete(3, 1);
    assertThat(space.width()).isEqualTo(2);
    assertThat(space.isDiscrete()).isTrue();
    assertThat(space.choices()).isEqualTo(new int[] {3, 1});
    assertThat(space.firstOutside(new double[] {2, 0}, 0)).isEqualTo(-1);
    assertThat(space.firstOutside(new double[] {3, 0}, 0)).isEqualTo(0);
    assertThat(space.firstOutside(new double[] {0, 0.5}, 0)).isEqualTo(1);
    assertThat(space.firstOutside(new double[] {-1, 0}, 0)).isEqualTo(0);
  }

  @Test
  void whatIsNoSpaceIsRefused() {
    assertThrows(EnvironmentException.class, () -> Space.box(0, -1, 1));
    assertThrows(EnvironmentException.class, () -> Space.box(2, 1, 1));
    assertThrows(EnvironmentException.class, () -> Space.box(2, Double.NaN, 1));
    assertThrows(EnvironmentException.class, () -> Space.box(new double[1], new double[2]));
    assertThrows(EnvironmentException.class, () -> Space.discrete());
    assertThrows(EnvironmentException.class, () -> Space.discrete(2, 0));
  }

  @Test
  void equalSpacesAreEqualAndSayWhatTheyAre() {
    assertThat(Space.box(2, -1, 1)).isEqualTo(Space.box(2, -1, 1));
    assertThat(Space.box(2, -1, 1).hashCode()).isEqualTo(Space.box(2, -1, 1).hashCode());
    assertThat(Space.box(1, 0, 1)).isNotEqualTo(Space.discrete(2));
    assertThat(Space.box(3, -1, 1).toString()).isEqualTo("box[3] -1.0..1.0");
    assertThat(Space.unbounded(4).toString()).isEqualTo("box[4] unbounded");
    assertThat(Space.discrete(2, 3).toString()).isEqualTo("discrete[2, 3]");
  }

  @Test
  void aSpecChecksItsParts() {
    Space space = Space.unbounded(1);
    assertThrows(
        EnvironmentException.class, () -> new EnvironmentSpec("hopper", space, space, 0, 0, ""));
    assertThrows(
        EnvironmentException.class, () -> new EnvironmentSpec("a/b", space, space, -1, 0, ""));
    assertThrows(
        EnvironmentException.class,
        () -> new EnvironmentSpec("a/b", space, space, 0, Double.NaN, ""));
  }
}
