// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** No GPU can be used here; the text says why and what would help. */
public final class CudaUnavailableException extends UnsupportedKernelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the reason and the remedy
   */
  public CudaUnavailableException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message the reason and the remedy
   * @param cause what was caught, or null
   */
  public CudaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
