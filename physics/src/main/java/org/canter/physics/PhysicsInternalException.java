// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

/** A defect of the native library; the message is worth a report. */
public final class PhysicsInternalException extends PhysicsException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public PhysicsInternalException(String message) {
    super(message);
  }
}
