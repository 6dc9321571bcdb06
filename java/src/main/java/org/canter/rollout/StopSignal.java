// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

/** Tells the workers of a collection to leave off; each of them looks before every step. */
final class StopSignal {
  /** Thrown in a worker that was told to; carries nothing. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }

  private volatile boolean raised;

  void raise() {
    raised = true;
  }

  void lower() {
    raised = false;
  }

  boolean isRaised() {
    return raised;
  }

  /** Throws {@link Stopped} if the signal is raised. */
  void check() {
    if (raised) {
      throw new Stopped();
    }
  }
}
