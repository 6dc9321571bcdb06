// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.List;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Slab;

/**
 * The M observations of a batch whose values sums of rewards go on with, each with its place t * N
 * + n, in ascending order of places. M changes from collection to collection.
 */
public final class BootRows implements AutoCloseable {
  private final KernelContext context;
  private final KernelContext reader;
  private final int width;
  private Slab rows;
  private Slab rowPlaces;
  private int[] places;
  private int count;

  /**
   * Makes room for `capacity` rows; more will be made when it is needed. The rows are scaled in one
   * context, and lie where the other one copies them from fastest.
   */
  BootRows(KernelContext context, KernelContext reader, int capacity, int width) {
    this.context = context;
    this.reader = reader;
    this.width = width;
    allocate(capacity);
  }

  private void allocate(int capacity) {
    places = new int[capacity];
    rows = reader.allocateHost(context.elementType(), capacity, width);
    rowPlaces = reader.allocateHost(ElementType.I32, capacity);
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
    requireSome();
    return rows.rows(0, count);
  }

  /**
   * The places of all rows, for kernels that scatter their values.
   *
   * @return a view int[M], good until the next collection
   * @throws RolloutException if M is 0, which no slab can be
   */
  public Slab places() {
    requireSome();
    return rowPlaces.rows(0, count);
  }

  private void requireSome() {
    if (count == 0) {
      throw new RolloutException(
          "every column of the batch ends in a terminal state: there is nothing to bootstrap from;"
              + " ask count() first");
    }
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
    rowPlaces.copyFrom(0, places, 0, count);
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
      close();
      allocate(capacity);
    }
  }

  /** The memory of the rows. */
  long bytes() {
    return rows.bytes() + rowPlaces.bytes();
  }

  /** Frees the rows; later calls do nothing. The batch does it. */
  @Override
  public void close() {
    rows.close();
    rowPlaces.close();
  }
}
