// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** What the kernels refuse or fail at; each kind of refusal has a subclass of its own. */
public class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public KernelException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   * @param cause what was caught, or null
   */
  public KernelException(String message, Throwable cause) {
    super(message, cause);
  }
}
