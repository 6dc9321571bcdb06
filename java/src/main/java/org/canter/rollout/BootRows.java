// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.List;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Slab;

/**
 * The M observations of a batch whose values sums of rewards go on with, each with its place t * N
 * + n, in ascending order of places. M changes from collection to collection.
 */
public final class BootRows implements AutoCloseable {
  private final KernelContext context;
  private final int width;
  private Slab rows;
  private int[] places;
  private int count;

  /** Makes room for `capacity` rows; more will be made when it is needed. */
  BootRows(KernelContext context, int capacity, int width) {
    this.context = context;
    this.width = width;
    this.places = new int[capacity];
    this.rows = context.allocate(capacity, width);
  }

  /**
   * M.
   *
   * @return how many rows there are, perhaps 0
   */
  public int count() {
    return count;
  }

  /**
   * The observations, scaled as the batch's are.
   *
   * @return a view real[M, O], good until the next collection
   * @throws RolloutException if M is 0, which no slab can be
   */
  public Slab observation() {
    if (count == 0) {
      throw new RolloutException(
          "every column of the batch ends in a terminal state: there is nothing to bootstrap from;"
              + " ask count() first");
    }
    return rows.rows(0, count);
  }

  /**
   * The place of a row.
   *
   * @param row 0 to M - 1
   * @return t * N + n
   */
  public int place(int row) {
    if (row < 0 || row >= count) {
      throw new IndexOutOfBoundsException("row " + row + " of " + count);
    }
    return places[row];
  }

  /**
   * Writes the rows' values to their places, and leaves other places alone.
   *
   * @param values real[M]; null if M is 0
   * @param target real[T, N], such as a scan's bootstrap
   */
  public void scatter(Slab values, Slab target) {
    for (int row = 0; row < count; row++) {
      target.set(places[row], values.get(row));
    }
  }

  /** Takes over the rows of all slices and puts them in order of their places. */
  void gather(List<BootLog> logs, ObservationScaling scaling) {
    count = logs.stream().mapToInt(BootLog::count).sum();
    if (count == 0) {
      return;
    }
    makeRoom();
    int[] next = new int[logs.size()];
    for (int row = 0; row < count; row++) {
      int from = least(logs, next);
      BootLog log = logs.get(from);
      places[row] = log.place(next[from]);
      rows.copyFrom((long) row * width, log.observations(), next[from] * width, width);
      next[from]++;
    }
    if (scaling != null) {
      Slab view = rows.rows(0, count);
      scaling.apply(context, view, view);
    }
  }

  /** The log whose next row comes first. */
  private static int least(List<BootLog> logs, int[] next) {
    int best = -1;
    for (int i = 0; i < next.length; i++) {
      BootLog log = logs.get(i);
      if (next[i] < log.count()
          && (best < 0 || log.place(next[i]) < logs.get(best).place(next[best]))) {
        best = i;
      }
    }
    return best;
  }

  private void makeRoom() {
    if (count > places.length) {
      int capacity = Math.max(count, 2 * places.length);
      rows.close();
      places = new int[capacity];
      rows = context.allocate(capacity, width);
    }
  }

  /** The memory of the rows. */
  long bytes() {
    return rows.bytes();
  }

  /** Frees the rows; later calls do nothing. The batch does it. */
  @Override
  public void close() {
    rows.close();
  }
}
