// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.Arrays;

/**
 * What an operation cannot do without: arithmetic, and numbers that must cross the memory's bus at
 * least once. Parameters are left out: all blocks find them in a cache. So are the sums and deltas
 * of an implementation, which another one may never write.
 *
 * @param operations floating-point operations, as {@link Shape} counts them
 * @param bytes read and written
 */
record Work(double operations, double bytes) {
  private static final int FLOAT = Float.BYTES;

  /** Rewards, values, advantages and targets once, and a byte a step: bootstraps are rare. */
  private static final int SCAN_BYTES = 4 * FLOAT + 1;

  /** Reads what the forward pass kept: 4 (O + H) bytes a row, H units in the hidden layers. */
  static Work fisher(Shape shape) {
    return new Work(shape.fisherOperations(), floats(shape, shape.observations() + hidden(shape)));
  }

  /**
   * Reads observation, action, advantage and old log probability, and keeps hidden units and means:
   * 4 (O + H + 2 A + 2) bytes a row.
   */
  static Work gradient(Shape shape) {
    double operations = shape.forwardOperations() + shape.backwardOperations();
    int numbers = shape.observations() + hidden(shape) + 2 * shape.actions() + 2;
    return new Work(operations, floats(shape, numbers));
  }

  /** Objective and KL divergence of a candidate: reads a row of everything, old means included. */
  static Work evaluation(Shape shape) {
    int numbers = shape.observations() + 2 * shape.actions() + 2;
    return new Work(shape.forwardOperations(), floats(shape, numbers));
  }

  /** The products of a solve. */
  static Work solve(Shape shape) {
    return fisher(shape).times(Problem.ITERATIONS);
  }

  /** A gradient, the products of a solve, and the candidates up to the one that is taken. */
  static Work update(Shape shape, int examined) {
    return gradient(shape).plus(solve(shape)).plus(evaluation(shape).times(examined));
  }

  /** A step of a trajectory: few operations, 17 bytes. */
  static Work scan(long steps) {
    return new Work(0, SCAN_BYTES * (double) steps);
  }

  /** Seconds that the arithmetic takes at best. */
  double arithmeticSeconds(DeviceLimits limits) {
    return operations / limits.operations();
  }

  /** Seconds that the traffic takes at best. */
  double memorySeconds(DeviceLimits limits) {
    return bytes / limits.bytes();
  }

  /** No implementation is faster, unless what it reads lies in a cache already. */
  double floor(DeviceLimits limits) {
    return Math.max(arithmeticSeconds(limits), memorySeconds(limits));
  }

  private Work plus(Work other) {
    return new Work(operations + other.operations, bytes + other.bytes);
  }

  private Work times(int factor) {
    return new Work(factor * operations, factor * bytes);
  }

  private static double floats(Shape shape, int numbers) {
    return (double) FLOAT * numbers * shape.batch();
  }

  private static int hidden(Shape shape) {
    return Arrays.stream(shape.widths(), 1, shape.layers()).sum();
  }
}
