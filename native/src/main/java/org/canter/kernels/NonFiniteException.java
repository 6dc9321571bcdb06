// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** A parameter, direction or coefficient is NaN or infinite. */
public final class NonFiniteException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public NonFiniteException(String message) {
    super(message);
  }
}
