// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** An output overlaps another buffer of the same call. */
public final class AliasedBufferException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public AliasedBufferException(String message) {
    super(message);
  }
}
