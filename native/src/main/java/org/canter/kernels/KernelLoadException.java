// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/**
 * The native library cannot be loaded: says the platform, what was tried, the error and the remedy.
 */
public final class KernelLoadException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public KernelLoadException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   * @param cause what was caught, or null
   */
  public KernelLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
