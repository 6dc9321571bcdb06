// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import java.util.Arrays;
import org.canter.kernels.Philox;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;

/**
 * Orders of rows that follow from a seed, a purpose, an iteration and a pass: the same on any
 * number of threads and after any resume.
 */
public final class Shuffle {
  // a place of the generator holds a limited number of draws
  private static final int BLOCK = 1 << 15;
  private static final int BLOCKS = 1 << 16;

  private final Philox random;
  private final int purpose;
  private int[] order = new int[0];
  private int rows;

  /**
   * Creates orders.
   *
   * @param seed of the run
   * @param purpose tells users of the same seed apart, at least 0
   */
  public Shuffle(long seed, int purpose) {
    this.random = new Philox(seed, RandomStream.BATCH.code());
    this.purpose = purpose;
  }

  /**
   * Begins with the rows of a batch in their own order.
   *
   * @param index int[B], the rows that count; null for all
   * @param total M, how many rows there are
   */
  public void begin(Slab index, int total) {
    rows = index == null ? total : Math.toIntExact(index.elements());
    if (order.length < rows) {
      order = new int[rows];
    }
    if (index == null) {
      for (int i = 0; i < rows; i++) {
        order[i] = i;
      }
    } else {
      index.copyTo(0, order, 0, rows);
    }
  }

  /**
   * Shuffles the rows further, by Fisher and Yates, and writes them out.
   *
   * @param out receives B rows or more: the first B elements are written
   * @param iteration of the run
   * @param pass of the iteration
   */
  public void next(Slab out, long iteration, int pass) {
    mix(iteration, pass, rows);
    out.copyFrom(0, order, 0, rows);
  }

  /**
   * Draws some of the rows without replacement, in ascending order.
   *
   * @param out receives them: the first `count` elements are written
   * @param iteration of the run
   * @param count how many, 1 to B
   */
  public void sample(Slab out, long iteration, int count) {
    mix(iteration, 0, count);
    int[] chosen = Arrays.copyOf(order, count);
    Arrays.sort(chosen);
    out.copyFrom(0, chosen, 0, count);
  }

  /** Puts a random choice of rows, in random order, into the first `count` places. */
  private void mix(long iteration, int pass, int count) {
    for (int i = 0; i < count; i++) {
      if (i % BLOCK == 0) {
        random.at(purpose, (int) iteration, pass * BLOCKS + i / BLOCK);
      }
      int other = i + random.nextInt(rows - i);
      int row = order[other];
      order[other] = order[i];
      order[i] = row;
    }
  }

  /**
   * B.
   *
   * @return the rows of the batch that was begun
   */
  public int rows() {
    return rows;
  }
}
