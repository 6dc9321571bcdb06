// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.Arrays;

/** What some episodes gave: the undiscounted sum of the task's rewards, and the length of each. */
public final class EpisodeReturns {
  private final double[] totals;
  private final int[] lengths;
  private final boolean[] faults;

  /** Makes room for so many episodes. */
  EpisodeReturns(int episodes) {
    totals = new double[episodes];
    lengths = new int[episodes];
    faults = new boolean[episodes];
  }

  /** Notes an episode; each place is written by one thread. */
  void set(int episode, double total, int length, boolean fault) {
    totals[episode] = total;
    lengths[episode] = length;
    faults[episode] = fault;
  }

  /**
   * Returns, in the order of the episodes; a FAULT ends an episode and keeps what it had.
   *
   * @return a copy
   */
  public double[] totals() {
    return totals.clone();
  }

  /**
   * Lengths, in the order of the episodes.
   *
   * @return a copy
   */
  public int[] lengths() {
    return lengths.clone();
  }

  /**
   * The mean return.
   *
   * @return a number
   */
  public double mean() {
    return Arrays.stream(totals).sum() / totals.length;
  }

  /**
   * The standard deviation of the returns, of the episodes themselves.
   *
   * @return at least 0
   */
  public double deviation() {
    double mean = mean();
    double sum = Arrays.stream(totals).map(one -> (one - mean) * (one - mean)).sum();
    return StrictMath.sqrt(sum / totals.length);
  }

  /**
   * How many episodes the physics broke down in.
   *
   * @return at least 0
   */
  public int faults() {
    int count = 0;
    for (boolean fault : faults) {
      count += fault ? 1 : 0;
    }
    return count;
  }
}
