// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

/**
 * Where in a run an update stands.
 *
 * @param iteration from 0
 * @param fraction of the run's steps that were done before this iteration, 0 to 1
 */
public record Progress(long iteration, double fraction) {
  /**
   * A step size that falls linearly to 0, or stays.
   *
   * @param rate at the beginning
   * @param anneal whether it falls
   * @return the rate now
   */
  public double rate(double rate, boolean anneal) {
    return anneal ? rate * Math.max(0, 1 - fraction) : rate;
  }
}
