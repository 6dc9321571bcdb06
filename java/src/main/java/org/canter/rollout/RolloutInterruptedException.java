// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

/**
 * A collection was ended before its horizon, by an interrupt of the calling thread (whose interrupt
 * status is set) or by {@link RolloutCollector#cancel()}. The collector stands where it stood
 * before the collection; what the batch holds means nothing.
 */
public final class RolloutInterruptedException extends RolloutException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what ended the collection
   */
  public RolloutInterruptedException(String message) {
    super(message);
  }
}
