// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** A handle is not in the state that the call needs. */
public class KernelStateException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public KernelStateException(String message) {
    super(message);
  }
}
