// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** A handle or a slab is used after it was closed. */
public final class ClosedHandleException extends KernelStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public ClosedHandleException(String message) {
    super(message);
  }
}
