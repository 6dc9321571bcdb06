// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

/** This machine or this build lacks the device that was asked for, or the device lacks memory. */
public class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is missing, and the remedy
   */
  public DeviceException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what is missing, and the remedy
   * @param cause what was thrown
   */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
