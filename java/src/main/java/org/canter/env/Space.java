// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.Arrays;

/**
 * The set that observations or actions come from: a box of real numbers, or a choice from a few for
 * each of several factors. Immutable.
 *
 * <p>Points are rows of {@link #width()} doubles in either case: a choice is a whole number from 0.
 */
public final class Space {
  private final double[] low;
  private final double[] high;
  private final boolean discrete;

  private Space(double[] low, double[] high, boolean discrete) {
    this.low = low;
    this.high = high;
    this.discrete = discrete;
    for (int i = 0; i < low.length; i++) {
      if (!(low[i] < high[i] || (discrete && low[i] == high[i]))) {
        throw new EnvironmentException(
            "a space with low["
                + i
                + "] = "
                + low[i]
                + " and high["
                + i
                + "] = "
                + high[i]
                + "; low must lie below high");
      }
    }
  }

  /**
   * A box.
   *
   * @param low the least value of each dimension, perhaps negative infinity
   * @param high the greatest values, each above the least
   * @return the space
   */
  public static Space box(double[] low, double[] high) {
    if (low.length != high.length || low.length == 0) {
      throw new EnvironmentException(
          "a box with "
              + low.length
              + " lows and "
              + high.length
              + " highs; give as many of each, at least one");
    }
    return new Space(low.clone(), high.clone(), false);
  }

  /**
   * A box with the same bounds in every dimension.
   *
   * @param width how many dimensions, at least 1
   * @param low the least value
   * @param high the greatest value
   * @return the space
   */
  public static Space box(int width, double low, double high) {
    double[] lows = new double[Math.max(width, 0)];
    double[] highs = lows.clone();
    Arrays.fill(lows, low);
    Arrays.fill(highs, high);
    return box(lows, highs);
  }

  /**
   * All real numbers in every dimension.
   *
   * @param width how many dimensions, at least 1
   * @return the space
   */
  public static Space unbounded(int width) {
    return box(width, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * One choice for each factor.
   *
   * @param choices how many choices each factor offers, each at least 1
   * @return the space
   */
  public static Space discrete(int... choices) {
    if (choices.length == 0) {
      throw new EnvironmentException("a discrete space without factors; give at least one");
    }
    double[] highs = new double[choices.length];
    for (int i = 0; i < choices.length; i++) {
      highs[i] = choices[i] - 1;
    }
    return new Space(new double[choices.length], highs, true);
  }

  /**
   * How many numbers a point has.
   *
   * @return dimensions of a box, or factors of a choice
   */
  public int width() {
    return low.length;
  }

  /**
   * Whether points are choices.
   *
   * @return true for {@link #discrete}
   */
  public boolean isDiscrete() {
    return discrete;
  }

  /**
   * The least value of a dimension.
   *
   * @param i the dimension
   * @return 0 for a choice
   */
  public double low(int i) {
    return low[i];
  }

  /**
   * The greatest value of a dimension.
   *
   * @param i the dimension
   * @return for a choice, one less than the number of choices
   */
  public double high(int i) {
    return high[i];
  }

  /**
   * The number of choices of each factor.
   *
   * @return a copy
   * @throws EnvironmentException if this is a box
   */
  public int[] choices() {
    if (!discrete) {
      throw new EnvironmentException("choices() of " + this + ", which is a box; ask isDiscrete()");
    }
    int[] choices = new int[high.length];
    for (int i = 0; i < choices.length; i++) {
      choices[i] = (int) high[i] + 1;
    }
    return choices;
  }

  /**
   * The first number of a row that is not in this space.
   *
   * @param values holds the row
   * @param offset where the row begins
   * @return the number's position in the row, or -1 if the row is a point of this space
   */
  public int firstOutside(double[] values, int offset) {
    for (int i = 0; i < low.length; i++) {
      double value = values[offset + i];
      // NaN fails the comparisons
      if (!(value >= low[i] && value <= high[i]) || (discrete && value != Math.rint(value))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Space space
        && discrete == space.discrete
        && Arrays.equals(low, space.low)
        && Arrays.equals(high, space.high);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(low) + Arrays.hashCode(high)) + Boolean.hashCode(discrete);
  }

  /** Such as {@code box[3] -1..1}, {@code box[4] unbounded} or {@code discrete[2, 3]}. */
  @Override
  public String toString() {
    if (discrete) {
      return "discrete" + Arrays.toString(choices());
    }
    String name = "box[" + low.length + "] ";
    for (int i = 1; i < low.length; i++) {
      if (low[i] != low[0] || high[i] != high[0]) {
        return name + Arrays.toString(low) + ".." + Arrays.toString(high);
      }
    }
    boolean unbounded = low[0] == Double.NEGATIVE_INFINITY && high[0] == Double.POSITIVE_INFINITY;
    return name + (unbounded ? "unbounded" : low[0] + ".." + high[0]);
  }
}
