// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** Another thread is inside a pool call of the same context. */
public final class BusyException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public BusyException(String message) {
    super(message);
  }
}
