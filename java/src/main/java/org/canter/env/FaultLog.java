// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Counts faults and keeps the latest {@link FaultReport#KEPT} reports. */
final class FaultLog {
  private final Deque<FaultReport> reports = new ArrayDeque<>();
  private long count;

  void add(FaultReport report) {
    if (reports.size() == FaultReport.KEPT) {
      reports.removeFirst();
    }
    reports.addLast(report);
    count++;
  }

  long count() {
    return count;
  }

  /** The oldest first. */
  List<FaultReport> reports() {
    return List.copyOf(reports);
  }
}
