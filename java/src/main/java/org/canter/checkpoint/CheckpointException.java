// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

/** A checkpoint could not be saved or read; the message names the file and the remedy. */
public class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which file, what is wrong with it, and the way out
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Creates the exception with what lies behind it.
   *
   * @param message which file, what is wrong with it, and the way out
   * @param cause what the file system answered
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
