// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** A scratch buffer or a tape is smaller than the call needs. */
public final class BufferTooSmallException extends KernelShapeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public BufferTooSmallException(String message) {
    super(message);
  }
}
