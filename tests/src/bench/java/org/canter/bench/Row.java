// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

/**
 * One line of the table.
 *
 * @param operation what was timed
 * @param subject the network, or the shape of a scan
 * @param batch rows
 * @param threads of both sides
 * @param ours our times
 * @param work floating-point operations of a call, or bytes where memory is the limit
 * @param limit operations or bytes a second that the machine managed in the same run
 * @param peer the reference's times; null where there is none
 * @param error of our result relative to the reference's
 * @param roundTrip seconds that a cache line takes between two cores and back; NaN for one thread
 */
record Row(
    Operation operation,
    String subject,
    int batch,
    int threads,
    Samples ours,
    double work,
    double limit,
    Samples peer,
    double error,
    double roundTrip) {
  /** Operations or bytes a second. */
  double rate() {
    return work / ours.median();
  }

  /** The rate as a share of the limit. */
  double share() {
    return rate() / limit;
  }

  /** Seconds that the work takes at the limit. */
  double floor() {
    return work / limit;
  }

  /** How many times as long the reference takes; NaN without one. */
  double ratio() {
    return peer == null ? Double.NaN : peer.median() / ours.median();
  }

  /** "gradient, 17-64-64-6, 50000 rows, 2 threads". */
  String place() {
    return String.format(
        "%s, %s, %d rows, %d %s",
        operation.label(), subject, batch, threads, threads == 1 ? "thread" : "threads");
  }

  boolean isBoundByMemory() {
    return operation == Operation.GAE;
  }
}
