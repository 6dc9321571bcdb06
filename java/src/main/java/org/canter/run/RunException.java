// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

/** A directory does not hold the run that was asked for. */
public class RunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is missing or wrong, and the remedy
   */
  public RunException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what is missing or wrong, and the remedy
   * @param cause what was thrown
   */
  public RunException(String message, Throwable cause) {
    super(message, cause);
  }
}
