// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import java.util.function.Function;

/**
 * A kernel and what it computes in a scene.
 *
 * @param name of the kernel
 * @param solves whether it iterates, so that rounding is amplified
 * @param result what it computes, made of float or double
 */
record ParityCheck(String name, boolean solves, Function<ParityScene, double[]> result) {
  /** A kernel without iterations. */
  static ParityCheck of(String name, Function<ParityScene, double[]> result) {
    return new ParityCheck(name, false, result);
  }

  /** An iteration. */
  static ParityCheck solve(String name, Function<ParityScene, double[]> result) {
    return new ParityCheck(name, true, result);
  }
}
