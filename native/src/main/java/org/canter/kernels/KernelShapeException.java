// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** A size is zero, negative or too large, or shapes do not fit together. */
public class KernelShapeException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public KernelShapeException(String message) {
    super(message);
  }
}
