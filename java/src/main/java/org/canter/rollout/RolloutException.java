// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

/** A rollout was asked for what cannot be, or failed; the message names numbers and the remedy. */
public class RolloutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what failed, with which numbers, and the way out
   */
  public RolloutException(String message) {
    super(message);
  }

  /**
   * Creates the exception with what lies behind it.
   *
   * @param message what failed, with which numbers, and the way out
   * @param cause what was thrown in a worker
   */
  public RolloutException(String message, Throwable cause) {
    super(message, cause);
  }
}
