// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** This build, this processor or this machine lacks what was asked for. */
public class UnsupportedKernelException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public UnsupportedKernelException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   * @param cause what was caught, or null
   */
  public UnsupportedKernelException(String message, Throwable cause) {
    super(message, cause);
  }
}
