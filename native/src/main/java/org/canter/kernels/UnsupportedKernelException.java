// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** This build or this processor lacks what was asked for. */
public final class UnsupportedKernelException extends KernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public UnsupportedKernelException(String message) {
    super(message);
  }
}
