// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

/**
 * What was read of one simulation: a view of a row that was copied out of native memory for all
 * simulations at once. Good for the duration of the call that it is handed to.
 */
public final class Readings {
  private final int positions;
  private final int velocities;
  private double[] values;
  private int base;

  /** Rows begin with qpos [positions] and qvel [velocities]. */
  Readings(int positions, int velocities) {
    this.positions = positions;
    this.velocities = velocities;
  }

  /** Moves to a row that begins at `base`. */
  Readings at(double[] newValues, int newBase) {
    values = newValues;
    base = newBase;
    return this;
  }

  /**
   * How many generalised positions there are.
   *
   * @return nq
   */
  public int positions() {
    return positions;
  }

  /**
   * How many generalised velocities there are.
   *
   * @return nv
   */
  public int velocities() {
    return velocities;
  }

  /**
   * A generalised position.
   *
   * @param i 0 to nq - 1
   * @return in m or rad, or a part of a quaternion
   */
  public double qpos(int i) {
    return values[base + inside(i, positions)];
  }

  /**
   * A generalised velocity.
   *
   * @param i 0 to nv - 1
   * @return in m/s or rad/s
   */
  public double qvel(int i) {
    return values[base + positions + inside(i, velocities)];
  }

  /**
   * A number of a reading.
   *
   * @param reading what {@link TaskModel} gave out
   * @param i 0 to {@code reading.length()} - 1
   * @return the number
   */
  public double get(Reading reading, int i) {
    return values[base + reading.offset + inside(i, reading.length())];
  }

  /**
   * The sum of the squares of a reading.
   *
   * @param reading what {@link TaskModel} gave out
   * @return the sum
   */
  public double sumOfSquares(Reading reading) {
    double sum = 0;
    int from = base + reading.offset;
    for (int i = from; i < from + reading.length(); i++) {
      sum += values[i] * values[i];
    }
    return sum;
  }

  /** Copies a part of the row, counted from the row's beginning. */
  void copy(int from, double[] out, int at, int length) {
    System.arraycopy(values, base + from, out, at, length);
  }

  private static int inside(int i, int length) {
    if (i < 0 || i >= length) {
      throw new IndexOutOfBoundsException("number " + i + " of " + length + " was read");
    }
    return i;
  }
}
