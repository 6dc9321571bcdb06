// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;

/** The policy that scored best in the evaluations of a run, and when the next one is due. */
final class BestPolicy {
  private final long every;
  private long next;
  private long evaluations;
  private double score = Double.NEGATIVE_INFINITY;
  private long steps;
  private byte[] agent = new byte[0];

  /** Every so many training steps; 0 for never. */
  BestPolicy(long every) {
    this.every = every;
    this.next = every;
  }

  boolean isDue(long environmentSteps) {
    return every > 0 && environmentSteps >= next;
  }

  /** The number of the evaluation that is due, which its episodes follow from. */
  long number() {
    return evaluations;
  }

  /** Notes a score; true if it is the best so far, whose agent is then to be handed over. */
  boolean offer(long environmentSteps, double mean) {
    evaluations++;
    while (next <= environmentSteps) {
      next += every;
    }
    if (!(mean > score)) {
      return false;
    }
    score = mean;
    steps = environmentSteps;
    return true;
  }

  /** Keeps the agent of the best score. */
  void keep(byte[] state) {
    agent = state;
  }

  /** Whether there is one. */
  boolean exists() {
    return agent.length > 0;
  }

  /** The saved agent. */
  byte[] agent() {
    return agent;
  }

  /** Training steps that it had seen. */
  long steps() {
    return steps;
  }

  byte[] save() {
    return new StateWriter()
        .put("next", next)
        .put("evaluations", evaluations)
        .put("score", score)
        .put("steps", steps)
        .put("agent", agent)
        .toBytes();
  }

  void restore(byte[] state) {
    StateReader in = StateReader.of(state, "best");
    next = in.getLong("next");
    evaluations = in.getLong("evaluations");
    score = in.getDouble("score");
    steps = in.getLong("steps");
    agent = in.getBytes("agent");
    in.end();
  }
}
