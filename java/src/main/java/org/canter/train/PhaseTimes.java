// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

/**
 * Where the time of an iteration went; no result follows from it.
 *
 * @param rollout seconds of gathering
 * @param update seconds of advantages and the policy's update
 * @param fit seconds of the baseline's fit and the normaliser
 */
public record PhaseTimes(double rollout, double update, double fit) {
  /**
   * All of them.
   *
   * @return seconds
   */
  public double total() {
    return rollout + update + fit;
  }
}
