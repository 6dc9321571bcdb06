// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

/**
 * An environment is unknown, or did what no environment may do; the message names the environment,
 * the field and the remedy.
 */
public final class EnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what failed, with which numbers, and the way out
   */
  public EnvironmentException(String message) {
    super(message);
  }

  /**
   * Creates the exception with what lies behind it.
   *
   * @param message what failed, with which numbers, and the way out
   * @param cause what was caught
   */
  public EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
