// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

/** Seeds of evaluations: one for each purpose and number, apart from those of training. */
final class EvaluationSeeds {
  /** Choosing the best policy in the course of a run. */
  static final int CHOICE = 1;

  /** Scoring the last policy. */
  static final int FINAL = 2;

  /** Scoring the best policy on episodes that did not choose it. */
  static final int BEST = 3;

  /** Scoring a policy at a user's wish. */
  static final int LATER = 4;

  private EvaluationSeeds() {}

  /** The seed of a run's evaluation: mixed as SplitMix64 does it. */
  static long of(long seed, int purpose, long number) {
    long z = mix(seed + 0x9E3779B97F4A7C15L * purpose);
    return mix(z + number);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
