// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import org.canter.kernels.CudaTraffic;

/**
 * One line of a GPU's table.
 *
 * @param operation what was timed
 * @param subject the network, or the shape of a scan
 * @param batch rows
 * @param ours our times
 * @param work what a call cannot do without
 * @param limits of the GPU
 * @param error of our result relative to the oracle's
 * @param traffic of one call
 * @param examined candidates that an update looked at; 0 for others
 */
record DeviceRow(
    DeviceOperation operation,
    String subject,
    long batch,
    Samples ours,
    Work work,
    DeviceLimits limits,
    double error,
    CudaTraffic traffic,
    int examined) {
  double floor() {
    return work.floor(limits);
  }

  /** The floor's share of the median: 1 at the limit. */
  double share() {
    return floor() / ours.median();
  }

  boolean isBoundByMemory() {
    return work.memorySeconds(limits) > work.arithmeticSeconds(limits);
  }

  /** "gradient, 17-64-64-6, 50000 rows". */
  String place() {
    return operation.label() + ", " + subject + ", " + batch + " rows";
  }
}
