// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.math.BigDecimal;

/**
 * The numbers that a setting may have.
 *
 * @param min the lower end, or -Infinity
 * @param max the upper end, or Infinity
 * @param aboveMin whether the lower end itself is out of range
 * @param belowMax whether the upper end itself is out of range
 */
record NumberRange(double min, double max, boolean aboveMin, boolean belowMax) {
  NumberRange {
    boolean exclusiveNothing =
        aboveMin && Double.isInfinite(min) || belowMax && Double.isInfinite(max);
    boolean empty = !(min <= max) || min == max && (aboveMin || belowMax);
    if (empty || exclusiveNothing) {
      throw new IllegalArgumentException(
          "a range from " + min + " to " + max + " is empty or excludes an end that it has not");
    }
  }

  static NumberRange of(Setting setting) {
    return new NumberRange(setting.min(), setting.max(), setting.aboveMin(), setting.belowMax());
  }

  boolean isBounded() {
    return !Double.isInfinite(min) || !Double.isInfinite(max);
  }

  /** NaN is in no range, an infinity in none that ends. */
  boolean contains(double value) {
    return (aboveMin ? value > min : value >= min) && (belowMax ? value < max : value <= max);
  }

  /** Exact for integers that a double cannot hold. */
  boolean contains(BigDecimal value) {
    return isAboveMin(value) && isBelowMax(value);
  }

  private boolean isAboveMin(BigDecimal value) {
    return Double.isInfinite(min) || value.compareTo(new BigDecimal(min)) >= (aboveMin ? 1 : 0);
  }

  private boolean isBelowMax(BigDecimal value) {
    return Double.isInfinite(max) || value.compareTo(new BigDecimal(max)) <= (belowMax ? -1 : 0);
  }

  /** Such as "[0, 1)" or "at least 0"; empty if every number is in range. */
  String text() {
    if (!isBounded()) {
      return "";
    }
    if (Double.isInfinite(max)) {
      return (aboveMin ? "above " : "at least ") + ValueText.bound(min);
    }
    if (Double.isInfinite(min)) {
      return (belowMax ? "below " : "at most ") + ValueText.bound(max);
    }
    return (aboveMin ? "(" : "[")
        + ValueText.bound(min)
        + ", "
        + ValueText.bound(max)
        + (belowMax ? ")" : "]");
  }

  /** The same to stand after "must be" or a noun: "in [0, 1)". */
  String phrase() {
    boolean bothEnds = !Double.isInfinite(min) && !Double.isInfinite(max);
    return bothEnds ? "in " + text() : text();
  }
}
