// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** Memory could not be had. */
public final class KernelMemoryException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public KernelMemoryException(String message) {
    super(message);
  }
}
