// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/**
 * A defect of the native library, or a status that this class does not know; please report its
 * text.
 */
public final class KernelInternalException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public KernelInternalException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   * @param cause what was caught, or null
   */
  public KernelInternalException(String message, Throwable cause) {
    super(message, cause);
  }
}
