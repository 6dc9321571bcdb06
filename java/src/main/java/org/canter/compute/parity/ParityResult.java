// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

/**
 * How far a kernel is from the oracle.
 *
 * @param kernel its name
 * @param shape of the policy, layer by layer
 * @param error squared distance over squared length of the oracle's result
 * @param bound the largest error that rounding explains
 */
public record ParityResult(String kernel, String shape, double error, double bound) {
  /** Compares two results. */
  static ParityResult of(
      String kernel, String shape, double[] found, double[] expected, double bound) {
    double distance = found.length == expected.length ? 0 : Double.NaN;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      distance += i < found.length ? (found[i] - expected[i]) * (found[i] - expected[i]) : 0;
      length += expected[i] * expected[i];
    }
    // where the oracle finds nothing but zeros, so must the kernel
    double error = distance == 0 ? 0 : distance / length;
    return new ParityResult(kernel, shape, error, bound);
  }

  /**
   * Whether the error is within its bound.
   *
   * @return false also for NaN
   */
  public boolean passes() {
    return error <= bound;
  }
}
