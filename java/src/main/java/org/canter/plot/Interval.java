// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

/**
 * A range of numbers with both its ends.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
  /**
   * Whether a number lies in the range.
   *
   * @param value the number
   * @return true from the lower to the upper end
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
