// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.canter.kernels.ElementType;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  private static int[] order(long seed, int purpose, long iteration, int passes, int rows) {
    Shuffle shuffle = new Shuffle(seed, purpose);
    shuffle.begin(null, rows);
    try (Slab out = Slab.allocate(ElementType.I32, rows)) {
      for (int pass = 0; pass < passes; pass++) {
        shuffle.next(out, iteration, pass);
      }
      int[] found = new int[rows];
      out.copyTo(found);
      return found;
    }
  }

  private static int[] sorted(int[] values) {
    int[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  @Test
  void everyRowIsThereOnce() {
    // 32768 draws have a place of their own
    for (int rows : new int[] {1, 2, 7, 1000, 32_767, 32_768, 32_769, 100_000}) {
      int[] found = order(1, 2, 3, 1, rows);
      assertWithMessage("%s rows", rows)
          .that(sorted(found))
          .isEqualTo(IntStream.range(0, rows).toArray());
    }
  }

  @Test
  void theOrderFollowsFromSeedPurposeIterationAndPass() {
    int[] one = order(1, 2, 3, 1, 100);
    assertThat(order(1, 2, 3, 1, 100)).isEqualTo(one);
    assertThat(order(2, 2, 3, 1, 100)).isNotEqualTo(one);
    assertThat(order(1, 3, 3, 1, 100)).isNotEqualTo(one);
    assertThat(order(1, 2, 4, 1, 100)).isNotEqualTo(one);
    assertThat(order(1, 2, 3, 2, 100)).isNotEqualTo(one);
  }

  @Test
  void onlyRowsOfTheIndexAreThere() {
    Shuffle shuffle = new Shuffle(1, 0);
    try (Slab index = Slab.of(3, 8, 9, 40);
        Slab out = Slab.of(-1, -1, -1, -1, -1)) {
      shuffle.begin(index, 50);
      assertThat(shuffle.rows()).isEqualTo(4);
      shuffle.next(out, 0, 0);
      int[] found = new int[5];
      out.copyTo(found);
      assertThat(sorted(Arrays.copyOf(found, 4))).isEqualTo(new int[] {3, 8, 9, 40});
      assertThat(found[4]).isEqualTo(-1);
    }
  }

  @Test
  void aSampleIsEvenAscendingAndWithoutRepeats() {
    int rows = 20;
    int count = 5;
    int draws = 4000;
    int[] drawn = new int[rows];
    Shuffle shuffle = new Shuffle(1, 0);
    try (Slab out = Slab.allocate(ElementType.I32, count)) {
      int[] found = new int[count];
      for (int iteration = 0; iteration < draws; iteration++) {
        shuffle.begin(null, rows);
        shuffle.sample(out, iteration, count);
        out.copyTo(found);
        for (int i = 0; i < count; i++) {
          drawn[found[i]]++;
          assertThat(i == 0 || found[i] > found[i - 1]).isTrue();
        }
      }
    }
    double expected = (double) draws * count / rows;
    double deviation = Math.sqrt(draws * 0.25 * 0.75);
    for (int times : drawn) {
      assertThat(times - expected).isWithin(5 * deviation).of(0);
    }
  }
}
