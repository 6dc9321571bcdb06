// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MinibatchesTest {
  private final Compute compute = Compute.cpu(1);
  private final Minibatches minibatches = new Minibatches(compute, 1, 2);

  @AfterEach
  void close() {
    minibatches.close();
    compute.close();
  }

  /** The rows of each minibatch. */
  private List<List<Integer>> seen(Slab index, int total, int passes, int size, long iteration) {
    List<List<Integer>> all = new ArrayList<>();
    int done =
        minibatches.forEach(
            index,
            total,
            passes,
            size,
            iteration,
            rows -> {
              int[] values = new int[(int) rows.elements()];
              rows.copyTo(values);
              all.add(IntStream.of(values).boxed().toList());
              return true;
            });
    assertThat(done).isEqualTo(all.size());
    return all;
  }

  private static List<Integer> sorted(List<List<Integer>> parts) {
    List<Integer> all = new ArrayList<>();
    parts.forEach(all::addAll);
    Collections.sort(all);
    return all;
  }

  @Test
  void everyPassHasEveryRowOnce() {
    List<List<Integer>> found = seen(null, 23, 3, 5, 0);
    assertThat(found).hasSize(15);
    for (int pass = 0; pass < 3; pass++) {
      List<List<Integer>> parts = found.subList(5 * pass, 5 * pass + 5);
      assertThat(sorted(parts)).isEqualTo(IntStream.range(0, 23).boxed().toList());
      assertThat(parts.get(4)).hasSize(3);
    }
    assertThat(found.subList(5, 10)).isNotEqualTo(found.subList(0, 5));
  }

  @Test
  void aMinibatchBeyondTheBatchIsTheBatch() {
    assertThat(seen(null, 7, 2, 100, 0)).hasSize(2);
  }

  @Test
  void aSmallerBatchMayFollow() {
    seen(null, 50, 1, 8, 0);
    assertThat(sorted(seen(null, 9, 1, 8, 1))).isEqualTo(IntStream.range(0, 9).boxed().toList());
    try (Slab index = Slab.of(4, 2, 6)) {
      assertThat(sorted(seen(index, 50, 1, 2, 2))).containsExactly(2, 4, 6).inOrder();
    }
  }

  @Test
  void whatCameBeforeLeavesNoTrace() {
    List<List<Integer>> first = seen(null, 50, 2, 8, 5);
    seen(null, 60, 1, 9, 6);
    assertThat(seen(null, 50, 2, 8, 5)).isEqualTo(first);
    assertThat(seen(null, 50, 2, 8, 6)).isNotEqualTo(first);
  }

  @Test
  void aJobEndsAllPasses() {
    int[] calls = {0};
    int done = minibatches.forEach(null, 20, 4, 5, 0, rows -> ++calls[0] < 6);
    assertThat(done).isEqualTo(6);
    assertThat(calls[0]).isEqualTo(6);
  }
}
