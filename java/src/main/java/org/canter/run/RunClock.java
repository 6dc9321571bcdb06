// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;

/** The time that a run has taken, over all processes that worked on it. */
final class RunClock {
  private double before;
  private long started;
  private boolean running;

  /** Starts, if it has not started in this process. */
  void begin() {
    if (!running) {
      running = true;
      started = System.nanoTime();
    }
  }

  /** Seconds, those of earlier processes included as far as their checkpoint reached. */
  double seconds() {
    return before + (running ? (System.nanoTime() - started) * 1e-9 : 0);
  }

  byte[] save() {
    return new StateWriter().put("seconds", seconds()).toBytes();
  }

  void restore(byte[] state) {
    StateReader in = StateReader.of(state, SavedRun.CLOCK);
    before = in.getDouble("seconds");
    in.end();
  }
}
