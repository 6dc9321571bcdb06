// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** An argument is null, of the wrong element type, or outside its range. */
public final class KernelArgumentException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public KernelArgumentException(String message) {
    super(message);
  }
}
