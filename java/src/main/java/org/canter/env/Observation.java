// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

/**
 * Takes an observation, number after number; writing more or fewer than the task said is refused.
 */
public final class Observation {
  private final int width;
  private double[] values;
  private int base;
  private int written;

  Observation(int width) {
    this.width = width;
  }

  /** Begins a row. */
  Observation at(double[] newValues, int newBase) {
    values = newValues;
    base = newBase;
    written = 0;
    return this;
  }

  /** How many numbers of the row were written. */
  int written() {
    return written;
  }

  /**
   * Adds a number.
   *
   * @param value a finite number
   * @return this
   */
  public Observation add(double value) {
    values[room(1)] = value;
    return this;
  }

  /**
   * Adds the generalised positions from one on.
   *
   * @param now where to read
   * @param from the first one; 1 leaves out a position along the track
   * @return this
   */
  public Observation addQpos(Readings now, int from) {
    int length = now.positions() - from;
    now.copy(from, values, room(length), length);
    return this;
  }

  /**
   * Adds all generalised velocities.
   *
   * @param now where to read
   * @return this
   */
  public Observation addQvel(Readings now) {
    int length = now.velocities();
    now.copy(now.positions(), values, room(length), length);
    return this;
  }

  /**
   * Adds all generalised velocities, each cut to an interval.
   *
   * @param now where to read
   * @param bound the interval is -bound to bound
   * @return this
   */
  public Observation addClippedQvel(Readings now, double bound) {
    int length = now.velocities();
    int at = room(length);
    for (int i = 0; i < length; i++) {
      values[at + i] = clip(now.qvel(i), bound);
    }
    return this;
  }

  /**
   * Adds all numbers of a reading.
   *
   * @param now where to read
   * @param reading what to read
   * @return this
   */
  public Observation addAll(Readings now, Reading reading) {
    now.copy(reading.offset, values, room(reading.length()), reading.length());
    return this;
  }

  /**
   * Adds all numbers of a reading, each cut to an interval.
   *
   * @param now where to read
   * @param reading what to read
   * @param bound the interval is -bound to bound
   * @return this
   */
  public Observation addClipped(Readings now, Reading reading, double bound) {
    int at = room(reading.length());
    for (int i = 0; i < reading.length(); i++) {
      values[at + i] = clip(now.get(reading, i), bound);
    }
    return this;
  }

  /** Takes the next numbers of the row. */
  private int room(int length) {
    if (length < 0 || length > width - written) {
      throw new EnvironmentException(
          "observe writes "
              + (written + length)
              + " numbers and perhaps more, the setup's"
              + " observationWidth is "
              + width);
    }
    int at = base + written;
    written += length;
    return at;
  }

  // NaN stays what it is, so that it is noticed
  private static double clip(double value, double bound) {
    return Math.max(-bound, Math.min(bound, value));
  }
}
