// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Native memory that was closed while calls were inside: freed when those calls have returned. With
 * no call inside, which is the rule, it is freed at once.
 */
final class Retired {
  private static final List<Retired> WAITING = new ArrayList<>();
  private static volatile boolean pending;

  private final Runnable release;
  private final List<InFlight> marks;
  private final List<Long> sequences;

  private Retired(Runnable release, List<InFlight> marks, List<Long> sequences) {
    this.release = release;
    this.marks = marks;
    this.sequences = sequences;
  }

  /**
   * Runs `release` as soon as no call that is inside now can use what it frees. The caller has
   * already made later calls refuse it.
   */
  static void retire(Runnable release) {
    // between the closed flag, written before, and the marks, read below
    VarHandle.fullFence();
    List<InFlight> marks = new ArrayList<>();
    List<Long> sequences = new ArrayList<>();
    for (InFlight mark : InFlight.marks()) {
      long sequence = mark.sequence();
      if ((sequence & 1) != 0) {
        marks.add(mark);
        sequences.add(sequence);
      }
    }
    if (marks.isEmpty()) {
      release.run();
      return;
    }
    synchronized (WAITING) {
      WAITING.add(new Retired(release, marks, sequences));
      pending = true;
    }
    // the last of those calls may have left before the entry was there to be seen
    drain();
  }

  /** Whether anything waits. */
  static boolean isPending() {
    return pending;
  }

  /** Frees what no call uses any more. */
  static void drain() {
    List<Retired> ready = new ArrayList<>();
    synchronized (WAITING) {
      for (Iterator<Retired> entries = WAITING.iterator(); entries.hasNext(); ) {
        Retired entry = entries.next();
        if (entry.isUnused()) {
          entries.remove();
          ready.add(entry);
        }
      }
      pending = !WAITING.isEmpty();
    }
    ready.forEach(entry -> entry.release.run());
  }

  private boolean isUnused() {
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).sequence() == sequences.get(i)) {
        return false;
      }
    }
    return true;
  }
}
