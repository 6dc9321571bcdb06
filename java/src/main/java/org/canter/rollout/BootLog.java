// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.Arrays;

/**
 * The observations of one slice whose value a sum of rewards goes on with, each with its place t *
 * N + n, in ascending order of places; grows, and is used again.
 */
final class BootLog {
  private final int width;
  private int count;
  private int[] places = new int[16];
  private double[] observations;

  BootLog(int width) {
    this.width = width;
    this.observations = new double[16 * width];
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  int place(int i) {
    return places[i];
  }

  /** The observations [count, O], of which row i begins at i * O. */
  double[] observations() {
    return observations;
  }

  /** Notes a row of `source` that begins at `offset`. */
  void add(int place, double[] source, int offset) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      observations = Arrays.copyOf(observations, 2 * count * width);
    }
    places[count] = place;
    System.arraycopy(source, offset, observations, count * width, width);
    count++;
  }
}
