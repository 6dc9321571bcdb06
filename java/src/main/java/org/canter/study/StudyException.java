// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

/** A study cannot be done as asked; the message names what was wrong, and the remedy. */
public class StudyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was wrong, and the remedy
   */
  public StudyException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what was wrong, and the remedy
   * @param cause what was thrown
   */
  public StudyException(String message, Throwable cause) {
    super(message, cause);
  }
}
