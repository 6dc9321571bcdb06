// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import org.canter.kernels.ElementType;
import org.canter.kernels.Slab;

/** Passes over a batch in shuffled minibatches. */
public final class Minibatches implements AutoCloseable {
  /** What is done with a minibatch. */
  @FunctionalInterface
  public interface Job {
    /**
     * Works on some rows.
     *
     * @param rows int[minibatch], a window that moves on
     * @return whether to go on; false ends all passes
     */
    boolean accept(Slab rows);
  }

  private final Compute compute;
  private final Shuffle shuffle;
  private Slab order;

  /**
   * Creates passes; the caller closes them.
   *
   * @param compute where the jobs run; stays open longer
   * @param seed of the run
   * @param purpose tells users of the same seed apart
   */
  public Minibatches(Compute compute, long seed, int purpose) {
    this.compute = compute;
    this.shuffle = new Shuffle(seed, purpose);
  }

  /**
   * Does a job for every minibatch of every pass. Each pass has an order of its own, which goes to
   * where the jobs run in one copy; its last minibatch may be smaller.
   *
   * @param index int[B], the rows that count; null for all
   * @param total M, how many rows there are
   * @param passes over the batch
   * @param size rows of a minibatch
   * @param iteration of the run
   * @param job what is done
   * @return how many minibatches were worked on
   */
  public int forEach(Slab index, int total, int passes, int size, long iteration, Job job) {
    shuffle.begin(index, total);
    int rows = shuffle.rows();
    makeRoom(rows);
    int most = Math.min(size, rows);
    Slab window = order.window(most);
    int done = 0;
    for (int pass = 0; pass < passes; pass++) {
      shuffle.next(order, iteration, pass);
      for (int from = 0; from < rows; from += most) {
        Slab picks = from + most <= rows ? window.moveTo(from) : order.rows(from, rows);
        done++;
        if (!job.accept(picks)) {
          return done;
        }
      }
    }
    return done;
  }

  private void makeRoom(int rows) {
    if (order == null || order.elements() < rows) {
      close();
      order = compute.allocate(ElementType.I32, rows);
    }
  }

  /** Frees the order of rows. */
  @Override
  public void close() {
    if (order != null) {
      order.close();
    }
  }
}
